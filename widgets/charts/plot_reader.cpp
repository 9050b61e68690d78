#include "widgets/charts/plot_reader.h"

#include "widgets/charts/chart_table_model.h"

#include <QCoreApplication>
#include <qcustomplot.h>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PlotReader)
};

constexpr double reach = 36; // Pixels.

// How near a place is; `weightY` 0 looks at columns alone.
struct Nearest
{
    QPointF target;
    double weightY = 1;
    double best = 0;
    QPointF place;

    void offer(const QPointF &point)
    {
        const double away = std::hypot(point.x() - target.x(), weightY * (point.y() - target.y()));
        if (std::isfinite(away) && away < best) {
            best = away;
            place = point;
        }
    }

    // The place on a straight line between two points.
    void offer(const QPointF &a, const QPointF &b)
    {
        const QPointF along = b - a;
        const double dx = along.x();
        const double dy = along.y() * weightY;
        const double length = dx * dx + dy * dy;
        const double t =
            length > 0 ? ((target.x() - a.x()) * dx + weightY * (target.y() - a.y()) * dy) / length
                       : 0;
        offer(a + std::clamp(t, 0.0, 1.0) * along);
    }
};

void search(const QCPGraph &graph, Nearest &nearest)
{
    const QCPAxis *keys = graph.keyAxis();
    const auto data = graph.data();
    const double low = keys->pixelToCoord(nearest.target.x() - reach);
    const double high = keys->pixelToCoord(nearest.target.x() + reach);
    auto point = data->findBegin(std::min(low, high), true);
    const auto end = data->findEnd(std::max(low, high), true);
    std::optional<QPointF> before;
    for (; point != end; ++point) {
        const QPointF here = graph.coordsToPixels(point->key, point->value);
        if (before && graph.lineStyle() != QCPGraph::lsNone)
            nearest.offer(*before, here);
        else
            nearest.offer(here);
        before = here;
    }
}

void search(const QCPCurve &curve, Nearest &nearest)
{
    const auto data = curve.data();
    for (auto point = data->constBegin(); point != data->constEnd(); ++point)
        nearest.offer(curve.coordsToPixels(point->key, point->value));
}

void search(const QCPBars &bars, Nearest &nearest)
{
    const auto data = bars.data();
    for (auto bar = data->constBegin(); bar != data->constEnd(); ++bar) {
        const QPointF top = bars.coordsToPixels(bar->key, bar->value);
        const QPointF foot = bars.coordsToPixels(bar->key, 0);
        const double half =
            std::abs(bars.coordsToPixels(bar->key + bars.width() / 2, 0).x() - foot.x());
        const bool isWithin = std::abs(nearest.target.x() - top.x()) <= half
                              && (nearest.weightY == 0 || nearest.target.y() >= top.y());
        if (isWithin) {
            nearest.best = 0;
            nearest.place = top;
        } else {
            nearest.offer(top);
        }
    }
}

// What is nothing beside the whole axis is 0: the rest of a conversion to pixels and back.
QString labeled(const QCPAxis &axis, double value)
{
    const bool isRest = std::abs(value) < 1e-12 * axis.range().size();
    const QString label = axis.label().isEmpty() ? QString() : axis.label() + QLatin1Char(' ');
    return label + QLocale().toString(isRest ? 0 : value, 'g', 4);
}

std::optional<Reading> read(QCPAbstractPlottable &plottable, const QPointF &pixel, double weightY)
{
    Nearest nearest{pixel, weightY, std::numeric_limits<double>::infinity(), {}};
    if (const auto *graph = qobject_cast<const QCPGraph *>(&plottable))
        search(*graph, nearest);
    else if (const auto *curve = qobject_cast<const QCPCurve *>(&plottable))
        search(*curve, nearest);
    else if (const auto *bars = qobject_cast<const QCPBars *>(&plottable))
        search(*bars, nearest);
    const double limit = weightY == 0 ? std::numeric_limits<double>::max() : reach;
    if (!(nearest.best <= limit))
        return {};
    double x = 0;
    double y = 0;
    plottable.pixelsToCoords(nearest.place, x, y);
    QString text = plottable.name() + QLatin1Char('\n') + labeled(*plottable.keyAxis(), x);
    if (!plottable.valueAxis()->label().isEmpty())
        text += QLatin1String(", ") + labeled(*plottable.valueAxis(), y);
    return Reading{&plottable, plottable.keyAxis()->axisRect(), nearest.place, text};
}

std::optional<Reading> cellAt(QCustomPlot &plot, const QPointF &pixel)
{
    for (int i = 0; i < plot.itemCount(); ++i) {
        const auto *cell = qobject_cast<const QCPItemRect *>(plot.item(i));
        if (!cell || !cell->property("readout").isValid())
            continue;
        const QRectF place(cell->topLeft->pixelPosition(), cell->bottomRight->pixelPosition());
        if (place.contains(pixel))
            return Reading{nullptr, cell->clipAxisRect(), place.center(),
                           cell->property("readout").toString()};
    }
    return {};
}

} // namespace

QVector<QCPAbstractPlottable *> readable(QCustomPlot &plot)
{
    QVector<QCPAbstractPlottable *> found;
    for (int i = 0; i < plot.plottableCount(); ++i) {
        QCPAbstractPlottable *plottable = plot.plottable(i);
        if (plottable->realVisibility() && !plottable->name().isEmpty())
            found << plottable;
    }
    return found;
}

std::optional<Reading> readAt(QCustomPlot &plot, const QPointF &pixel)
{
    if (const auto cell = cellAt(plot, pixel))
        return cell;
    const QCPAxisRect *rect = plot.axisRectAt(pixel);
    std::optional<Reading> best;
    double least = std::numeric_limits<double>::infinity();
    for (QCPAbstractPlottable *plottable : readable(plot)) {
        if (plottable->keyAxis()->axisRect() != rect || !rect->rect().contains(pixel.toPoint()))
            continue;
        const auto reading = read(*plottable, pixel, 1);
        const double away = reading ? QLineF(reading->place, pixel).length() : least;
        if (away < least) {
            least = away;
            best = reading;
        }
    }
    return best;
}

std::optional<Reading> readColumn(QCPAbstractPlottable &plottable, double pixelX)
{
    return read(plottable, {pixelX, 0}, 0);
}

} // namespace outcrop
