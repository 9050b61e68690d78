#include "widgets/style/icon_engine.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QStyle>
#include <QSvgRenderer>

#include <algorithm>

namespace outcrop {

namespace {

// A disabled icon is this much nearer to what is behind it.
constexpr double disabledOpacity = 0.6;

// Whatever its ink, a disabled icon is grey: white on a grey button would not be seen.
QColor disabledInk()
{
    return QGuiApplication::palette().color(QPalette::Disabled, QPalette::ButtonText);
}

QByteArray svg(const QString &name, const QColor &color)
{
    QFile file(QStringLiteral(":/outcrop/icons/%1.svg").arg(name));
    if (!file.open(QFile::ReadOnly))
        qFatal("There is no icon '%s' in resources/icons.", qPrintable(name));
    return file.readAll().replace("currentColor", color.name().toLatin1());
}

} // namespace

IconEngine::IconEngine(QString name, std::function<QColor()> color)
    : m_name(std::move(name)), m_color(std::move(color))
{
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const double opacity = painter->opacity();
    if (mode == QIcon::Disabled)
        painter->setOpacity(opacity * disabledOpacity);
    const int side = std::min(rect.width(), rect.height());
    drawingIn(mode == QIcon::Disabled ? disabledInk() : m_color())
        .render(painter, QStyle::alignedRect(QGuiApplication::layoutDirection(),
                                             Qt::AlignLeft | Qt::AlignVCenter, {side, side}, rect));
    painter->setOpacity(opacity);
}

QSvgRenderer &IconEngine::drawingIn(const QColor &color)
{
    if (!m_drawing || m_drawnIn != color) {
        m_drawing = std::make_shared<QSvgRenderer>(svg(m_name, color));
        m_drawnIn = color;
    }
    return *m_drawing;
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    const QString key = QStringLiteral("outcrop-icon/%1/%2/%3x%4/%5")
                            .arg(m_name, m_color().name())
                            .arg(size.width())
                            .arg(size.height())
                            .arg(mode);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(&painter, QRect(QPoint(), size), mode, state);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace outcrop
