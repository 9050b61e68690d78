#include "widgets/code/code_panel.h"

#include "core/async/run_async.h"
#include "widgets/code/code_view.h"
#include "widgets/pages/elided_label.h"
#include "widgets/pages/empty_page.h"
#include "widgets/pages/find_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop {

CodePanel::CodePanel(const Catalog &catalog, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_style(style)
    , m_colors(std::make_shared<CodeColors>())
    , m_notice(new QWidget)
    , m_noticeIcon(new QLabel)
    , m_noticeText(new QLabel)
    , m_view(new CodeView(style))
    , m_empty(new EmptyPage(QStringLiteral("script"), style))
{
    m_find = new FindBar(m_view, style);
    m_view->setAccessibleName(tr("Generated code"));
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    auto *notice = new QHBoxLayout(m_notice);
    notice->setContentsMargins(10, 2, 10, 6);
    notice->addWidget(m_noticeIcon, 0, Qt::AlignTop);
    m_noticeText->setTextFormat(Qt::PlainText);
    m_noticeText->setWordWrap(true);
    m_noticeText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    notice->addWidget(m_noticeText, 1);
    m_notice->hide();
    rows->addWidget(m_notice);
    rows->addWidget(m_view, 1);
    rows->addWidget(m_find);

    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    setFocusProxy(m_view);
    connectParts();
    setDocument(nullptr);
}

CodePanel::~CodePanel() = default;

QWidget *CodePanel::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    m_files = new QComboBox;
    m_files->setAccessibleName(tr("File of the package"));
    m_files->setToolTip(tr("Which file of the package"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_copy = new QToolButton;
    m_copy->setIcon(m_style.icon(QStringLiteral("copy")));
    m_copy->setAccessibleName(tr("Copy the file"));
    m_copy->setToolTip(tr("Copy the file"));
    m_search = new QToolButton;
    m_search->setIcon(m_style.icon(QStringLiteral("search")));
    m_search->setAccessibleName(tr("Find"));
    m_search->setToolTip(tr("Find (%1)").arg(tr("Ctrl+F")));
    m_status = new ElidedLabel;
    m_status->setFont(m_style.small());
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_files);
    row->addWidget(m_copy);
    row->addWidget(m_search);
    row->addWidget(m_status, 1);
    return header;
}

void CodePanel::connectParts()
{
    connect(m_files, &QComboBox::textActivated, this, &CodePanel::showFile);
    connect(m_copy, &QToolButton::clicked, this, &CodePanel::copyAll);
    const auto find = [this] { m_find->open(m_view->textCursor().selectedText()); };
    connect(m_search, &QToolButton::clicked, this, find);
    connect(m_find, &FindBar::openWished, this, find);
    connect(m_find, &FindBar::queryChanged, this, [this](const QString &query) {
        m_view->find(query);
        m_view->findPlace(CodeView::Find::Here);
        sayFound();
    });
    connect(m_find, &FindBar::nextWished, this, [this] {
        m_view->findPlace(CodeView::Find::Next);
        sayFound();
    });
    connect(m_find, &FindBar::previousWished, this, [this] {
        m_view->findPlace(CodeView::Find::Previous);
        sayFound();
    });
    connect(m_find, &FindBar::closed, this, [this] { m_view->find({}); });
    connect(m_view, &CodeView::lineClicked, this, &CodePanel::selectBlockAt);
}

void CodePanel::setDocument(PipelineDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_code = {};
    m_selected.clear();
    m_view->mark({});
    m_view->showText({}, {}, CodeView::Begin::AtTop);
    if (document)
        connect(document, &PipelineDocument::changed, this, &CodePanel::makeStale);
    makeStale();
}

void CodePanel::setFolder(const QString &folder)
{
    if (folder == m_folder)
        return;
    m_folder = folder;
    makeStale();
}

QString CodePanel::text() const
{
    return m_code.text;
}

QString CodePanel::status() const
{
    return m_status->text();
}

void CodePanel::showFile(const QString &file)
{
    if (file == m_wishedFile)
        return;
    m_wishedFile = file;
    makeStale();
}

void CodePanel::copyAll()
{
    QApplication::clipboard()->setText(text());
}

void CodePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    make();
}

void CodePanel::makeStale()
{
    m_current = false;
    make();
}

