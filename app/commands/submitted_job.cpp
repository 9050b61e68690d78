#include "app/commands/submitted_job.h"

#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/run_job.h"
#include "core/base/text.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SubmitCommand)
};

// Whoever loses the connection, or the program, knows what to ask for.
void printSubmitted(const Terminal &terminal, const Submitted &submitted)
{
    if (terminal.isJson()) {
        QJsonObject object = jobToJson(submitted.job);
        object.insert(QStringLiteral("already_submitted"), submitted.alreadySubmitted);
        terminal.object(object);
        return;
    }
    terminal.line(submitted.job.uuid);
    terminal.message(submitted.alreadySubmitted
                         ? Tr::tr("%1 is already submitted.").arg(submitted.job.title)
                         : Tr::tr("%1 · %2 · on %3")
                               .arg(submitted.job.title, plainLine(submitted.job.name),
                                    hostTitle(submitted.job.attempt.host)));
}

// Nobody sends it when its turn has come but an Outcrop that runs.
void printWaiting(const Terminal &terminal, const JobStore &store, const Job &job)
{
    if (const auto place = store.placeOf(job.uuid); place && *place)
        terminal.message(Tr::tr("%1 waits on %3: %2. It is sent in its turn while Outcrop's window "
                                "is open, or outcrop jobs wait %1 runs.")
                             .arg(job.title, placeWords(**place), hostTitle(job.attempt.host)));
}

} // namespace

Outcome leaveToHost(Context &context, JobService &service, const Submitted &submitted, bool wait)
{
    printSubmitted(context.terminal, submitted);
    JobFollower watch(context, service, Show::Progress);
    const auto job = wait ? watch.untilEnded(submitted.job) : watch.untilStarted(submitted.job);
    if (!job)
        return answerInterrupt(context, job.error());
    if (job->attempt.state == JobState::Queued)
        printWaiting(context.terminal, service.store(), *job);
    if (!isTerminal(job->attempt.state) && job->attempt.state != JobState::Attention)
        return ExitCode::Ok;
    const Result<> succeeded = requireSuccess(*job);
    if (!succeeded)
        context.terminal.message(succeeded.error().message);
    else if (wait)
        context.terminal.message((job->pipeline.isEmpty()
                                      ? Tr::tr("%1 succeeded. Its files: outcrop jobs fetch %1")
                                      : Tr::tr("%1 succeeded. To see it: outcrop results show %1"))
                                     .arg(job->title));
    return exitCodeFor(job->attempt.state);
}

} // namespace outcrop
