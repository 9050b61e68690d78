#include "widgets/palette/block_list_delegate.h"

#include "widgets/palette/card_picture.h"
#include "widgets/style/style.h"

#include <QLocale>
#include <QPainter>

namespace outcrop {

namespace {

constexpr int margin = 8;
constexpr int chevronSize = 12, chevronWidth = 18;
constexpr int tileSize = 18;

void paintBackground(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme)
{
    const bool current = option.state & QStyle::State_Selected;
    if (!current && !(option.state & QStyle::State_MouseOver))
        return;
    const bool focused = current && (option.state & QStyle::State_HasFocus);
    painter.setPen(focused ? QPen(theme.accent) : QPen(Qt::NoPen));
    painter.setBrush(current ? theme.selection : theme.hover);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(2.5, 0.5, -2.5, -0.5), 4, 4);
}

// At the right, in what `title` leaves free.
void paintSide(QPainter &painter, const QRect &rect, const QString &text, int titleWidth,
               const Style &style)
{
    painter.setFont(style.small());
    painter.setPen(style.theme().mutedText);
    const int room = rect.width() - titleWidth - margin;
    if (painter.fontMetrics().horizontalAdvance(text) <= room)
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, text);
}

} // namespace

BlockListDelegate::BlockListDelegate(const Catalog &catalog, Style &style, QObject *parent)
    : QStyledItemDelegate(parent), m_catalog(catalog), m_style(style)
{
}

QSize BlockListDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, qMax(option.fontMetrics.height(), m_style.scaled(tileSize)) + 8};
}

void BlockListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBackground(*painter, option, m_style.theme());
    const QString key = index.data(KeyRole).toString();
    if (const BlockType *type = m_catalog.find(key)) {
        paintType(*painter, option, index, *type);
    } else if (index.data(CountRole).isValid()) {
        paintHeading(*painter, option, index);
    } else {
        painter->setFont(m_style.small());
        painter->setPen(m_style.theme().accent);
        painter->drawText(
            option.rect.adjusted(margin + m_style.scaled(chevronWidth), 0, -margin, 0),
            Qt::AlignVCenter, index.data().toString());
    }
    painter->restore();
}

void BlockListDelegate::paintHeading(QPainter &painter, const QStyleOptionViewItem &option,
                                     const QModelIndex &index) const
{
    QRect rect = option.rect.adjusted(margin, 0, -margin, 0);
    const bool open = option.state & QStyle::State_Open;
    const int side = m_style.scaled(chevronSize);
    const QRect chevron(rect.left(), rect.center().y() - side / 2, side, side);
    m_style
        .icon(open ? QStringLiteral("chevron_down") : QStringLiteral("chevron_right"), Ink::Muted)
        .paint(&painter, chevron);
    rect.setLeft(rect.left() + m_style.scaled(chevronWidth));
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    const QString title = index.data().toString();
    paintSide(painter, rect, QLocale().toString(index.data(CountRole).toInt()),
              QFontMetrics(font).horizontalAdvance(title), m_style);
    painter.setFont(font);
    painter.setPen(m_style.theme().text);
    painter.drawText(rect, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(title, Qt::ElideRight, rect.width()));
}

void BlockListDelegate::paintType(QPainter &painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index, const BlockType &type) const
{
    QRect rect = option.rect.adjusted(margin, 0, -margin, 0);
    if (index.parent().isValid())
        rect.setLeft(rect.left() + m_style.scaled(chevronWidth));
    const QRect tile(rect.left(), rect.center().y() - m_style.scaled(tileSize) / 2 + 1,
                     m_style.scaled(tileSize), m_style.scaled(tileSize));
    paintTile(painter, tile, type, m_style);
    rect.setLeft(tile.right() + margin);
    paintSide(painter, rect, index.data(SideRole).toString(),
              option.fontMetrics.horizontalAdvance(type.title), m_style);
    painter.setFont(option.font);
    painter.setPen(m_style.theme().text);
    painter.drawText(rect, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(type.title, Qt::ElideRight, rect.width()));
}

} // namespace outcrop
