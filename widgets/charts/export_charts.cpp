#include "widgets/charts/export_charts.h"

#include "core/base/files.h"
#include "core/results/event_reader.h"
#include "core/results/report_reader.h"
#include "widgets/charts/latency_chart.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/charts/predicted_chart.h"
#include "widgets/charts/roc_chart.h"
#include "widgets/charts/scores_chart.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QImage>
#include <qcustomplot.h>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ExportCharts)
};

constexpr double pointsPerInch = 72;
constexpr QSize square{1920, 1980}; // 6.4 inches; the axes inside are square.
constexpr QSize wide{2100, 1260};

// Metrics of events.jsonl; a job may have written none.
MetricHistory readMetrics(const QString &path)
{
    MetricHistory history;
    EventReader reader;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return history;
    while (!file.atEnd()) {
        for (const Event &event : reader.feed(file.read(1 << 20))) {
            if (const auto *metric = event.as<MetricEvent>())
                history.add(*metric);
        }
    }
    return history;
}

class Exporter
{
public:
    Exporter(const QString &output, ChartStyle::Theme theme) : m_output(output), m_theme(theme) {}

    template<class Model, class Draw>
    void add(const char *name, const QSize &size, const Model &model, const Draw &draw)
    {
        const QString path = m_output + QLatin1Char('/') + QLatin1String(name);
        if (!m_outcome)
            return;
        m_outcome = exportPng(path, size, m_theme, [&](QCustomPlot &plot, const ChartStyle &style) {
            draw(plot, model, style);
        });
        m_charts.files << path;
        if (!model.empty.isEmpty())
            m_charts.notes << QStringLiteral("%1: %2").arg(QLatin1String(name), model.empty);
    }

    void addNote(const QString &note) { m_charts.notes << note; }

    Result<ExportedCharts> charts() const
    {
        return m_outcome ? Result<ExportedCharts>(m_charts) : failure(m_outcome.error());
    }

private:
    QString m_output;
    ChartStyle::Theme m_theme;
    Result<> m_outcome;
    ExportedCharts m_charts;
};

void addRoc(Exporter &exporter, const Report &report, const Leaderboard &leaderboard)
{
    switch (report.task) {
    case Report::Task::Classification:
        exporter.add("roc.png", square, makeRocModel(report, leaderboard), drawRoc);
        if (report.classes.size() > 2)
            exporter.add("roc-classes.png", square, makeClassRocModel(report, leaderboard),
                         drawRoc);
        return;
    case Report::Task::Regression:
        exporter.addNote(
            Tr::tr("A ROC curve does not apply to regression; predicted.png is drawn instead."));
        exporter.add("predicted.png", square, makePredictedModel(report, leaderboard),
                     drawPredicted);
        return;
    case Report::Task::Clustering:
        exporter.addNote(Tr::tr("A ROC curve does not apply to clusters."));
        return;
    }
}

QSize scoresSize(const ScoresModel &model)
{
    return {wide.width(), 420 + 165 * std::clamp(int(model.rows.size()), 2, 40)};
}

QSize lossSize(const LossModel &model)
{
    const int rows = model.panels.size() > 2 ? (int(model.panels.size()) + 1) / 2
                                             : std::max(1, int(model.panels.size()));
    return {wide.width(), rows == 1 ? wide.height() : 180 + rows * 860};
}

} // namespace

Result<> exportPng(const QString &path, const QSize &size, ChartStyle::Theme theme,
                   const std::function<void(QCustomPlot &, const ChartStyle &)> &draw)
{
    const ChartStyle style(theme, dotsPerInch / pointsPerInch);
    QCustomPlot plot;
    plot.setViewport(QRect(QPoint(), size));
    draw(plot, style);
    QImage image = plot.toPixmap(size.width(), size.height(), 1).toImage();
    const int dotsPerMeter = int(std::lround(dotsPerInch / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.convertToFormat(QImage::Format_RGB32).save(&buffer, "PNG"))
        return failure(ErrorKind::Io,
                       Tr::tr("Cannot draw %1: the picture could not be made.").arg(path));
    return saveAtomically(path, buffer.data());
}

Result<ExportedCharts> exportCharts(const QString &results, const QString &output,
                                    ChartStyle::Theme theme)
{
    const Result<Report> report = readReport(results + QLatin1String("/training_result"));
    if (!report)
        return failure(report.error());
    if (const Result<> made = makeFolder(output); !made)
        return failure(made.error());
    const Leaderboard leaderboard = makeLeaderboard(*report);
    const MetricHistory history = readMetrics(results + QLatin1String("/events.jsonl"));
    Exporter exporter(output, theme);
    const ScoresModel scores = makeScoresModel(*report, leaderboard);
    exporter.add("scores.png", scoresSize(scores), scores, drawScores);
    addRoc(exporter, *report, leaderboard);
    const LossModel loss = makeLossModel(*report, leaderboard, history);
    exporter.add("loss.png", lossSize(loss), loss, drawLoss);
    exporter.add("latency.png", wide, makeLatencyModel(*report, leaderboard), drawLatency);
    return exporter.charts();
}

} // namespace outcrop
