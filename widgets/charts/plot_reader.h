#pragma once

#include <QPointF>
#include <QString>
#include <QVector>

#include <optional>

class QCPAbstractPlottable;
class QCPAxisRect;
class QCustomPlot;

namespace outcrop {

// What a plot shows at a place, for crosshair and read-out. Only plottables with a name are read.
struct Reading
{
    QCPAbstractPlottable *plottable = nullptr; // nullptr: a cell.
    QCPAxisRect *rect = nullptr;
    QPointF place; // Pixels, on the line.
    QString text;  // "Logistic regression (AUC = 0.995)\nFalse positive rate 0.02, …"
};

// The nearest line, dot, bar or cell within reach of the pointer.
std::optional<Reading> readAt(QCustomPlot &plot, const QPointF &pixel);

// Of one plottable, at the nearest x it has to this column of pixels.
std::optional<Reading> readColumn(QCPAbstractPlottable &plottable, double pixelX);

// Visible plottables that can be read, by place of their axes, then as drawn.
QVector<QCPAbstractPlottable *> readable(QCustomPlot &plot);

} // namespace outcrop
