#include "widgets/charts/export_charts.h"

#include "core/base/files.h"
#include "core/results/event_record.h"
#include "core/results/report_reader.h"
#include "widgets/charts/cloud_chart.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/latency_chart.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/charts/loss_model.h"
#include "widgets/charts/predicted_model.h"
#include "widgets/charts/roc_model.h"
#include "widgets/charts/scores_chart.h"
#include "widgets/style/svg_picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <qcustomplot.h>

#include <cmath>
#include <memory>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ExportCharts)
};

class Exporter
{
public:
    Exporter(const QString &output, ChartStyle::Theme theme) : m_output(output), m_theme(theme) {}

    void add(const char *name, const Chart &chart)
    {
        const QString path = m_output + QLatin1Char('/') + QLatin1String(name);
        if (!m_outcome)
            return;
        const Result<QByteArray> picture = pngOf(chart, m_theme);
        m_outcome = picture ? saveAtomically(path, *picture) : failure(picture.error());
        m_charts.files << path;
        if (!chart.empty.isEmpty())
            m_charts.notes << QStringLiteral("%1: %2").arg(QLatin1String(name), chart.empty);
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
        exporter.add("roc.png", makeCurveChart(makeRocModel(report, leaderboard)));
        if (report.classes.size() > 2)
            exporter.add("roc-classes.png", makeCurveChart(makeClassRocModel(report, leaderboard)));
        return;
    case Report::Task::Regression:
        exporter.addNote(
            Tr::tr("A ROC curve does not apply to regression; predicted.png is drawn instead."));
        exporter.add("predicted.png", makeCloudChart(makePredictedModel(report, leaderboard)));
        exporter.add("residuals.png", makeCloudChart(makeResidualModel(report, leaderboard)));
        return;
    case Report::Task::Clustering:
        exporter.addNote(Tr::tr("A ROC curve does not apply to clusters."));
        return;
    }
}

// A plot of these pixels with the chart on it.
std::unique_ptr<QCustomPlot> drawn(const Chart &chart, ChartStyle::Theme theme,
                                   const std::function<void(QCustomPlot &)> &finish)
{
    auto plot = std::make_unique<QCustomPlot>();
    plot->setViewport(QRect(QPoint(), chart.printSize));
    drawChart(*plot, chart, ChartStyle(theme, dotsPerInch / pointsPerInch));
    if (finish)
        finish(*plot);
    return plot;
}

} // namespace

Result<QByteArray> pngOf(const Chart &chart, ChartStyle::Theme theme,
                         const std::function<void(QCustomPlot &)> &finish)
{
    const auto plot = drawn(chart, theme, finish);
    QImage image = plot->toPixmap(chart.printSize.width(), chart.printSize.height(), 1).toImage();
    const int dotsPerMeter = int(std::lround(dotsPerInch / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.convertToFormat(QImage::Format_RGB32).save(&buffer, "PNG"))
        return failure(ErrorKind::Io, Tr::tr("The picture could not be made."));
    return buffer.data();
}

Result<QByteArray> svgOf(const Chart &chart, ChartStyle::Theme theme,
                         const std::function<void(QCustomPlot &)> &finish)
{
    const auto plot = drawn(chart, theme, finish);
    return svgPicture(chart.printSize, int(dotsPerInch), chart.title, [&](QPaintDevice &device) {
        QCPPainter painter(&device);
        painter.setMode(QCPPainter::pmVectorized);
        painter.setMode(QCPPainter::pmNoCaching);
        plot->toPainter(&painter, chart.printSize.width(), chart.printSize.height());
    });
}

Result<ExportedCharts> exportCharts(const QString &results, const QString &output,
                                    ChartStyle::Theme theme, const LossView &loss)
{
    const Result<Report> report = readReport(results + QLatin1String("/training_result"));
    if (!report)
        return failure(report.error());
    if (const Result<> made = makeFolder(output); !made)
        return failure(made.error());
    const Leaderboard leaderboard = makeLeaderboard(*report);
    const EventRecord events = readEvents(results + QLatin1String("/events.jsonl"));
    Exporter exporter(output, theme);
    exporter.add("scores.png", makeScoresChart(makeScoresModel(*report, leaderboard)));
    addRoc(exporter, *report, leaderboard);
    const auto over = [&](LossView::Axis axis) {
        return makeLossModel(*report, leaderboard, events.metrics(), axis);
    };
    exporter.add("loss.png",
                 makeLossChart({over(LossView::Axis::Steps), over(LossView::Axis::Time)}, loss));
    exporter.add("latency.png", makeLatencyChart(makeLatencyModel(*report)));
    return exporter.charts();
}

} // namespace outcrop
