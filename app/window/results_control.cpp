#include "app/window/results_control.h"

#include "widgets/jobs/job_commands.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/job_row.h"
#include "widgets/jobs/results_place.h"

namespace outcrop {

namespace {

constexpr int mostFollowed = 8; // Jobs at once: each is read by a thread of its own.
const QString columnsName = QStringLiteral("results-columns");
const QString lossName = QStringLiteral("results-loss");
const QString splitterName = QStringLiteral("results");

} // namespace

ResultsControl::ResultsControl(const Parts &parts, QObject *parent)
    : QObject(parent), m_parts(parts)
{
    ResultsPlace *const place = &parts.place;
    JobDesk *const desk = &parts.desk;
    place->setColumns(QString::fromUtf8(parts.settings.layout(columnsName))
                          .split(QLatin1Char(' '), Qt::SkipEmptyParts));
    place->setSplitterState(parts.settings.layout(splitterName));
    place->details()->setLossView(lossViewOf(QString::fromUtf8(parts.settings.layout(lossName))));
    connect(place->details(), &JobDetails::lossViewChanged, this, [this](const LossView &view) {
        m_parts.settings.setLayout(lossName, lossViewText(view).toUtf8());
    });
    connect(place, &ResultsPlace::columnsChanged, this, [this](const QStringList &keys) {
        m_parts.settings.setLayout(columnsName, keys.join(QLatin1Char(' ')).toUtf8());
    });
    connect(place, &ResultsPlace::selected, this, &ResultsControl::follow);
    const JobCommands *const commands = place->commands();
    const auto pass = [this, commands, desk](auto wish, auto order) {
        connect(commands, wish, this, [this, desk, order](const QString &uuid) {
            (desk->*order)(uuid, [this](const Result<> &result) { answer(result); });
        });
    };
    pass(&JobCommands::stopWished, &JobDesk::cancel);
    pass(&JobCommands::tryAgainWished, &JobDesk::tryAgain);
    pass(&JobCommands::runNextWished, &JobDesk::moveFirst);
    pass(&JobCommands::deleteWished, &JobDesk::remove);
    connect(commands, &JobCommands::runAgainWished, this, &ResultsControl::runAgain);

    connect(desk, &JobDesk::jobChanged, this, &ResultsControl::update);
    connect(desk, &JobDesk::queueChanged, this, &ResultsControl::foreseeQueue);
    connect(desk, &JobDesk::jobRemoved, place, &ResultsPlace::removeJob);
    for (const auto &[host, link] : desk->links()) // It may be opened long after that was told.
        place->setLink(host, link.state, link.sentence);
    connect(desk, &JobDesk::linkChanged, place, &ResultsPlace::setLink);
    connect(desk, &JobDesk::hostAnswered, place, &ResultsPlace::setSeen);
    connect(desk, &JobDesk::watchStarted, this,
            [this](const QString &uuid) { m_events[uuid].position = 0; });
    connect(desk, &JobDesk::eventsReceived, this, &ResultsControl::give);
}

void ResultsControl::setJobs(const std::vector<Job> &jobs)
{
    m_parts.place.setJobs(QVector<Job>(jobs.begin(), jobs.end()));
    for (const Job &job : jobs) {
        m_events[job.uuid].attempt = job.attempt.number;
        if (isTerminal(job.attempt.state))
            continue;
        m_open[job.uuid] = job.attempt;
        foresee(job.uuid);
    }
}

void ResultsControl::runAgain(const QString &uuid, const QString &host, bool instead)
{
    const auto answer = [this](const Result<Submitted> &again) {
        if (!again) {
            emit failed(again.error().message);
            return;
        }
        update(again->job);
        emit submitted(again->job);
    };
    m_parts.desk.runAgain(uuid, host, instead, m_parts.catalog,
                          {[this](const QString &title) { emit looking(title); },
                           [this](const QString &sentence) { emit remarked(sentence); }, answer});
}

void ResultsControl::foresee(const QString &uuid)
{
    m_parts.desk.findOutlook(uuid, [this, uuid](const Result<RunOutlook> &found) {
        if (!found) // It was deleted in the meantime.
            return;
        JobOutlook outlook;
        if (found->place) {
            outlook.place = found->place->place;
            outlook.isPaused = found->place->paused;
            outlook.isHeld = found->isHeld;
        }
        if (found->forecast)
            outlook.forecast = forecastTitle(*found->forecast);
        m_parts.place.setOutlook(uuid, outlook);
    });
}

void ResultsControl::foreseeQueue(const QString &host)
{
    for (const auto &[uuid, attempt] : m_open) {
        if (attempt.host == host && attempt.state == JobState::Queued)
            foresee(uuid);
    }
}

void ResultsControl::tellTitles(const Job &job, const Pipeline &pipeline)
{
    QHash<QString, QString> titles;
    pipeline.forEachBlock([&](BlockId, const Block &block) {
        const BlockType *const type = m_parts.catalog.find(block.type);
        titles.insert(block.id, block.title.isEmpty() && type ? type->title : block.title);
    });
    int models = 0; // What is compared comes together in one block.
    pipeline.forEachConnection([&](const Connection &connection) {
        const Block *const block = pipeline.find(connection.to.block);
        const BlockType *const type = block ? m_parts.catalog.find(block->type) : nullptr;
        models += type && type->role == BlockRole::Evaluate;
    });
    update(job);
    m_parts.place.setBlocks(job.uuid, titles, models);
}

void ResultsControl::update(const Job &job)
{
    Events &events = m_events[job.uuid];
    if (events.attempt != job.attempt.number)
        events = {job.attempt.number, 0, events.position ? std::optional(qint64(0)) : std::nullopt};
    m_parts.place.updateJob(job);
    tellHistory(job.uuid);
    const auto known = m_open.find(job.uuid);
    const bool isNew = known == m_open.end();
    const bool wasQueued = isNew || known->second.state == JobState::Queued;
    if (isTerminal(job.attempt.state))
        m_open.erase(job.uuid);
    else
        m_open[job.uuid] = job.attempt;
    if (isNew && !isTerminal(job.attempt.state))
        foresee(job.uuid);
    if (wasQueued && job.attempt.state != JobState::Queued) // The others move up.
        foreseeQueue(job.attempt.host);
}

void ResultsControl::follow(const QStringList &uuids)
{
    const QStringList shown = uuids.mid(0, mostFollowed);
    const QSet<QString> wanted(shown.begin(), shown.end());
    for (const QString &uuid : m_followed - wanted)
        m_parts.desk.unwatch(uuid);
    for (const QString &uuid : wanted - m_followed)
        m_parts.desk.watch(uuid, [this](const Result<> &result) { answer(result); });
    m_followed = wanted;
    if (uuids.size() == 1)
        tellHistory(uuids.front());
}

void ResultsControl::tellHistory(const QString &uuid)
{
    if (m_parts.place.selectedJobs() != QStringList{uuid})
        return;
    m_parts.desk.findHistory(uuid, [this, uuid](const Result<std::vector<HistoryRow>> &history) {
        if (history) // Else it was deleted in the meantime.
            m_parts.place.details()->showHistory(uuid, *history);
    });
}

// Whoever else begins to watch a job makes its events come again from their beginning. What comes
// of a watch that is older than this object begins somewhere; follow() starts another.
void ResultsControl::give(const QString &uuid, const QByteArray &bytes)
{
    Events &events = m_events[uuid];
    if (!events.position)
        return;
    const qint64 known = events.given - *events.position;
    *events.position += bytes.size();
    if (known >= bytes.size())
        return;
    events.given = *events.position;
    m_parts.place.appendEvents(uuid, bytes.mid(int(std::max<qint64>(known, 0))));
}

void ResultsControl::answer(const Result<> &result)
{
    if (!result)
        emit failed(result.error().message);
}

void ResultsControl::saveLayout()
{
    m_parts.settings.setLayout(splitterName, m_parts.place.splitterState());
}

} // namespace outcrop
