#pragma once

#include "core/base/result.h"
#include "core/results/event_reader.h"
#include "core/results/metric_series.h"
#include "core/results/report.h"

#include <QHash>
#include <QSet>

namespace outcrop {

struct LoadSample
{
    double time = 0; // Seconds since 1970, by the host's clock.
    HostLoad load;
};

// What the events of a job add up to, while it runs and afterwards. At most 20,000 samples of load
// are kept: of more every second one, and so on.
class EventRecord
{
public:
    void feed(const QByteArray &bytes);

    const MetricHistory &metrics() const { return m_metrics; }
    const std::vector<LoadSample> &loads() const { return m_loads; }
    // Candidates that told something, in the order of their first word; at most 1000.
    const QStringList &models() const { return m_models; }
    // How many candidates have been through the folds, the baseline not counted. Folds that are
    // drawn again count no candidate again.
    int finishedModels() const { return m_finished.size(); }
    qint64 warnings() const { return m_warnings; }
    // The block that failed first; empty: none did.
    QString failedBlock() const { return m_failed; }
    bool isEmpty() const { return m_models.isEmpty() && m_loads.empty(); }

    // A report of what is known before there is one: candidates without ranks. `titles` are those
    // of blocks, by id.
    Report report(const QString &name, const QHash<QString, QString> &titles) const;

private:
    void add(const Event &event);
    void meet(const QString &model);

    EventReader m_reader;
    MetricHistory m_metrics;
    std::vector<LoadSample> m_loads;
    std::size_t m_loadStep = 1; // Every n-th sample is kept.
    std::size_t m_loadCount = 0;
    QStringList m_models;
    QSet<QString> m_finished;
    qint64 m_warnings = 0;
    QString m_failed;
};

// events.jsonl; a job may have written none.
EventRecord readEvents(const QString &path);

} // namespace outcrop
