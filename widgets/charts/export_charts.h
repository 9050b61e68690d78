#pragma once

#include "core/base/result.h"
#include "widgets/charts/chart_style.h"

#include <QSize>
#include <QStringList>

#include <functional>

class QCustomPlot;

namespace outcrop {

constexpr double dotsPerInch = 300;

// Draws by `draw` on a plot of `size` pixels and writes it as PNG for print at 300 dots per inch.
// Pixels are real: scaling a drawing up would send every line through the stroker.
Result<> exportPng(const QString &path, const QSize &size, ChartStyle::Theme theme,
                   const std::function<void(QCustomPlot &, const ChartStyle &)> &draw);

struct ExportedCharts
{
    QStringList files; // Paths, in the order written.
    QStringList notes; // Sentences about what was not drawn.
};

// The charts of a job: loss.png, scores.png, latency.png, and by task roc.png (with roc-classes.png
// for several classes) or predicted.png. `results` holds training_result/ and events.jsonl;
// `output` is created if needed. Needs a QApplication.
Result<ExportedCharts> exportCharts(const QString &results, const QString &output,
                                    ChartStyle::Theme theme);

} // namespace outcrop
