#pragma once

#include "widgets/charts/plot_reader.h"

#include <QObject>

class QFont;
class QLabel;

namespace outcrop {

// Reads values off a plot, for the pointer and for the arrow keys, and says them in a bubble beside
// the place.
class Crosshair : public QObject
{
public:
    explicit Crosshair(QCustomPlot &plot); // The plot is the parent.

    void setFont(const QFont &font); // Of the bubble.
    QString text() const;            // Empty while nothing is read.
    QString series() const; // The name of the line, bar or dot; empty: there is none, or a cell.

    void readAt(const QPointF &pixel);
    // By an arrow key: along the line, or to the next one. Whether there is something to read.
    bool move(int key);
    void clear();

private:
    void set(const std::optional<Reading> &reading);
    void draw();
    void tellDescription();

    QCustomPlot &m_plot;
    QLabel *m_bubble;
    std::optional<Reading> m_reading;
};

} // namespace outcrop
