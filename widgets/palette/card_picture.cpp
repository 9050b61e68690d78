#include "widgets/palette/card_picture.h"

#include "widgets/style/block_look.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

namespace outcrop {

namespace {

constexpr QSize cardSize(176, 64);
constexpr int stripeWidth = 6;
constexpr int radius = 5;

} // namespace

void paintTile(QPainter &painter, const QRect &rect, const BlockType &type, const Style &style)
{
    const CategoryColors colors = categoryColors(type.role, style.theme());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(rect, 4, 4);
    const int margin = rect.width() / 8;
    style.icon(blockIcon(&type), colors.ink)
        .paint(&painter, rect.adjusted(margin, margin, -margin, -margin));
}

QPixmap cardPicture(const BlockType &type, const Style &style, qreal ratio)
{
    QPixmap picture(cardSize * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);

    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(QPointF(), cardSize).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(card, radius, radius);
    painter.fillPath(outline, style.theme().card);
    painter.setClipPath(outline);
    painter.fillRect(QRectF(0, 0, stripeWidth, cardSize.height()),
                     categoryColors(type.role, style.theme()).stripe);
    painter.setClipping(false);
    painter.setPen(style.theme().accent);
    painter.drawPath(outline);

    const QRect tile(stripeWidth + 8, (cardSize.height() - 24) / 2, 24, 24);
    paintTile(painter, tile, type, style);
    QFont font = QApplication::font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(style.theme().text);
    const QRect text(tile.right() + 9, 0, cardSize.width() - tile.right() - 18, cardSize.height());
    painter.drawText(text, Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(type.title, Qt::ElideRight, text.width()));
    return picture;
}

} // namespace outcrop
