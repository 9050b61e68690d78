#pragma once

#include "core/pipeline/pipeline.h"
#include "widgets/style/theme.h"

#include <QFontMetricsF>
#include <QGraphicsItem>

namespace outcrop {

// A titled frame around blocks: as large as they need.
class GroupItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 3 };

    GroupItem(const Theme &theme, int index, const Group &group);

    int index() const { return m_index; } // In the pipeline's groups.
    const Group &group() const { return m_group; }
    void setBlocks(const QRectF &blocks); // All of them, in scene coordinates; empty: none is left.
    void setSelected(bool selected);

    QRectF frame() const { return m_frame; } // Scene coordinates, as is all of the item.
    QRectF titleRect() const;                // Where it is taken hold of.

    int type() const override { return Type; }
    QRectF boundingRect() const override { return m_frame.adjusted(-2, -14, 2, 2); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override;

private:
    const Theme &m_theme;
    int m_index;
    Group m_group;
    QFont m_font;
    QRectF m_frame;
    bool m_selected = false;
};

} // namespace outcrop
