#include "widgets/canvas/canvas_zoom.h"

#include <QGraphicsView>
#include <QScrollBar>

#include <algorithm>

namespace outcrop {

namespace {

constexpr double fitMargin = 0.04;                  // Of the view, at each side.
constexpr double leastMargin = 16, mostMargin = 40; // Pixels.
constexpr double beyond = 0.85;                     // Screens.
constexpr double leastReadable = 0.38;              // Titles have two lines of their own size.
constexpr double farTooMuch = 0.2;                  // To be looked through from its beginning.

} // namespace

double CanvasZoom::scale() const
{
    return m_view.transform().m11();
}

void CanvasZoom::setContent(const QRectF &content)
{
    if (content == m_content)
        return;
    m_content = content;
    setRange();
}

void CanvasZoom::setRange()
{
    const QSizeF screen = QSizeF(m_view.viewport()->size()) * beyond / scale();
    m_view.setSceneRect(
        m_content.adjusted(-screen.width(), -screen.height(), screen.width(), screen.height()));
}

void CanvasZoom::setScale(double scale)
{
    m_view.setTransform(QTransform::fromScale(scale, scale));
    setRange();
}

void CanvasZoom::center(QPointF scene, QPointF at)
{
    const QPointF scroll = scene * scale() - at;
    m_view.horizontalScrollBar()->setValue(qRound(scroll.x()));
    m_view.verticalScrollBar()->setValue(qRound(scroll.y()));
}

void CanvasZoom::zoomTo(double wished, QPoint at)
{
    const double next = std::clamp(wished, least, most);
    if (next == scale())
        return;
    const QPointF scene = m_view.viewportTransform().inverted().map(QPointF(at));
    setScale(next);
    center(scene, at);
}

void CanvasZoom::fit(const QRectF &rect, double mostScale)
{
    if (rect.isEmpty())
        return;
    const QSizeF screen = m_view.viewport()->size();
    const double margin =
        std::clamp(fitMargin * std::min(screen.width(), screen.height()), leastMargin, mostMargin);
    const double scale = std::min((screen.width() - 2 * margin) / rect.width(),
                                  (screen.height() - 2 * margin) / rect.height());
    setScale(std::clamp(scale, least, std::min(most, mostScale)));
    center(rect.center(), QRectF(m_view.viewport()->rect()).center());
}

void CanvasZoom::begin(const QRectF &rect, QPointF start, double mostScale)
{
    fit(rect, mostScale);
    if (scale() >= leastReadable || scale() < farTooMuch)
        return;
    setScale(leastReadable);
    center({rect.left(), start.y()}, {leastMargin, m_view.viewport()->height() / 2.0});
}

void CanvasZoom::reveal(const QRectF &rect)
{
    const QRectF shown = m_view.viewportTransform().mapRect(rect);
    const QRectF screen = QRectF(m_view.viewport()->rect()).adjusted(16, 16, -16, -16);
    if (!screen.contains(shown))
        center(rect.center(), QRectF(m_view.viewport()->rect()).center());
}

void CanvasZoom::pan(QPoint by)
{
    m_view.horizontalScrollBar()->setValue(m_view.horizontalScrollBar()->value() - by.x());
    m_view.verticalScrollBar()->setValue(m_view.verticalScrollBar()->value() - by.y());
}

} // namespace outcrop
