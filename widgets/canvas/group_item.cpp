#include "widgets/canvas/group_item.h"

#include <QApplication>
#include <QPainter>

namespace outcrop {

namespace {

constexpr double titleHeight = 20;
constexpr double titleIndent = 16;

QFont titleFont()
{
    QFont font = QApplication::font();
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

GroupItem::GroupItem(const Theme &theme, int index, const Group &group)
    : m_theme(theme), m_index(index), m_group(group), m_font(titleFont())
{
}

void GroupItem::setBlocks(const QRectF &blocks)
{
    const QRectF frame = blocks.isEmpty() ? QRectF() : blocks.adjusted(-20, -30, 20, 32);
    if (frame == m_frame)
        return;
    prepareGeometryChange();
    m_frame = frame;
    setVisible(!frame.isEmpty());
}

void GroupItem::setSelected(bool selected)
{
    if (selected == m_selected)
        return;
    m_selected = selected;
    update();
}

QRectF GroupItem::titleRect() const
{
    const double width = QFontMetricsF(m_font).horizontalAdvance(m_group.title) + 12;
    return {m_frame.left() + titleIndent, m_frame.top() - titleHeight / 2,
            qBound(48.0, width, qMax(48.0, m_frame.width() - 2 * titleIndent)), titleHeight};
}

void GroupItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    QColor tint(m_group.color);
    tint.setAlphaF(0.2);
    painter->setBrush(tint.isValid() ? QBrush(tint) : QBrush(Qt::NoBrush));
    QPen pen(m_selected ? m_theme.accent : m_theme.strongLine, m_selected ? 2 : 1.2);
    pen.setDashPattern({4, 3});
    painter->setPen(pen);
    painter->drawRoundedRect(m_frame, 8, 8);

    const QRectF title = titleRect();
    painter->fillRect(title, m_theme.canvas);
    painter->setFont(m_font);
    painter->setPen(m_selected ? m_theme.accent : m_theme.mutedText);
    const QString text =
        QFontMetricsF(m_font).elidedText(m_group.title, Qt::ElideRight, title.width() - 8);
    painter->drawText(title, Qt::AlignCenter, text);
}

} // namespace outcrop
