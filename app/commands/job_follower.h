#pragma once

#include "app/commands/context.h"
#include "app/commands/log_writer.h"
#include "core/jobs/job_service.h"
#include "core/results/event_reader.h"

#include <QElapsedTimer>
#include <QMap>

namespace outcrop {

// What of a watched job is handed on.
enum class Show {
    Progress, // A line on stderr, rewritten in place.
    Log,      // process.log to stdout.
    Events,   // events.jsonl to stdout.
};

// Follows a job until it has ended, or until Ctrl-C lets go of it: the job goes on then.
class JobFollower : public QObject
{
    Q_OBJECT

public:
    JobFollower(Context &context, JobService &service, Show show);

    // Drives the job and blocks in the program's event loop. Returns the job as it is when it has
    // ended; Canceled if the person let go.
    Result<Job> untilEnded(const Job &job);

    // The same until a host has it, so that it goes on without this program; or until it is known
    // to wait in the queue of its host, which it does on.
    Result<Job> untilStarted(const Job &job);

private:
    Result<Job> follow(const Job &job);
    bool isDone(const Job &job) const;
    void onChanged(const Job &job);
    void onEvents(const QByteArray &bytes);
    void onTrouble(LinkState state, const QString &sentence);
    void showProgress();
    void letGo();

    Context &m_context;
    JobService &m_service;
    Show m_show;
    LogWriter m_log;
    Job m_job;
    bool m_untilStarted = false;
    bool m_letGo = false;
    std::optional<Error> m_refused; // The host lets nobody in, or is not the one it was.
    EventReader m_reader;
    QMap<QString, Progress> m_progress; // By block.
    QString m_block;                    // That reported last.
    QElapsedTimer m_timer;
};

// Of an error of a watch: where Ctrl-C let go of the job, the sentence on stderr and exit code 130;
// else the error.
Outcome answerInterrupt(const Context &context, const Error &error);

} // namespace outcrop