// One at a time: what changes meanwhile is made when this one is done.
void CodePanel::make()
{
    if (!m_document) {
        m_empty->say(tr("No pipeline is open"),
                     tr("Open a pipeline, and the Python program that it becomes stands here."));
        m_pages->setCurrentIndex(0);
        return;
    }
    if (m_current || m_making || !isVisible())
        return;
    m_making = true;
    m_current = true;
    const CodeWish wish{m_document->pipeline(), m_catalog, m_folder, m_wishedFile};
    runAsync(
        this, [wish, colors = m_colors] { return packageCode(wish, *colors); },
        [this](const Result<PackageCode> &made) {
            m_making = false;
            if (m_document && m_current)
                take(made);
            else
                make();
        });
}

void CodePanel::take(const Result<PackageCode> &made)
{
    if (made)
        showCode(*made);
    else
        showProblem(made.error().message);
    emit shown();
}

void CodePanel::showCode(const PackageCode &code)
{
    const bool another = code.file != m_code.file;
    m_code = code;
    m_wishedFile = code.file;
    showFiles(code.files);
    m_notice->hide();
    m_view->setStale(false);
    m_view->showText(code.text, code.colors,
                     another ? CodeView::Begin::AtTop : CodeView::Begin::AsItWas);
    m_pages->setCurrentIndex(1);
    sayStatus();
    markBlocks(another);
    if (m_find->isVisible())
        sayFound();
}

void CodePanel::showFiles(const QStringList &files)
{
    QStringList present;
    for (int i = 0; i < m_files->count(); ++i)
        present.append(m_files->itemText(i));
    if (present != files) {
        m_files->clear();
        m_files->addItems(files);
    }
    m_files->setCurrentText(m_code.file);
}

void CodePanel::showProblem(const QString &sentence)
{
    if (m_code.text.isEmpty()) {
        m_empty->say(tr("No code yet"), sentence);
        m_pages->setCurrentIndex(0);
        return;
    }
    m_noticeIcon->setPixmap(
        m_style.icon(QStringLiteral("warning"), Ink::Warning).pixmap(m_style.iconSize()));
    m_noticeText->setText(sentence);
    m_notice->show();
    m_view->setStale(true);
    m_files->setCurrentText(m_code.file);
    m_wishedFile = m_code.file;
    sayStatus();
}

void CodePanel::sayStatus()
{
    const int lines = int(m_code.text.count(QLatin1Char('\n')));
    const QString count = tr("%Ln lines", nullptr, lines);
    m_status->setText(tr("%1 · %2 · %3")
                          .arg(m_code.file, count,
                               m_notice->isHidden() ? tr("follows the canvas")
                                                    : tr("as it was before the problem")));
}

void CodePanel::select(const QVector<BlockId> &blocks)
{
    m_selected = blocks;
    markBlocks(true);
}

void CodePanel::markBlocks(bool jump)
{
    QVector<LineRange> ranges;
    if (m_document) {
        for (const BlockLines &lines : qAsConst(m_code.blocks)) {
            if (m_selected.contains(m_document->pipeline().findById(lines.block)))
                ranges.append({lines.first, lines.last});
        }
    }
    m_view->mark(ranges);
    const bool seen = std::any_of(ranges.begin(), ranges.end(), [this](const LineRange &range) {
        return m_view->isLineVisible(range.first);
    });
    if (jump && !ranges.isEmpty() && !seen)
        m_view->revealLine(ranges.first().first);
}

void CodePanel::selectBlockAt(int line)
{
    const BlockLines *found = nullptr;
    for (const BlockLines &lines : qAsConst(m_code.blocks)) {
        const bool within = lines.first <= line && line <= lines.last;
        if (within && (!found || lines.last - lines.first < found->last - found->first))
            found = &lines;
    }
    if (!found || !m_document)
        return;
    const BlockId block = m_document->pipeline().findById(found->block);
    if (block == BlockId{})
        return;
    m_selected = {block};
    markBlocks(false);
    emit selected(m_selected);
}

void CodePanel::sayFound()
{
    const int count = m_view->foundCount();
    if (m_find->query().isEmpty())
        m_find->showOutcome({}, true);
    else if (count == 0)
        m_find->showOutcome(tr("not found"), false);
    else if (m_view->foundIndex() < 0)
        m_find->showOutcome(tr("%1 found").arg(QLocale().toString(count)), true);
    else
        m_find->showOutcome(
            tr("%1 of %2").arg(m_view->foundIndex() + 1).arg(QLocale().toString(count)), true);
}

} // namespace outcrop
