#pragma once

#include <QRectF>

class QGraphicsView;

namespace outcrop {

// Scale and place of a view. Its scroll range always reaches a little less than a screen beyond the
// content, so that one can look aside but lose nothing.
class CanvasZoom
{
public:
    static constexpr double least = 0.02, most = 4, notch = 1.1;

    explicit CanvasZoom(QGraphicsView &view) : m_view(view) {}

    double scale() const;
    void setContent(const QRectF &content); // What there is to see.
    void zoomTo(double scale, QPoint at);   // What is under `at` (viewport) stays there.
    void zoomBy(double factor, QPoint at) { zoomTo(scale() * factor, at); }
    void fit(const QRectF &rect, double mostScale); // All of it, with a margin.
    // At first sight: all of it where titles can be read then, or where it is far too much; else
    // its beginning, at the left and as high as `start`.
    void begin(const QRectF &rect, QPointF start, double mostScale);
    void reveal(const QRectF &rect); // Scrolls if it is not in sight.
    void pan(QPoint by);
    void resized() { setRange(); }

private:
    void setRange();
    void setScale(double scale);
    void center(QPointF scene, QPointF at); // `scene` comes to `at` of the viewport.

    QGraphicsView &m_view;
    QRectF m_content;
};

} // namespace outcrop
