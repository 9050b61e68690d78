#pragma once

#include "widgets/charts/plot_reader.h"

#include <QColor>
#include <QObject>
#include <QPointer>

#include <array>

class QFont;
class QLabel;
class QCPItemLine;

namespace outcrop {

// Reads values off a plot, for the pointer and for the arrow keys, and says them in a bubble beside
// the place where two thin lines meet. They lie on a layer of their own: the curves are not drawn
// again.
class Crosshair : public QObject
{
public:
    explicit Crosshair(QCustomPlot &plot); // The plot is the parent.

    void setFont(const QFont &font); // Of the bubble.
    void setLineColor(const QColor &color);
    QString text() const;   // Empty while nothing is read.
    QString series() const; // The name of the line, bar or dot; empty: there is none, or a cell.

    void readAt(const QPointF &pixel);
    // By an arrow key: along the line, or to the next one. Whether there is something to read.
    bool move(int key);
    void clear();

private:
    void set(const std::optional<Reading> &reading);
    void draw();
    void drawLines();
    void tellDescription();

    QCustomPlot &m_plot;
    QLabel *m_bubble;
    QColor m_lineColor;
    std::array<QPointer<QCPItemLine>, 2> m_lines; // The plot's: who draws it anew takes them away.
    std::optional<Reading> m_reading;
};

} // namespace outcrop
