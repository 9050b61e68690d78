#pragma once

#include "core/catalog/catalog.h"

#include <QStyledItemDelegate>

namespace outcrop {

class Style;

// What the rows of a BlockList hold beside their text.
enum BlockListRole {
    KeyRole = Qt::UserRole + 1, // Of a type; empty for a heading.
    CountRole,                  // Of a heading: how many types belong to it.
    SideRole,                   // What stands at the right, muted.
    SearchRole,                 // Of the row "12 more…": what to search for.
};

// Paints the rows of a BlockList: headings with a chevron and a count, types with their icon.
class BlockListDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    BlockListDelegate(const Catalog &catalog, Style &style, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter &painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const;
    void paintType(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   const BlockType &type) const;

    const Catalog m_catalog;
    Style &m_style;
};

} // namespace outcrop
