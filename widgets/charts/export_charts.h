#pragma once

#include "core/base/result.h"
#include "widgets/charts/chart.h"

#include <QStringList>
namespace outcrop {

// A chart as PNG for print at 300 dots per inch; `finish` may change what was drawn. Pixels are
// real: scaling a drawing up would send every line through the stroker.
Result<QByteArray> pngOf(const Chart &chart, ChartStyle::Theme theme,
                         const std::function<void(QCustomPlot &)> &finish = {});

// The same as SVG, in the same proportions.
Result<QByteArray> svgOf(const Chart &chart, ChartStyle::Theme theme,
                         const std::function<void(QCustomPlot &)> &finish = {});

struct ExportedCharts
{
    QStringList files; // Paths, in the order written.
    QStringList notes; // Sentences about what was not drawn.
};

// The charts of a job: loss.png, scores.png, latency.png, and by task roc.png (with roc-classes.png
// for several classes) or predicted.png and residuals.png. `results` holds training_result/ and
// events.jsonl; `output` is created if needed. `loss`: how losses are drawn. Needs a QApplication.
Result<ExportedCharts> exportCharts(const QString &results, const QString &output,
                                    ChartStyle::Theme theme, const LossView &loss = {});

} // namespace outcrop
