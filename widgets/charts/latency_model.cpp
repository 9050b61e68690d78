#include "widgets/charts/latency_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LatencyModel)
};

constexpr int binCount = 60;
constexpr double tail = 2; // The axis ends at p99 times this, if requests go on beyond.

const LatencyRun *choose(const Report &report, const QString &block)
{
    const LatencyRun *chosen = nullptr;
    for (const LatencyRun &run : report.latency) {
        const bool isOurs = run.block == block || block.isEmpty();
        if (isOurs
            && (!chosen
                || (run.batch == 1 && run.threads == 1
                    && (chosen->batch != 1 || chosen->threads != 1))))
            chosen = &run;
    }
    return chosen;
}

// Three digits: "0.305", "12.4", "1450".
QString timeText(double milliseconds)
{
    const int decimals =
        milliseconds > 0 ? std::clamp(2 - int(std::floor(std::log10(milliseconds))), 0, 4) : 2;
    return QString::number(milliseconds, 'f', decimals);
}

QString grouped(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

LatencyModel::Mark toMark(const LatencyPercentile &percentile)
{
    const QString name = QStringLiteral("p%1").arg(percentile.percent);
    QString text = Tr::tr("%1  %2 ms").arg(name, timeText(percentile.milliseconds));
    if (std::isfinite(percentile.spread)) {
        const int decimals =
            int(timeText(percentile.milliseconds).section(QLatin1Char('.'), 1).size());
        const int firstDigit =
            percentile.spread > 0 ? -int(std::floor(std::log10(percentile.spread))) : 0;
        text += QStringLiteral(" ± %1").arg(
            percentile.spread, 0, 'f', firstDigit > 6 ? decimals : std::max(firstDigit, decimals));
    }
    return {percentile.milliseconds, name, text};
}

} // namespace

const LatencyRun *latencyOf(const Report &report)
{
    const LatencyRun *run = choose(report, report.winner);
    return run ? run : choose(report, QString());
}

LatencyModel makeLatencyModel(const Report &report)
{
    LatencyModel model;
    model.title = chartTitle({Tr::tr("Latency"), shownTitle(report.name)});
    model.empty = Tr::tr("No latency was measured: the pipeline has no Latency test.");
    const LatencyRun *run = latencyOf(report);
    const Candidate *candidate = run ? report.find(run->block) : nullptr;
    const Result<LatencySummary> summary = run ? summarizeLatency(*run) : Result<LatencySummary>();
    if (!candidate || !summary || summary->requests == 0)
        return model;

    double end = 0;
    for (const LatencyPercentile &percentile : summary->percentiles) {
        if (percentile.percent == 90)
            continue; // Between p50 and p95 there is no room for another line.
        model.marks.push_back(toMark(percentile));
        if (percentile.percent <= 99)
            end = percentile.milliseconds * tail;
    }
    std::vector<double> shown;
    std::copy_if(run->milliseconds.begin(), run->milliseconds.end(), std::back_inserter(shown),
                 [end](double value) { return value <= end; });
    const Result<Histogram> bins = histogram(shown, binCount);
    if (!bins)
        return model;
    model.bins = *bins;
    model.empty.clear();
    const QString rows =
        run->batch == 1 ? Tr::tr("one row") : Tr::tr("%1 rows").arg(grouped(run->batch));
    const QString threads =
        run->threads == 1 ? Tr::tr("1 thread") : Tr::tr("%1 threads").arg(run->threads);
    model.title = Tr::tr("Latency of %1 · %2 · %3 × %4 requests · %5")
                      .arg(rows, shownTitle(candidate->title))
                      .arg(summary->repeats)
                      .arg(grouped(summary->requests / std::max(1, summary->repeats)), threads);
    const std::size_t slower = run->milliseconds.size() - shown.size();
    const double slowest = *std::max_element(run->milliseconds.begin(), run->milliseconds.end());
    if (slower == 1)
        model.note = Tr::tr("one slower request is not shown: %1 ms").arg(timeText(slowest));
    else if (slower > 1)
        model.note = Tr::tr("%1 slower requests are not shown, the slowest %2 ms")
                         .arg(grouped(qint64(slower)), timeText(slowest));
    return model;
}

} // namespace outcrop
