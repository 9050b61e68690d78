#pragma once

#include <QLineF>
#include <QRectF>
#include <QTransform>
#include <QVector>

#include <array>

class QPainter;

namespace outcrop {

class CanvasScene;
struct Theme;

// The canvas from far away: boxes and hairlines painted at once, straight from arrays; a few
// milliseconds for ten thousand blocks. Titles keep their size where there is room beside other
// boxes.
class OverviewPainter
{
public:
    explicit OverviewPainter(CanvasScene &scene) : m_scene(scene) {}

    // `exposed` is in device coordinates of `painter`, `transform` leads there from the scene.
    void paint(QPainter &painter, const QTransform &transform, const QRect &exposed);

private:
    void paintFrames(QPainter &painter, const QTransform &transform);
    void paintLines(QPainter &painter, const QTransform &transform, const QRectF &area);
    void paintBoxes(QPainter &painter, const QTransform &transform, const QRectF &area);
    void paintMarks(QPainter &painter, const QTransform &transform);
    void paintTitles(QPainter &painter, const QTransform &transform, const QRect &exposed,
                     const QRectF &area);

    CanvasScene &m_scene;
    // Kept for their memory.
    std::array<QVector<QLineF>, 4> m_lines; // By PortType.
    // In whole pixels: filled three times as quickly as a line is drawn.
    std::array<QVector<QRect>, 4> m_levelLines; // By PortType; where blocks stand in a row.
    std::array<QVector<QRect>, 16> m_boxes;     // By BlockRole.
    QVector<int> m_visible;                     // Places in boxes(), few enough for titles.
};

} // namespace outcrop
