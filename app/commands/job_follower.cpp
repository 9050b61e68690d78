#include "app/commands/job_follower.h"

#include "app/commands/interrupt.h"
#include "app/commands/job_output.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QTimer>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobFollower)
};

QString goesOn(const Job &job)
{
    return (isBeforeStart(job.attempt.state)
                ? Tr::tr("%1 has not been started yet. To go on with it: outcrop jobs wait %1")
                : Tr::tr("%1 runs on without Outcrop. To follow it again: outcrop jobs wait %1"))
        .arg(job.title);
}

// "scale of logistic, fold 3: 12 ms"
QString finishedLine(const BlockFinished &finished)
{
    const Subject &subject = finished.subject;
    QString line = plainLine(subject.block);
    if (!subject.model.isEmpty() && subject.model != subject.block)
        line = Tr::tr("%1 of %2").arg(line, plainLine(subject.model));
    if (subject.fold)
        line = Tr::tr("%1, fold %2").arg(line).arg(*subject.fold);
    return Tr::tr("%1: %2").arg(line, formatDuration(finished.seconds));
}

} // namespace

JobFollower::JobFollower(Context &context, JobService &service, Show show)
    : m_context(context), m_service(service), m_show(show), m_log(context.terminal)
{
    connect(&service, &JobService::jobChanged, this, &JobFollower::onChanged);
    connect(&service, &JobService::eventsReceived, this,
            [this](const QString &uuid, const QByteArray &bytes) {
                if (uuid == m_job.uuid)
                    onEvents(bytes);
            });
    connect(&service, &JobService::logReceived, this,
            [this](const QString &uuid, const QByteArray &bytes) {
                if (uuid == m_job.uuid && m_show == Show::Log)
                    m_log.write(bytes);
            });
    connect(&service, &JobService::problem, this,
            [this](const QString &sentence) { m_context.terminal.message(sentence); });
    connect(&service, &JobService::linkChanged, this,
            [this](const QString &host, LinkState state, const QString &sentence) {
                if (host == m_job.attempt.host && state != LinkState::Ok)
                    onTrouble(state, sentence);
            });
}

Result<Job> JobFollower::untilEnded(const Job &job)
{
    return follow(job);
}

Result<Job> JobFollower::untilStarted(const Job &job)
{
    m_untilStarted = true;
    return follow(job);
}

Result<Job> JobFollower::follow(const Job &job)
{
    m_job = job;
    if (isDone(job) && m_show == Show::Progress)
        return job;
    Interrupt interrupt;
    connect(&interrupt, &Interrupt::requested, this, &JobFollower::letGo);
    QTimer tick;
    connect(&tick, &QTimer::timeout, this, &JobFollower::showProgress);
    tick.start(500);
    m_timer.start();

    // The last state never comes before the last byte; of a job that had ended before, only the
    // bytes come.
    const auto quitIfDone = [this] {
        if (isDone(m_job))
            QCoreApplication::quit();
    };
    connect(&m_service, &JobService::streamsEnded, &tick, quitIfDone);
    connect(&m_service, &JobService::jobChanged, &tick, quitIfDone);

    // As far as it goes for now is the queue.
    if (m_untilStarted)
        connect(&m_service, &JobService::looked, &tick, [this](const QString &host, bool) {
            if (host == m_job.attempt.host && m_job.attempt.state == JobState::Queued)
                QCoreApplication::quit();
        });

    const Result<> driven = m_service.drive(job.uuid);
    if (!driven)
        return failure(driven.error());
    if (!m_untilStarted) {
        const Result<> watched = m_service.watch(job.uuid);
        if (!watched)
            return failure(watched.error());
    }
    QCoreApplication::exec();
    m_context.terminal.progress({});
    m_log.finish();
    if (m_refused)
        return failure(m_refused->kind, m_refused->message + QLatin1Char(' ') + goesOn(m_job));
    if (m_letGo)
        return failure(ErrorKind::Canceled, goesOn(m_job));
    return m_job;
}

bool JobFollower::isDone(const Job &job) const
{
    const JobState state = job.attempt.state;
    if (isTerminal(state) || state == JobState::Attention)
        return true;
    return m_untilStarted && !isBeforeStart(state) && state != JobState::Submitting;
}

void JobFollower::onChanged(const Job &job)
{
    if (job.uuid != m_job.uuid)
        return;
    if (job.attempt.state != m_job.attempt.state)
        m_context.terminal.detail(tr("%1: %2").arg(job.title, stateTitle(job.attempt.state)));
    m_job = job;
}

// Nobody can be asked for more than they were: to wait would be for ever.
void JobFollower::onTrouble(LinkState state, const QString &sentence)
{
    if (state == LinkState::NeedsLogin)
        m_refused = Error{ErrorKind::NeedsLogin, sentence};
    else if (state == LinkState::HostKeyProblem)
        m_refused = Error{ErrorKind::HostKey, sentence};
    else
        m_context.terminal.message(sentence);
    if (m_refused)
        QCoreApplication::quit();
}

void JobFollower::onEvents(const QByteArray &bytes)
{
    if (m_show == Show::Events)
        m_context.terminal.data(bytes);
    if (m_show != Show::Progress)
        return;
    for (const Event &event : m_reader.feed(bytes)) {
        if (const auto *progress = event.as<Progress>()) {
            m_progress.insert(progress->block, *progress);
            m_block = progress->block;
        } else if (const auto *finished = event.as<BlockFinished>()) {
            m_context.terminal.detail(finishedLine(*finished), 2);
        } else if (const auto *failed = event.as<BlockFailed>()) {
            m_context.terminal.message(tr("%1 failed: %2")
                                           .arg(failed->subject.model.isEmpty()
                                                    ? failed->subject.block
                                                    : failed->subject.model,
                                                plainLine(failed->error)));
        }
    }
    showProgress();
}

void JobFollower::showProgress()
{
    if (m_show != Show::Progress || isDone(m_job))
        return;
    const auto place = m_service.store().placeOf(m_job.uuid);
    QStringList parts{m_job.title, stateWords(m_job, place.value_or(std::nullopt))};
    if (!m_block.isEmpty()) {
        const Progress progress = m_progress.value(m_block);
        parts << tr("%1 %2/%3 %4")
                     .arg(m_block)
                     .arg(progress.done)
                     .arg(progress.total)
                     .arg(progress.unit);
    }
    parts << formatDuration(double(m_timer.elapsed()) / 1000);
    m_context.terminal.progress(parts.join(QStringLiteral(" · ")));
}

void JobFollower::letGo()
{
    m_letGo = true;
    QCoreApplication::quit();
}

Outcome answerInterrupt(const Context &context, const Error &error)
{
    if (error.kind != ErrorKind::Canceled)
        return failure(error);
    context.terminal.message(error.message);
    return ExitCode::Interrupted;
}

} // namespace outcrop
