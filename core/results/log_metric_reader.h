#pragma once

#include "core/results/line_splitter.h"

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace outcrop {

struct LogSample
{
    QString name;     // "loss"
    qint64 step = 0;  // As the log says; where it does not, values of one name are counted from 0.
    QString unit;     // The log's word for the step in lower case ("epoch"), or empty.
    double value = 0; // May be NaN or infinite.
};

// Finds metrics in the log of any program:
//   Epoch: 3, loss: 0.25     Iteration 12, loss = 0.43     step 7 acc=0.9 val/loss=0.3
//   loss=0.3                 {metricName: accuracy, metricValue: 0.98}
//   {"epoch": 4, "loss": 0.21, "timestamp": "…"}
// All other lines are ignored, so are lines over 64 KiB and, after 500 names, further ones. A
// prefix before the pattern, such as a time, does no harm. A line that names a step without a
// number for it is damaged and ignored whole.
class LogMetricReader
{
public:
    // The samples of the lines that became complete.
    std::vector<LogSample> feed(const QByteArray &bytes);

private:
    void take(const QString &name, std::optional<qint64> step, const QString &unit, double value);
    bool takeJson(const QByteArray &line);
    bool takeNameAndValue(const QString &line);
    void takePairs(const QString &line);

    LineSplitter m_lines{64 << 10};
    std::map<QString, qint64> m_nextStep;
    std::vector<LogSample> m_samples;
};

} // namespace outcrop
