#include "widgets/outline/outline_panel.h"

#include "core/pipeline/connecting.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "widgets/outline/fitting_ports.h"
#include "widgets/outline/outline_model.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace outcrop {

namespace {

// A longer menu is not read.
constexpr int longestMenu = 100;

constexpr int namesShare = 66; // Of the width, in percent.

// Attributes are cut in the middle: min_samples_leaf and min_samples_split differ late. The title
// of a block takes the whole row: its icon says the type as well. (The tree's own spans
// are looked for one by one, which thousands of blocks make slow.)
class OutlineDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const bool isBlock = !index.parent().isValid();
        if (isBlock && index.column() > 0)
            return;
        QStyleOptionViewItem row = option;
        row.textElideMode = isBlock ? Qt::ElideRight : Qt::ElideMiddle;
        const auto *tree = qobject_cast<const QTreeView *>(option.widget);
        if (isBlock && tree)
            row.rect.setRight(tree->viewport()->rect().right());
        QStyledItemDelegate::paint(painter, row, index);
    }
};

} // namespace

OutlinePanel::OutlinePanel(const Catalog &catalog, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_model(new OutlineModel(catalog, style, this))
    , m_filter(new SearchField(style, tr("Filter the outline")))
    , m_tree(new QTreeView)
    , m_note(new QLabel)
{
    setAccessibleName(tr("Outline"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 10, 6, 4);
    layout->setSpacing(6);
    layout->addWidget(m_filter);
    layout->addWidget(makeButtons(style));
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_note);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::BrightText);
    m_note->hide();
    m_filter->setResults(m_tree);
    setFocusProxy(m_tree);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new OutlineDelegate(this));
    m_tree->setAccessibleName(tr("Outline of the pipeline"));
    m_tree->setToolTip(tr("F2 edits, Enter connects a port, Delete removes, Insert adds a block"));
    m_tree->setSelectionMode(QTreeView::ExtendedSelection);
    m_tree->setEditTriggers(QTreeView::DoubleClicked);
    m_tree->setIndentation(16);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->header()->setMinimumSectionSize(24);
    m_tree->header()->setTextElideMode(Qt::ElideRight);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_tree->setUniformRowHeights(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, this,
            [this] { filter(0, m_model->rowCount() - 1); });
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &OutlinePanel::openMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &OutlinePanel::announceSelection);
    connect(m_model, &OutlineModel::refused, this, &OutlinePanel::say);
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &within, int first, int last) {
                if (!within.isValid())
                    filter(first, last);
            });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] { m_note->hide(); });
}

QWidget *OutlinePanel::makeButtons(Style &style)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const auto add = [&](const QString &icon, const QString &name, const QString &keys,
                         void (OutlinePanel::*act)()) {
        auto *button = new QToolButton;
        button->setIcon(style.icon(icon, Ink::Muted));
        button->setAccessibleName(name);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keys));
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, act);
    };
    add(QStringLiteral("plus"), tr("Add a block"), tr("Insert"), &OutlinePanel::wishBlock);
    add(QStringLiteral("link"), tr("Connect a port"), tr("Enter"), &OutlinePanel::openConnecting);
    add(QStringLiteral("text"), tr("Edit the title or value"), tr("F2"),
        &OutlinePanel::editCurrent);
    add(QStringLiteral("delete"), tr("Remove"), tr("Delete"), &OutlinePanel::removeCurrent);
    layout->addStretch();
    return row;
}

void OutlinePanel::setDocument(PipelineDocument *document)
{
    m_selecting = true;
    m_model->setDocument(document);
    m_selecting = false;
    m_note->hide();
}

void OutlinePanel::showProblems(const QVector<Problem> &problems)
{
    m_model->showProblems(problems);
}

const OutlineItem *OutlinePanel::current() const
{
    return m_tree->currentIndex().isValid() ? m_model->at(m_tree->currentIndex()) : nullptr;
}

bool OutlinePanel::isPort() const
{
    const OutlineItem *item = current();
    return item && (item->kind == OutlineKind::Input || item->kind == OutlineKind::Output);
}

void OutlinePanel::select(const QVector<BlockId> &blocks)
{
    m_selecting = true;
    QItemSelection rows;
    for (const BlockId id : blocks) {
        if (const OutlineItem *item = m_model->find(id))
            rows.select(item->index(), item->index().siblingAtColumn(1));
    }
    const bool isThere = current() && blocks == QVector<BlockId>{current()->block};
    if (!isThere) { // Else the place within the block would be lost.
        const QModelIndex first =
            rows.isEmpty() ? QModelIndex() : QModelIndex(rows.first().topLeft());
        m_tree->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        m_tree->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
        m_tree->scrollTo(first);
    }
    m_selecting = false;
}

