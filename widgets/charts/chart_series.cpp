#include "widgets/charts/chart_series.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ChartSeries)
};

constexpr int longestTitle = 36;

// Distance of (x, y) from the straight line between two points.
double distance(const Series &s, std::size_t i, std::size_t from, std::size_t to)
{
    const double dx = s.x[to] - s.x[from];
    const double dy = s.y[to] - s.y[from];
    const double length = std::hypot(dx, dy);
    const double px = s.x[i] - s.x[from];
    const double py = s.y[i] - s.y[from];
    return length > 0 ? std::abs(dx * py - dy * px) / length : std::hypot(px, py);
}

// Equal scores of all folds have a deviation in the last bits.
bool isSpread(double sd, double mean)
{
    return std::isfinite(sd) && sd > 1e-12 * std::abs(mean);
}

} // namespace

int lookOf(const Leaderboard &leaderboard, const QString &block)
{
    for (const LeaderboardRow &row : leaderboard.rows) {
        if (row.block == block && row.rank)
            return *row.rank - 1;
    }
    return baselineLook;
}

QString shownTitle(const QString &title)
{
    return plainLine(title, longestTitle);
}

QString chartTitle(QStringList parts)
{
    parts.removeAll({});
    return parts.join(QStringLiteral(" · "));
}

QString foldsText(const Report &report)
{
    if (report.foldPlan.kind == QLatin1String("validation_part"))
        return Tr::tr("the validation part");
    std::size_t count = 0;
    for (const Candidate &candidate : report.candidates)
        count = std::max(count, candidate.folds.size());
    return count == 1 ? Tr::tr("one fold") : Tr::tr("%1 folds").arg(count);
}

QString scoreText(double value, double spread)
{
    int decimals = std::abs(value) < 10 ? 3 : 2;
    if (isSpread(spread, value))
        decimals = std::clamp(1 - int(std::floor(std::log10(spread))), 0, 6);
    return QString::number(value, 'f', decimals);
}

QString meanText(double mean, double sd)
{
    if (!std::isfinite(mean))
        return QStringLiteral("–");
    const QString text = scoreText(mean, sd);
    return isSpread(sd, mean) ? QStringLiteral("%1 ± %2").arg(text, scoreText(sd, sd)) : text;
}

void addRemark(QString &note, const QString &remark)
{
    note += note.isEmpty() ? remark : QStringLiteral(" · ") + remark;
}

QString labelsOf(const std::vector<Series> &lines)
{
    QStringList labels;
    for (const Series &line : lines)
        labels << line.label;
    return labels.join(QStringLiteral("; "));
}

void simplify(Series &series, double tolerance)
{
    if (series.x.size() < 3)
        return;
    std::vector<bool> kept(series.x.size());
    kept.front() = kept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> parts{{0, series.x.size() - 1}};
    while (!parts.empty()) {
        const auto [from, to] = parts.back();
        parts.pop_back();
        std::size_t farthest = from;
        double most = tolerance;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double away = distance(series, i, from, to);
            if (away > most) {
                most = away;
                farthest = i;
            }
        }
        if (farthest == from)
            continue;
        kept[farthest] = true;
        parts.emplace_back(from, farthest);
        parts.emplace_back(farthest, to);
    }
    std::size_t size = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i])
            continue;
        series.x[size] = series.x[i];
        series.y[size++] = series.y[i];
    }
    series.x.resize(size);
    series.y.resize(size);
}

} // namespace outcrop
