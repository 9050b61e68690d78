#include "widgets/canvas/card_pixmaps.h"

#include "widgets/canvas/card_geometry.h"

#include <QPainter>
#include <QtMath>

namespace outcrop {

namespace {

constexpr double cornerRadius = 6;
constexpr double stripeWidth = 6;
constexpr double portReach = 1.25 * portRadius + 1.5; // A diamond's corner, with its line.

BlockRole roleOf(const BlockType *type)
{
    return type ? type->role : BlockRole::Other;
}

// `rect` left of `end`, with the corners of that side rounded.
QPainterPath leftPart(const QRectF &rect, double end, double radius)
{
    QPainterPath path({end, rect.top()});
    const QSizeF round(2 * radius, 2 * radius);
    path.arcTo(QRectF(rect.topLeft(), round), 90, 90);
    path.arcTo(QRectF(rect.bottomLeft() - QPointF(0, 2 * radius), round), 180, 90);
    path.lineTo(end, rect.bottom());
    return path;
}

QPainterPath rightPart(const QRectF &rect, double start, double radius)
{
    QPainterPath path({start, rect.top()});
    const QSizeF round(2 * radius, 2 * radius);
    path.arcTo(QRectF(rect.topRight() - QPointF(2 * radius, 0), round), 90, -90);
    path.arcTo(QRectF(rect.bottomRight() - QPointF(2 * radius, 2 * radius), round), 0, -90);
    path.lineTo(start, rect.bottom());
    return path;
}

} // namespace

void CardPixmaps::clear()
{
    m_drawings.clear();
    clearSizes();
}

void CardPixmaps::clearSizes()
{
    m_bodies.clear();
    m_frames.clear();
    m_ports.clear();
    m_icons.clear();
}

void CardPixmaps::setScale(double scale, double devicePixelRatio)
{
    if (scale == m_scale && devicePixelRatio == m_ratio)
        return;
    m_scale = scale;
    m_ratio = devicePixelRatio;
    clearSizes();
}

double CardPixmaps::whole(double length) const
{
    return qRound(length * m_scale * m_ratio) / m_ratio;
}

const QPixmap &CardPixmaps::body(const CardLook &look)
{
    auto it = m_bodies.find(look);
    if (it == m_bodies.end())
        it = m_bodies.insert(look, paintBody(look));
    return it.value();
}

const QPixmap &CardPixmaps::icon(const QString &name, Ink ink, double size)
{
    return icon(name, m_style.color(ink), size);
}

const QPixmap &CardPixmaps::icon(const QString &name, const QColor &color, double size)
{
    const int pixels = qMax(1, qRound(size * m_scale * m_ratio));
    const QString drawing = name + color.name();
    const QString key = QStringLiteral("%1/%2").arg(drawing).arg(pixels);
    auto it = m_icons.find(key);
    if (it == m_icons.end()) {
        auto drawn = m_drawings.find(drawing);
        if (drawn == m_drawings.end())
            drawn = m_drawings.insert(drawing, m_style.icon(name, color));
        QPixmap pixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        drawn->paint(&painter, pixmap.rect());
        painter.end();
        pixmap.setDevicePixelRatio(m_ratio);
        it = m_icons.insert(key, pixmap);
    }
    return it.value();
}

const QPixmap &CardPixmaps::frame(const CardLook &look)
{
    const int key = (int(roleOf(look.type)) << 3) | (look.type ? 4 : 0) | (look.selected ? 2 : 0)
                    | (look.changed ? 1 : 0);
    auto it = m_frames.find(key);
    if (it != m_frames.end())
        return it.value();
    const QRectF bounds = cardBody();
    const double factor = m_scale * m_ratio;
    QPixmap pixmap(qCeil(bounds.width() * factor), qCeil(bounds.height() * factor));
    pixmap.fill(Qt::transparent);
    pixmap.setDevicePixelRatio(m_ratio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(painter, look);
    painter.end();
    return m_frames.insert(key, pixmap).value();
}

const QPixmap &CardPixmaps::port(PortType type)
{
    auto it = m_ports.find(int(type));
    if (it != m_ports.end())
        return it.value();
    const double factor = m_scale * m_ratio;
    const int side = 2 * qCeil(portReach * factor) + 1; // Odd: the middle is that of a pixel.
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(side / 2.0, side / 2.0);
    painter.scale(factor, factor);
    const Theme &theme = m_style.theme();
    painter.setPen(QPen(theme.card, 1.5));
    painter.setBrush(portColor(type, theme));
    painter.drawPath(portPath(portShape(type), {}, portRadius));
    painter.end();
    pixmap.setDevicePixelRatio(m_ratio);
    return m_ports.insert(int(type), pixmap).value();
}

QPixmap CardPixmaps::paintBody(const CardLook &look)
{
    QPixmap pixmap = frame(look);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPorts(painter, look.type);
    const QColor ink = categoryColors(roleOf(look.type), m_style.theme()).ink;
    const QRectF box = iconBox().adjusted(4, 4, -4, -4).translated(-cardBody().topLeft());
    painter.drawPixmap(QPointF(whole(box.left()), whole(box.top())),
                       icon(blockIcon(look.type), ink, box.width()));
    return pixmap;
}

void CardPixmaps::paintFrame(QPainter &painter, const CardLook &look) const
{
    const Theme &theme = m_style.theme();
    const QRectF bounds = cardBody();
    const QRectF outer(whole(-bounds.left()), whole(-bounds.top()), whole(cardRect().width()),
                       whole(cardRect().height()));
    const double pen = look.selected ? 2 : look.changed ? 1.3 : 1;
    const QRectF frame = outer.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    const double radius = cornerRadius * m_scale;

    // Two parts side by side: to clip one by the whole takes as long as all the rest.
    const CategoryColors colors = categoryColors(roleOf(look.type), theme);
    const double stripe = outer.left() + whole(stripeWidth);
    painter.fillPath(leftPart(frame, stripe, radius), colors.stripe);
    painter.fillPath(rightPart(frame, stripe, radius), theme.card);

    QPen line(look.selected ? theme.accent : look.changed ? theme.warning : theme.strongLine, pen);
    if (look.changed && !look.selected)
        line.setDashPattern({4, 3});
    else if (!look.type)
        line.setStyle(Qt::DotLine);
    painter.setPen(line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, radius, radius);

    painter.scale(m_scale, m_scale);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(iconBox().translated(-bounds.topLeft()), 5, 5);
}

// Their middle is on the line of the frame.
void CardPixmaps::paintPorts(QPainter &painter, const BlockType *type)
{
    const QPointF origin = -cardBody().topLeft();
    const double left = whole(origin.x());
    const double right = left + whole(cardRect().width()) - 1 / m_ratio;
    for (const Side side : {Side::Input, Side::Output}) {
        const QVector<PortSpec> &ports = portsOf(type, side);
        for (int i = 0; i < ports.size(); ++i) {
            const QPixmap &picture = port(ports[i].type);
            const int half = (picture.width() - 1) / 2; // Pixels; its width is odd.
            const QPointF middle(side == Side::Input ? left : right,
                                 whole(origin.y() + portCenter(i, ports.size(), side).y()));
            painter.drawPixmap(middle - QPointF(half, half) / m_ratio, picture);
        }
    }
}

} // namespace outcrop
