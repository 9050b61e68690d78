#include "widgets/log/log_panel.h"

#include "core/async/run_async.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "widgets/log/log_view.h"
#include "widgets/pages/elided_label.h"
#include "widgets/pages/empty_page.h"
#include "widgets/pages/find_bar.h"

#include <QContextMenuEvent>
#include <QFileDialog>
#include <QLocale>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop {

LogPanel::LogPanel(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_view(new LogView(style))
    , m_empty(new EmptyPage(QStringLiteral("file"), style))
{
    m_find = new FindBar(m_view, style);
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    rows->addWidget(m_view, 1);
    rows->addWidget(m_find);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    m_empty->say(tr("No log yet"), tr("Run a pipeline to see its log."));
    setFocusProxy(m_view);
    connectParts();
}

LogPanel::~LogPanel() = default;

QToolButton *LogPanel::addTool(const QString &icon, const QString &name, const QString &keys)
{
    auto *tool = new QToolButton;
    tool->setIcon(m_style.icon(icon));
    tool->setAccessibleName(name);
    tool->setToolTip(keys.isEmpty() ? name : tr("%1 (%2)").arg(name, keys));
    return tool;
}

QWidget *LogPanel::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    m_follow = addTool(QStringLiteral("follow"), tr("Follow the end"), tr("Ctrl+End"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_wrap = addTool(QStringLiteral("wrap"), tr("Wrap long lines"));
    m_wrap->setCheckable(true);
    m_search = addTool(QStringLiteral("search"), tr("Find"), tr("Ctrl+F"));
    m_copy = addTool(QStringLiteral("copy"), tr("Copy what is selected, or all"), tr("Ctrl+C"));
    m_save = addTool(QStringLiteral("save"), tr("Save the log…"));
    m_clear = addTool(QStringLiteral("delete"), tr("Clear the view; the log itself stays"));
    for (QToolButton *tool : {m_follow, m_wrap, m_search, m_copy, m_save, m_clear})
        row->addWidget(tool);
    m_status = new ElidedLabel;
    m_status->setFont(m_style.small());
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_status, 1);
    return header;
}

void LogPanel::connectParts()
{
    connect(m_follow, &QToolButton::clicked, m_view, &LogView::setFollows);
    connect(m_view, &LogView::followsChanged, m_follow, &QToolButton::setChecked);
    connect(m_wrap, &QToolButton::toggled, m_view, &LogView::setWraps);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (!m_view->hasSelection())
            m_view->selectAll();
        m_view->copy();
    });
    connect(m_save, &QToolButton::clicked, this, &LogPanel::saveAs);
    connect(m_clear, &QToolButton::clicked, this, &LogPanel::clearView);
    connect(m_view, &LogView::textChanged, this, [this] {
        sayStatus();
        sayFound();
    });

    const auto find = [this] {
        const QString selected = m_view->selectedText();
        m_find->open(selected.contains(QLatin1Char('\n')) ? QString() : selected);
    };
    connect(m_search, &QToolButton::clicked, this, find);
    connect(m_find, &FindBar::openWished, this, find);
    connect(m_find, &FindBar::queryChanged, this, [this](const QString &query) {
        m_view->find(query);
        m_view->findPlace(LogView::Find::Here);
        sayFound();
    });
    connect(m_find, &FindBar::nextWished, this, [this] {
        m_view->findPlace(LogView::Find::Next);
        sayFound();
    });
    connect(m_find, &FindBar::previousWished, this, [this] {
        m_view->findPlace(LogView::Find::Previous);
        sayFound();
    });
    connect(m_find, &FindBar::closed, this, [this] { m_view->find({}); });
}

void LogPanel::showJob(const QString &title)
{
    m_title = title;
    m_view->setText(LogText());
    m_pages->setCurrentIndex(title.isEmpty() ? 0 : 1);
    sayStatus();
}

void LogPanel::append(const QByteArray &bytes)
{
    m_view->append(bytes);
}

void LogPanel::jumpTo(qint64 byteOffset)
{
    m_view->jumpTo(byteOffset);
    m_view->setFocus();
}

void LogPanel::clearView()
{
    m_view->clear();
}

QString LogPanel::status() const
{
    return m_status->text();
}

void LogPanel::sayStatus()
{
    const LogText &text = m_view->text();
    QStringList facts{m_title};
    facts << (text.lineCount() == 1 ? tr("1 line") : tr("%Ln lines", nullptr, text.lineCount()));
    facts << formatSize(text.bytes().size());
    if (text.droppedLines() > 0)
        facts << tr("%1 older lines are not shown (at most %2 are kept)")
                     .arg(QLocale().toString(text.droppedLines()), formatSize(LogText::defaultCap));
    m_status->setText(facts.join(QStringLiteral(" · ")));
}

void LogPanel::sayFound()
{
    if (!m_find->isVisible())
        return;
    const int lines = m_view->foundLines();
    const QString count = QLocale().toString(lines)
                          + (lines == LogView::mostFoundLines ? QStringLiteral("+") : QString());
    if (m_find->query().isEmpty())
        m_find->showOutcome({}, true);
    else if (lines == 0)
        m_find->showOutcome(tr("not found"), false);
    else if (m_view->foundIndex() < 0)
        m_find->showOutcome(tr("in %1 lines").arg(count), true);
    else
        m_find->showOutcome(
            tr("line %1 of %2").arg(QLocale().toString(m_view->foundIndex() + 1), count), true);
}

void LogPanel::saveAs()
{
    auto *dialog = new QFileDialog(this, tr("Save the log"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_title + QStringLiteral(".log"));
    connect(dialog, &QFileDialog::fileSelected, this, &LogPanel::saveTo);
    dialog->open();
}

void LogPanel::saveTo(const QString &path)
{
    runAsync(
        this, [path, bytes = m_view->text().bytes()] { return saveAtomically(path, bytes); },
        [this, path](const Result<> &result) {
            emit saved(result ? tr("The log is saved as %1.").arg(plainLine(path))
                              : result.error().message);
        });
}

void LogPanel::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_pages->currentIndex() == 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_copy->icon(), tr("Copy"), m_view, &LogView::copy, QKeySequence::Copy);
    menu->addAction(tr("Select all"), m_view, &LogView::selectAll, QKeySequence::SelectAll);
    menu->addSeparator();
    menu->addAction(m_save->icon(), m_save->toolTip(), this, &LogPanel::saveAs);
    menu->addAction(m_clear->icon(), m_clear->toolTip(), this, &LogPanel::clearView);
    menu->popup(event->globalPos());
}

} // namespace outcrop
