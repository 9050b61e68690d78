#include "widgets/canvas/card_pixmaps.h"

#include "widgets/canvas/card_geometry.h"

#include <QPainter>
#include <QtMath>

namespace outcrop {

namespace {

constexpr double cornerRadius = 6;
constexpr double stripeWidth = 6;

} // namespace

void CardPixmaps::clear()
{
    m_bodies.clear();
    m_icons.clear();
}

void CardPixmaps::setScale(double scale, double devicePixelRatio)
{
    if (scale == m_scale && devicePixelRatio == m_ratio)
        return;
    m_scale = scale;
    m_ratio = devicePixelRatio;
    clear();
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
    const int pixels = qMax(1, qRound(size * m_scale * m_ratio));
    const QString key = QStringLiteral("%1/%2/%3").arg(name).arg(int(ink)).arg(pixels);
    auto it = m_icons.find(key);
    if (it == m_icons.end()) {
        QPixmap pixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        m_style.icon(name, ink).paint(&painter, pixmap.rect());
        painter.end();
        pixmap.setDevicePixelRatio(m_ratio);
        it = m_icons.insert(key, pixmap);
    }
    return it.value();
}

QPixmap CardPixmaps::paintBody(const CardLook &look) const
{
    const QRectF bounds = cardBounds();
    const double factor = m_scale * m_ratio;
    QPixmap pixmap(qCeil(bounds.width() * factor), qCeil(bounds.height() * factor));
    pixmap.fill(Qt::transparent);
    pixmap.setDevicePixelRatio(m_ratio);

    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(painter, look);
    painter.scale(m_scale, m_scale);
    painter.translate(-bounds.topLeft());
    const CategoryColors colors =
        categoryColors(look.type ? look.type->role : BlockRole::Other, m_style.theme());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(iconBox(), 5, 5);
    const QRect icon = iconBox().adjusted(4, 4, -4, -4).toRect();
    m_style.icon(blockIcon(look.type), colors.ink).paint(&painter, icon);
    paintPorts(painter, look.type);
    return pixmap;
}

// In pixels of the screen, so that straight lines stay sharp at every zoom.
void CardPixmaps::paintFrame(QPainter &painter, const CardLook &look) const
{
    const Theme &theme = m_style.theme();
    const auto whole = [&](double v) { return qRound(v * m_scale * m_ratio) / m_ratio; };
    const QRectF bounds = cardBounds();
    const QRectF outer(whole(-bounds.left()), whole(-bounds.top()), whole(cardRect().width()),
                       whole(cardRect().height()));
    const double pen = look.selected ? 2 : look.changed ? 1.3 : 1;
    const QRectF frame = outer.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    const double radius = cornerRadius * m_scale;

    QPainterPath path;
    path.addRoundedRect(frame, radius, radius);
    painter.fillPath(path, theme.card);
    painter.setClipPath(path);
    const CategoryColors colors =
        categoryColors(look.type ? look.type->role : BlockRole::Other, theme);
    painter.fillRect(QRectF(outer.topLeft(), QSizeF(whole(stripeWidth), outer.height())),
                     colors.stripe);
    painter.setClipping(false);

    QPen line(look.selected ? theme.accent : look.changed ? theme.warning : theme.strongLine, pen);
    if (look.changed && !look.selected)
        line.setDashPattern({4, 3});
    else if (!look.type)
        line.setStyle(Qt::DotLine);
    painter.setPen(line);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void CardPixmaps::paintPorts(QPainter &painter, const BlockType *type) const
{
    const Theme &theme = m_style.theme();
    for (const Side side : {Side::Input, Side::Output}) {
        const QVector<PortSpec> &ports = portsOf(type, side);
        for (int i = 0; i < ports.size(); ++i) {
            painter.setPen(QPen(theme.card, 1.5));
            painter.setBrush(portColor(ports[i].type, theme));
            painter.drawPath(
                portPath(portShape(ports[i].type), portCenter(i, ports.size(), side), portRadius));
        }
    }
}

} // namespace outcrop