void OutlinePanel::announceSelection()
{
    if (m_selecting)
        return;
    QVector<BlockId> blocks;
    for (const QModelIndex &index : m_tree->selectionModel()->selectedRows()) {
        const BlockId id = m_model->at(index)->block;
        if (!blocks.contains(id))
            blocks << id;
    }
    emit selected(blocks);
}

void OutlinePanel::filter(int first, int last)
{
    const QString text = m_filter->text();
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model->index(row, 0);
        const QString type = index.siblingAtColumn(1).data().toString();
        const bool isFound = index.data().toString().contains(text, Qt::CaseInsensitive)
                             || type.contains(text, Qt::CaseInsensitive);
        m_tree->setRowHidden(row, {}, !isFound);
    }
}

void OutlinePanel::say(const QString &sentence)
{
    m_note->setText(sentence);
    m_note->show();
    emit status(sentence);
}

void OutlinePanel::editCurrent()
{
    const OutlineItem *item = current();
    if (!item)
        return;
    if (item->kind == OutlineKind::Block)
        m_tree->edit(item->index());
    else if (item->kind == OutlineKind::Attribute)
        m_tree->edit(item->index().siblingAtColumn(1));
    else
        openConnecting();
}

QPoint OutlinePanel::menuPlace() const
{
    return m_tree->viewport()->mapToGlobal(
        m_tree->visualRect(m_tree->currentIndex().siblingAtColumn(0)).bottomLeft());
}

void OutlinePanel::openConnecting()
{
    if (!isPort() || !m_model->document()) {
        say(tr("Choose a port of a block to connect it."));
        return;
    }
    const OutlineItem *item = current();
    const Port port{item->block, item->name};
    const PortSide side = item->kind == OutlineKind::Input ? PortSide::Input : PortSide::Output;
    auto *menu = new QMenu(tr("Connect"), this);
    menu->setAccessibleName(tr("Connect"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const FittingPort &fitting :
         fittingPorts(m_model->document()->pipeline(), port, side, m_model->catalog(), longestMenu))
        menu->addAction(fitting.title, this, [this, connection = fitting.connection] {
            const auto next = connectPorts(m_model->document()->pipeline(), connection,
                                           m_model->catalog(), Occupied::Replace);
            if (next)
                m_model->document()->apply(tr("Connect"), *next);
            else
                say(next.error().message);
        });
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(tr("Add a block and connect it…"), this,
                    [this, port] { emit blockWished(menuPlace(), port); });
    menu->popup(menuPlace());
    menu->setActiveAction(menu->actions().first());
}

void OutlinePanel::wishBlock()
{
    emit blockWished(menuPlace(), {});
}

void OutlinePanel::removeCurrent()
{
    const OutlineItem *item = current();
    PipelineDocument *document = m_model->document();
    if (!item || !document)
        return;
    const Pipeline &pipeline = document->pipeline();
    switch (item->kind) {
    case OutlineKind::Block: {
        QVector<BlockId> blocks;
        for (const QModelIndex &index : m_tree->selectionModel()->selectedRows())
            blocks << m_model->at(index)->block;
        document->apply(tr("Delete %n blocks", nullptr, blocks.size()),
                        removeBlocks(pipeline, blocks));
        return;
    }
    case OutlineKind::Connection:
        document->apply(tr("Disconnect"), disconnectPorts(pipeline, item->connection));
        return;
    case OutlineKind::Attribute:
        document->apply(tr("Reset %1").arg(item->name),
                        resetAttribute(pipeline, item->block, item->name));
        return;
    case OutlineKind::Input:
    case OutlineKind::Output:
        say(tr("A port cannot be removed; its connections can."));
        return;
    }
}

void OutlinePanel::openMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Add a block…"), this, &OutlinePanel::wishBlock, Qt::Key_Insert);
    if (isPort())
        menu->addAction(tr("Connect…"), this, &OutlinePanel::openConnecting, Qt::Key_Return);
    else if (current()) {
        menu->addAction(tr("Edit"), this, &OutlinePanel::editCurrent, Qt::Key_F2);
        menu->addAction(current()->kind == OutlineKind::Attribute ? tr("Reset") : tr("Remove"),
                        this, &OutlinePanel::removeCurrent, Qt::Key_Delete);
    }
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void OutlinePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    m_tree->header()->resizeSection(0, m_tree->width() * namesShare / 100);
}

bool OutlinePanel::takeKey(const QKeyEvent &key)
{
    if (m_tree->viewport()->isAncestorOf(QApplication::focusWidget())) // From the editor there.
        return false;
    switch (key.key()) {
    case Qt::Key_F2:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        editCurrent();
        return true;
    case Qt::Key_Delete:
        removeCurrent();
        return true;
    case Qt::Key_Insert:
        wishBlock();
        return true;
    default:
        return false;
    }
}

bool OutlinePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tree && event->type() == QEvent::KeyPress
        && takeKey(*static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace outcrop
