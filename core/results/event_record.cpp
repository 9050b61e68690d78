#include "core/results/event_record.h"

#include <QFile>
#include <QFileInfo>

namespace outcrop {

namespace {

constexpr std::size_t mostLoads = 20'000;
constexpr int mostModels = 1000; // More than anybody compares: of events that go wild.
const QLatin1String baseline("baseline");

} // namespace

void EventRecord::feed(const QByteArray &bytes)
{
    for (const Event &event : m_reader.feed(bytes))
        add(event);
}

void EventRecord::meet(const QString &model)
{
    if (!model.isEmpty() && m_models.size() < mostModels && !m_models.contains(model))
        m_models << model;
}

void EventRecord::add(const Event &event)
{
    if (const auto *metric = event.as<MetricEvent>()) {
        m_metrics.add(*metric, event.time);
        meet(metric->subject.model);
    } else if (const auto *scores = event.as<ScoresEvent>()) {
        meet(scores->subject.model);
    } else if (const auto *finished = event.as<BlockFinished>()) {
        if (finished->subject.model == finished->subject.block && m_finished.size() < mostModels)
            m_finished.insert(finished->subject.model);
    } else if (const auto *failed = event.as<BlockFailed>()) {
        if (m_failed.isEmpty())
            m_failed = failed->subject.block;
    } else if (const auto *warning = event.as<WarningSeen>()) {
        m_warnings += warning->count;
    } else if (const auto *load = event.as<HostLoad>()) {
        if (m_loadCount++ % m_loadStep != 0)
            return;
        m_loads.push_back({event.time, *load});
        if (m_loads.size() < mostLoads)
            return;
        m_loadStep *= 2;
        for (std::size_t i = 0; i < m_loads.size() / 2; ++i)
            m_loads[i] = m_loads[2 * i];
        m_loads.resize(m_loads.size() / 2);
    }
}

Report EventRecord::report(const QString &name, const QHash<QString, QString> &titles) const
{
    Report report;
    report.name = name;
    for (const QString &model : m_models) {
        Candidate candidate;
        candidate.block = model;
        candidate.title = titles.value(model, model);
        candidate.baseline = model == baseline;
        report.candidates.push_back(candidate);
    }
    for (const auto &[key, series] : m_metrics.series()) {
        for (Candidate &candidate : report.candidates) {
            const auto folds = std::size_t(key.fold.value_or(-1) + 1);
            if (candidate.block == key.model && candidate.folds.size() < folds && folds <= 1000)
                candidate.folds.resize(folds);
        }
    }
    return report;
}

EventRecord readEvents(const QString &path)
{
    EventRecord record;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return record;
    while (!file.atEnd())
        record.feed(file.read(1 << 20));
    return record;
}

} // namespace outcrop
