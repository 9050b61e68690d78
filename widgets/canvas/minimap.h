#pragma once

#include <QPixmap>
#include <QTimer>
#include <QTransform>
#include <QWidget>

namespace outcrop {

class CanvasScene;

// All of the canvas in a corner, with a frame around what is in sight. The boxes are painted again
// only when the document has changed, the frame whenever the canvas scrolls.
class Minimap : public QWidget
{
    Q_OBJECT

public:
    Minimap(CanvasScene &scene, QWidget *parent);

    void setShown(const QRectF &scene); // What is in sight.
    void refresh();                     // What there is has changed.

signals:
    void wished(const QPointF &center); // A click or drag: scene coordinates.

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void paintBoxes();
    QTransform toWidget() const;

    CanvasScene &m_scene;
    QRectF m_shown, m_content;
    QPixmap m_boxes;
    QTimer m_later;
};

} // namespace outcrop
