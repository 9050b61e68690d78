#pragma once

#include <QPointF>
#include <QSet>
#include <QStringList>

class QCustomPlot;

namespace outcrop {

// The series of a plot, by the labels of its legends. What belongs to one of them (its folds, its
// band) hides with it; see belongTo().
QStringList seriesOf(const QCustomPlot &plot);
QString seriesAt(const QCustomPlot &plot, const QPointF &pixel); // In a legend; else empty.
void hideSeries(QCustomPlot &plot, const QSet<QString> &labels); // And shows all others.

} // namespace outcrop
