#include "widgets/jobs/results_loader.h"

#include "core/async/run_async.h"
#include "core/results/report_reader.h"

#include <algorithm>

namespace outcrop {

namespace {

constexpr int interval = 200;          // Milliseconds between two pieces of work.
constexpr std::size_t mostAtOnce = 16; // Jobs in one piece of work.

QString folderOf(const Job &job)
{
    return job.results + QStringLiteral("/training_result");
}

} // namespace

struct ResultsLoader::Part
{
    QString uuid;
    int attempt = 1;
    std::shared_ptr<EventRecord> live;
    std::shared_ptr<const Report> report;
    std::shared_ptr<const EventRecord> events;
    std::optional<Result<JobSummary>> summary; // If it was read now.
    bool isFed = false;                        // The job has told something new.
};

struct ResultsLoader::Answer
{
    QStringList selected; // As it was when the work began.
    std::vector<Part> parts;
    std::optional<std::vector<Chart>> charts;
};

ResultsLoader::ResultsLoader(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ResultsLoader::work);
}

void ResultsLoader::setJob(const Job &job)
{
    Entry &entry = m_entries[job.uuid];
    const bool isAnew = entry.job.attempt.number != job.attempt.number;
    const bool hasNew = entry.job.results != job.results;
    if (isAnew || hasNew) {
        entry.report.reset();
        entry.events.reset();
        entry.isRead = false;
        m_chartsWanted = m_chartsWanted || m_selected.contains(job.uuid);
    }
    if (isAnew) {
        entry.live.reset();
        entry.pending.clear();
    }
    entry.job = job;
    wake();
}

void ResultsLoader::remove(const QString &uuid)
{
    m_entries.erase(uuid);
}

void ResultsLoader::setBlocks(const QString &uuid, const QHash<QString, QString> &titles,
                              int models)
{
    Entry &entry = m_entries[uuid];
    entry.titles = titles;
    entry.models = models;
}

void ResultsLoader::appendEvents(const QString &uuid, const QByteArray &bytes)
{
    const auto entry = m_entries.find(uuid);
    if (entry == m_entries.end())
        return;
    entry->second.pending += bytes;
    m_chartsWanted =
        m_chartsWanted || (m_selected.contains(uuid) && entry->second.job.results.isEmpty());
    wake();
}

void ResultsLoader::select(const QStringList &uuids)
{
    m_selected = uuids;
    m_chartsWanted = true;
    forgetReports();
    m_timer.stop();
    work();
}

void ResultsLoader::forgetReports()
{
    for (auto &[uuid, entry] : m_entries) {
        if (m_selected.contains(uuid))
            continue;
        entry.report.reset();
        entry.events.reset();
    }
}

bool ResultsLoader::hasWork() const
{
    return m_chartsWanted || std::any_of(m_entries.begin(), m_entries.end(), [](const auto &entry) {
               return !entry.second.pending.isEmpty()
                      || (!entry.second.isRead && !entry.second.job.results.isEmpty());
           });
}

void ResultsLoader::wake()
{
    if (!m_isBusy && !m_timer.isActive() && hasWork())
        m_timer.start(interval);
}

// Those whose charts are wanted, then those that have events or results to be read.
std::vector<ResultsLoader::Entry> ResultsLoader::nextEntries() const
{
    std::vector<Entry> entries;
    for (const QString &uuid : m_selected) {
        const auto found = m_entries.find(uuid);
        if (found != m_entries.end())
            entries.push_back(found->second);
    }
    for (const auto &[uuid, entry] : m_entries) {
        const bool isWanted =
            !entry.pending.isEmpty() || (!entry.isRead && !entry.job.results.isEmpty());
        if (isWanted && !m_selected.contains(uuid) && entries.size() < mostAtOnce)
            entries.push_back(entry);
    }
    return entries;
}

// Adds up new events, and reads results that are wanted and not yet here. On the thread pool.
ResultsLoader::Part ResultsLoader::read(const Entry &entry, bool isSelected)
{
    Part part{entry.job.uuid, entry.job.attempt.number, entry.live, entry.report, entry.events, {}};
    if (!part.live)
        part.live = std::make_shared<EventRecord>();
    part.live->feed(entry.pending);
    part.isFed = !entry.pending.isEmpty();
    const bool isMissing = !entry.isRead || (isSelected && !part.report);
    if (entry.job.results.isEmpty() || !isMissing)
        return part;
    Result<Report> report = readReport(folderOf(entry.job));
    part.summary = report.map([](const Report &found) { return summarize(found); });
    if (!isSelected && report)
        return part;
    part.events = std::make_shared<EventRecord>(
        readEvents(entry.job.results + QStringLiteral("/events.jsonl")));
    part.isFed = part.isFed || !report;
    if (report)
        part.report = std::make_shared<Report>(*std::move(report));
    return part;
}

ChartedJob ResultsLoader::toCharted(const Entry &entry, const Part &part)
{
    ChartedJob job;
    job.title = entry.job.title;
    job.hasResults = part.report != nullptr;
    job.events = part.events ? part.events : part.live;
    job.report = part.report;
    if (!job.report)
        job.report = std::make_shared<Report>(job.events->report(entry.job.name, entry.titles));
    return job;
}

// Of a job that failed before this program watched it the events of its results tell.
JobProgress ResultsLoader::progressOf(const Entry &entry, const Part &part)
{
    const EventRecord &events = part.events && part.live->isEmpty() ? *part.events : *part.live;
    const QString failed = events.failedBlock();
    return {events.finishedModels(), entry.models, events.warnings(),
            entry.titles.value(failed, failed)};
}

void ResultsLoader::work()
{
    if (m_isBusy || !hasWork())
        return;
    const std::vector<Entry> entries = nextEntries();
    for (const Entry &entry : entries)
        m_entries[entry.job.uuid].pending.clear();
    m_isBusy = true;
    const bool wantsCharts = std::exchange(m_chartsWanted, false);
    const auto compute = [entries, wantsCharts, selected = m_selected] {
        Answer answer{selected, {}, {}};
        std::vector<ChartedJob> charted;
        for (const Entry &entry : entries) {
            const bool isSelected = selected.contains(entry.job.uuid);
            answer.parts.push_back(read(entry, isSelected));
            const ChartedJob job = toCharted(entry, answer.parts.back());
            if (isSelected && (job.hasResults || !job.events->isEmpty()))
                charted.push_back(job);
        }
        if (wantsCharts)
            answer.charts = makeCharts(charted);
        return answer;
    };
    runAsync(this, compute, [this](const Answer &answer) { finish(answer); });
}

void ResultsLoader::finish(const Answer &answer)
{
    m_isBusy = false;
    for (const Part &part : answer.parts) {
        const auto found = m_entries.find(part.uuid);
        if (found == m_entries.end() || found->second.job.attempt.number != part.attempt)
            continue;
        Entry &entry = found->second;
        entry.live = part.live;
        if (m_selected.contains(part.uuid)) {
            entry.report = part.report;
            entry.events = part.events;
        }
        if (part.summary) {
            entry.isRead = true;
            emit summaryRead(part.uuid, *part.summary);
        }
        if (part.isFed)
            emit progressed(part.uuid, progressOf(entry, part));
    }
    if (answer.charts && answer.selected == m_selected)
        emit chartsMade(*answer.charts);
    wake();
}

} // namespace outcrop
