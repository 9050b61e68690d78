#include "widgets/problems/problems_panel.h"

#include "core/pipeline/pipeline_changes.h"
#include "widgets/pages/empty_page.h"
#include "widgets/problems/problem_delegate.h"
#include "widgets/problems/problems_model.h"
#include "widgets/style/style.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace outcrop {

namespace {

// Each row is measured anew after each edit, and nobody reads thousands.
constexpr int mostListed = 500;

ProblemRow rowForMore(int count)
{
    Problem more;
    more.severity = Problem::Severity::Notice;
    more.message = ProblemsPanel::tr("%n more: mend these first.", nullptr, count);
    return {more, {}, more.message};
}

} // namespace

ProblemsPanel::ProblemsPanel(const Catalog &catalog, Style &style, QWidget *parent)
    : QStackedWidget(parent)
    , m_catalog(catalog)
    , m_model(new ProblemsModel(this))
    , m_delegate(new ProblemDelegate(*m_model, style, this))
    , m_list(new QListView)
{
    setAccessibleName(tr("Problems"));
    auto *empty = new EmptyPage(QStringLiteral("good"), style);
    empty->say(tr("No problems"), tr("What stands in the way of a run is listed here."));
    addWidget(empty);
    addWidget(m_list);
    m_list->setAccessibleName(tr("Problems"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    connect(m_list, &QListView::customContextMenuRequested, this, &ProblemsPanel::openMenu);
    connect(&style, &Style::changed, m_list, [this] { m_list->viewport()->update(); });
}

void ProblemsPanel::setDocument(PipelineDocument *document)
{
    m_document = document;
    showProblems({});
}

void ProblemsPanel::showProblems(const QVector<Problem> &problems)
{
    const int current = m_list->currentIndex().row();
    QVector<ProblemRow> rows =
        problemRows(problems, m_document ? m_document->pipeline() : Pipeline(), m_catalog);
    if (rows.size() > mostListed) {
        rows.resize(mostListed);
        rows << rowForMore(problems.size() - mostListed);
    }
    m_model->setRows(rows);
    if (current >= 0 && !problems.isEmpty())
        m_list->setCurrentIndex(m_model->index(qMin(current, m_model->rowCount() - 1)));
    const bool hadFocus = m_list->hasFocus();
    setFocusProxy(problems.isEmpty() ? nullptr : m_list);
    setCurrentIndex(problems.isEmpty() ? 0 : 1);
    if (hadFocus && problems.isEmpty())
        setFocus();
    const int errors =
        int(std::count_if(problems.begin(), problems.end(), [](const Problem &problem) {
            return problem.severity == Problem::Severity::Error;
        }));
    emit countChanged(errors, problems.size() - errors);
}

void ProblemsPanel::select(const QVector<BlockId> &blocks)
{
    const int row = blocks.isEmpty() ? -1 : m_model->find(blocks.first());
    const QModelIndex current = m_list->currentIndex();
    const bool isShown = current.isValid() && !blocks.isEmpty()
                         && m_model->row(current.row()).problem.block == blocks.first();
    if (!isShown)
        m_list->setCurrentIndex(m_model->index(row));
}

void ProblemsPanel::jump(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Problem problem = m_model->row(index.row()).problem;
    if (problem.block == BlockId{})
        return;
    emit selected({problem.block});
    if (!problem.attribute.isEmpty())
        emit attributeWished(problem.block, problem.attribute);
}

void ProblemsPanel::applyFix(const QModelIndex &index, int fix)
{
    if (!index.isValid() || !m_document)
        return;
    const QVector<Fix> fixes = m_model->row(index.row()).problem.fixes;
    if (fix < 0 || fix >= fixes.size())
        return;
    const Pipeline before = m_document->pipeline();
    m_document->apply(fixes[fix].title, fixes[fix].apply(before));
    emit status(fixes[fix].title);
    const QVector<BlockId> added = changesBetween(before, m_document->pipeline()).added;
    if (!added.isEmpty())
        emit selected(added); // What came is seen.
}

void ProblemsPanel::openMenu(const QPoint &position)
{
    const QModelIndex index =
        m_list->currentIndex().isValid() ? m_list->currentIndex() : m_list->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show the block"), this,
                    [this, row = QPersistentModelIndex(index)] { jump(row); })
        ->setShortcut(Qt::Key_Return);
    const QVector<Fix> fixes = m_model->row(index.row()).problem.fixes;
    for (int i = 0; i < fixes.size(); ++i) {
        QAction *action =
            menu->addAction(fixes[i].title, this,
                            [this, row = QPersistentModelIndex(index), i] { applyFix(row, i); });
        if (i == 0)
            action->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
    }
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

int ProblemsPanel::fixAt(const QPoint &position) const
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return -1;
    QStyleOptionViewItem option;
    option.rect = m_list->visualRect(index);
    return m_delegate->fixAt(position, option, index);
}

bool ProblemsPanel::takeClick(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    const int fix = fixAt(position);
    fix >= 0 ? applyFix(index, fix) : jump(index);
    return fix >= 0;
}

bool ProblemsPanel::takeKey(const QKeyEvent &key)
{
    if (key.key() != Qt::Key_Return && key.key() != Qt::Key_Enter)
        return false;
    if (key.modifiers() & Qt::ControlModifier)
        applyFix(m_list->currentIndex(), 0);
    else
        jump(m_list->currentIndex());
    return true;
}

bool ProblemsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress)
        return takeKey(*static_cast<QKeyEvent *>(event));
    if (watched != m_list->viewport())
        return QStackedWidget::eventFilter(watched, event);
    if (event->type() == QEvent::Resize)
        m_list->doItemsLayout(); // Sentences break elsewhere.
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        return mouse->button() == Qt::LeftButton && takeClick(mouse->pos());
    }
    if (event->type() == QEvent::MouseMove) {
        const int fix = fixAt(static_cast<QMouseEvent *>(event)->pos());
        m_list->viewport()->setCursor(fix >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int fix = fixAt(help->pos());
        const QModelIndex index = m_list->indexAt(help->pos());
        if (fix >= 0) {
            const QString title = m_model->row(index.row()).problem.fixes[fix].title;
            QToolTip::showText(help->globalPos(),
                               fix == 0 ? tr("%1 (Ctrl+Enter)").arg(title) : title, m_list);
            return true;
        }
    }
    return QStackedWidget::eventFilter(watched, event);
}

} // namespace outcrop
