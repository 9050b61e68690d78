#include "widgets/palette/block_list.h"

#include "widgets/palette/block_groups.h"
#include "widgets/palette/block_list_delegate.h"
#include "widgets/palette/card_picture.h"
#include "widgets/style/style.h"

#include <QDrag>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

namespace outcrop {

namespace {

// Long and seldom looked for first: closed until a person opens them.
bool isClosedAtFirst(BlockRole role)
{
    return role == BlockRole::Regressor || role == BlockRole::Clusterer
           || role == BlockRole::OutlierDetector;
}

} // namespace

BlockList::BlockList(const Catalog &catalog, Style &style, QWidget *parent)
    : QTreeView(parent), m_catalog(catalog), m_style(style)
{
    setAccessibleName(tr("Blocks"));
    setModel(&m_model);
    setItemDelegate(new BlockListDelegate(catalog, style, this));
    header()->hide();
    setRootIsDecorated(false);
    setIndentation(0);
    setExpandsOnDoubleClick(false);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setUniformRowHeights(true);
    for (const BlockGroup &group : groupBlocks(m_catalog)) {
        if (isClosedAtFirst(group.role))
            m_closed.insert(group.title);
    }
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(CountRole).isValid())
            toggle(index);
        else if (index.data(SearchRole).isValid())
            choose(index);
    });
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (!index.data(KeyRole).toString().isEmpty())
            choose(index);
    });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_closed.insert(index.data().toString()); });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { m_closed.remove(index.data().toString()); });
    connect(&style, &Style::changed, this, [this] { viewport()->update(); });
}

QStandardItem *BlockList::makeItem(const BlockType &type) const
{
    auto *item = new QStandardItem(type.title);
    item->setData(type.key, KeyRole);
    item->setToolTip(QStringLiteral("<qt><b>%1</b><br>%2</qt>")
                         .arg(type.title.toHtmlEscaped(), type.help.toHtmlEscaped()));
    item->setData(QStringLiteral("%1. %2").arg(type.category, type.help),
                  Qt::AccessibleDescriptionRole);
    return item;
}

void BlockList::showCategories()
{
    m_model.clear();
    for (const BlockGroup &group : groupBlocks(m_catalog)) {
        auto *heading = new QStandardItem(group.title);
        heading->setData(group.count, CountRole);
        heading->setData(tr("%1, %n blocks", nullptr, group.count).arg(group.title),
                         Qt::AccessibleTextRole);
        heading->setDragEnabled(false);
        for (const BlockType *type : group.common)
            heading->appendRow(makeItem(*type));
        if (const int hidden = group.count - group.common.size(); hidden > 0) {
            auto *more = new QStandardItem(tr("%n more…", nullptr, hidden));
            more->setData(group.title, SearchRole);
            more->setToolTip(tr("Search all blocks of %1").arg(group.title));
            more->setDragEnabled(false);
            heading->appendRow(more);
        }
        m_model.appendRow(heading);
        setExpanded(heading->index(), !m_closed.contains(group.title));
    }
}

void BlockList::showFound(const QVector<const BlockType *> &types)
{
    m_model.clear();
    for (const BlockType *type : types) {
        QStandardItem *item = makeItem(*type);
        item->setData(type->category.section(QLatin1Char('/'), -1), SideRole);
        m_model.appendRow(item);
    }
    setCurrentIndex(m_model.index(0, 0));
    scrollToTop();
}

QString BlockList::currentKey() const
{
    return currentIndex().data(KeyRole).toString();
}

void BlockList::choose(const QModelIndex &index)
{
    const QString key = index.data(KeyRole).toString();
    if (!key.isEmpty())
        emit chosen(key);
    else if (index.data(SearchRole).isValid())
        emit searchWished(index.data(SearchRole).toString());
    else if (index.isValid())
        toggle(index);
}

void BlockList::toggle(const QModelIndex &heading)
{
    setExpanded(heading, !isExpanded(heading));
}

void BlockList::keyPressEvent(QKeyEvent *event)
{
    const bool command = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose(currentIndex());
    else if (!command && !event->text().isEmpty() && event->text().at(0).isPrint()
             && event->key() != Qt::Key_Space)
        emit typed(event->text());
    else
        QTreeView::keyPressEvent(event);
}

void BlockList::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(m_style.theme().mutedText);
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

void BlockList::startDrag(Qt::DropActions)
{
    const BlockType *type = m_catalog.find(currentKey());
    if (!type)
        return;
    auto *dragged = new QMimeData;
    dragged->setData(QLatin1String(blockTypeMimeType), type->key.toUtf8());
    auto *drag = new QDrag(this);
    drag->setMimeData(dragged);
    const QPixmap picture = cardPicture(*type, m_style, devicePixelRatioF());
    drag->setPixmap(picture);
    drag->setHotSpot(
        QRectF(QPointF(), QSizeF(picture.size()) / picture.devicePixelRatio()).center().toPoint());
    drag->exec(Qt::CopyAction);
}

} // namespace outcrop
