#include "widgets/canvas/minimap.h"

#include "widgets/canvas/canvas_scene.h"

#include <QMouseEvent>
#include <QPainter>

namespace outcrop {

namespace {

constexpr int refreshAfter = 80; // Milliseconds: several edits in a row paint once.
constexpr int margin = 6;

} // namespace

Minimap::Minimap(CanvasScene &scene, QWidget *parent) : QWidget(parent), m_scene(scene)
{
    setFixedSize(150, 98);
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Minimap"));
    setToolTip(tr("All of the pipeline. Drag to look elsewhere."));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::PointingHandCursor);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_boxes = QPixmap();
        update();
    });
    connect(&scene, &CanvasScene::mirrored, this, &Minimap::refresh);
    connect(&scene.style(), &Style::changed, this, &Minimap::refresh);
}

void Minimap::refresh()
{
    if (!m_later.isActive())
        m_later.start(refreshAfter);
}

void Minimap::setShown(const QRectF &scene)
{
    if (scene == m_shown)
        return;
    m_shown = scene;
    update();
}

QTransform Minimap::toWidget() const
{
    const QRectF inside = QRectF(rect()).adjusted(margin, margin, -margin, -margin);
    const double scale = std::min({inside.width() / std::max(m_content.width(), 1.0),
                                   inside.height() / std::max(m_content.height(), 1.0), 0.12});
    const QPointF center = m_content.center();
    return QTransform(scale, 0, 0, scale, inside.center().x() - center.x() * scale,
                      inside.center().y() - center.y() * scale);
}

void Minimap::paintBoxes()
{
    m_content = m_scene.contentRect().adjusted(-60, -60, 60, 60);
    m_boxes = QPixmap(size() * devicePixelRatioF());
    m_boxes.setDevicePixelRatio(devicePixelRatioF());
    const Theme &theme = m_scene.style().theme();
    m_boxes.fill(theme.panel);
    QPainter painter(&m_boxes);
    const QTransform transform = toWidget();
    const double least = std::max(1.0, cardRect().height() * transform.m11());
    for (const CanvasScene::Box &box : m_scene.boxes()) {
        const QRectF rect = transform.mapRect(cardRect().translated(box.corner));
        painter.fillRect(QRectF(rect.topLeft(), QSizeF(std::max(rect.width(), 2.0), least)),
                         categoryColors(box.role, theme).stripe);
    }
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_boxes.isNull() || m_boxes.devicePixelRatioF() != devicePixelRatioF())
        paintBoxes();
    const Theme &theme = m_scene.style().theme();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_boxes);
    painter.setPen(theme.accent);
    const QRectF frame = toWidget().mapRect(m_shown);
    painter.drawRect(frame.intersected(QRectF(rect()).adjusted(2, 2, -3, -3)));
    painter.setPen(theme.line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit wished(toWidget().inverted().map(event->localPos()));
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        emit wished(toWidget().inverted().map(event->localPos()));
}

} // namespace outcrop
