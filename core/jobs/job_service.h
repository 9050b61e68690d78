#pragma once

#include "core/base/result.h"
#include "core/hosts/attempt_status.h"
#include "core/hosts/follow_frames.h"
#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"
#include "core/job_store/job_store.h"
#include "core/jobs/fault_point.h"
#include "core/jobs/forecast.h"
#include "core/jobs/make_shell.h"
#include "core/jobs/poll_times.h"
#include "core/jobs/submit_job.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace outcrop {

class HostLane;
class JobWatch;

struct JobServiceOptions
{
    QString dataFolder; // Folders::data
    std::vector<HostProfile> hosts{thisComputer()};
    MakeShell makeShell; // Empty: LocalShell.
    PollTimes times;
    FaultPoint fault;
};

// Jobs from the click to the results. Each host has a thread that drives its jobs: what is to
// happen is in the store before it happens and what has happened afterwards, so that the program
// may end at any moment; the next one goes on from there. Of several programs one drives a job, by
// its lease; the others see the store.
//
// Lives in a thread with an event loop. Calls that return a Result block for some milliseconds
// (submit: as long as copying the package takes); signals come from the event loop.
class JobService : public QObject
{
    Q_OBJECT

public:
    static Result<std::unique_ptr<JobService>> open(const JobServiceOptions &options);

    // Stops driving; jobs run on. Bounded: work in progress is cancelled.
    ~JobService() override;

    // From now on these are the hosts, and this is how they are reached. Where a profile or a way
    // is another one than before, what is done there is broken off, which is bounded and does no
    // harm, and goes on in the new way; the connections to all other hosts stay, also where only
    // HostProfile::jobs is another. The jobs of a host that is gone wait until it is there again.
    void setHosts(const std::vector<HostProfile> &hosts, const MakeShell &makeShell,
                  const HostWays &ways);

    // Does not wait with the next call to a host that did not answer, or let nobody in.
    void lookNow(const QString &host);

    // Jobs, attempts, history: listJobs(), findJob(), events() …
    const JobStore &store() const { return m_store; }

    // Freezes the package and puts the job into the store; nothing is sent before that. Then drives
    // it. The same key twice gives the same job with `alreadySubmitted`. NotFound: no such host.
    // InvalidInput: no package.
    Result<Submitted> submit(const SubmitRequest &request);

    // Goes on with a job, or with all unfinished ones, from wherever they are, until they are
    // terminal; with the latter, also with those that another Outcrop adds from now on, of which
    // jobChanged() tells.
    Result<> drive(const QString &uuid);
    Result<> driveAll();

    // Asks for the end of a job, whoever drives it. Not sent yet: it is Cancelled at once. Ended,
    // and yet seen to run (JobStore::stillRuns): what runs is ended, and its state stays.
    Result<> cancel(const QString &uuid);

    // Attention: goes on from where it was held. Ended: attempt n+1, on `host` if one is named:
    // the end is certain, so no two of them ever run. InvalidInput where there is nothing to try
    // again, or a job that may still run would go to another host.
    Result<> tryAgain(const QString &uuid, const QString &host = {});

    // How long it will take: the median of earlier runs on its host, if there were any.
    Result<std::optional<Forecast>> forecast(const QString &uuid) const;

    // A new job with the very package of `uuid`, its name and its limits: the pipeline file need
    // not be there any more. Empty: the same host, a new key. As submit() otherwise.
    // `instead`: in its place, as it may run where nobody can look; the first of both that succeeds
    // ends the other. InvalidInput: it has ended, or would run on the very host it waits for.
    Result<Submitted> rerun(const QString &uuid, const QString &host = {}, const QString &key = {},
                            bool instead = false);

    // The queue of a host: the jobs in state Queued, in order. A host whose profile has a limit
    // (HostProfile::jobs) is sent no more at once; the others wait. Kept in the store, so that
    // every Outcrop sees one queue; it moves while any of them drives a job that waits in it.
    // queueChanged() tells of changes made by this object; jobChanged() when a job leaves.
    Result<HostQueue> queue(const QString &host) const;
    // From now on no waiting job is sent to the host; those that are there run on. NotFound: no
    // such host.
    Result<> pauseQueue(const QString &host);
    Result<> resumeQueue(const QString &host);
    // Busy: the job does not wait any more. InvalidInput: they wait for different hosts.
    Result<> moveFirst(const QString &uuid);
    Result<> moveBefore(const QString &uuid, const QString &other);

    // Jobs that ran on a host and that the store does not know. Blocks for a round trip.
    Result<std::vector<FoundJob>> findUnknown(const QString &host);
    // Takes such a job into the store and drives it from wherever it is. Blocks until its package
    // is here.
    Result<Job> import(const QString &host, const FoundJob &found);

    // Forgets an ended job and its files here; `alsoOnHost` also its folder there, if there still
    // is such a host. Busy: it has not ended.
    Result<> remove(const QString &uuid, bool alsoOnHost);

    // Hands over log and events from these offsets on, first what is there, then what is appended,
    // within 250 ms. May be called before the job runs, and after its end. streamsEnded() comes
    // when all of an ended attempt is handed over; the signal of its terminal state never comes
    // before that.
    Result<> watch(const QString &uuid, qint64 logOffset = 0, qint64 eventsOffset = 0);
    void unwatch(const QString &uuid);

    // What is there now: of the collected copy, or of the host. Blocks for a round trip.
    Result<QByteArray> read(const QString &uuid, Stream stream, qint64 offset, qint64 count);

signals:
    void jobChanged(const outcrop::Job &job);
    void jobRemoved(const QString &uuid); // From the store; here or by another Outcrop.
    void logReceived(const QString &uuid, const QByteArray &bytes);
    void eventsReceived(const QString &uuid, const QByteArray &bytes);
    void streamsEnded(const QString &uuid);
    // Bytes of the results while a job is Collecting.
    void collected(const QString &uuid, qint64 done, qint64 total);
    // A link problem never changes the state of a job. What a host that was never asked is like, is
    // told with its first answer.
    void linkChanged(const QString &host, outcrop::LinkState state, const QString &sentence);
    // Each call to a host: it was answered, just now; or it was not, and the host is asked again by
    // itself at `nextTry` (UTC).
    void hostAnswered(const QString &host);
    void hostSilent(const QString &host, const QDateTime &nextTry);
    // All jobs of the host that are driven have come as far as they go for now; or it did not
    // answer.
    void looked(const QString &host, bool answered);
    void queueChanged(const QString &host);
    void problem(const QString &sentence);

private:
    JobService(JobServiceOptions options, JobStore store);

    Result<HostProfile> profileOf(const QString &host) const;
    HostProfile profileFor(const Job &job) const;
    HostLane &laneOf(const HostProfile &host);
    Result<> wake(const Job &job);
    void goOnElsewhere(const Job &job);
    void wakeAlternatives(const Job &succeeded);
    Result<> setPaused(const QString &host, bool paused);
    Result<> move(const QString &uuid, const QString &other);
    void followOthers();
    void tell(const Job &job);
    void endStreams(const QString &uuid);

    JobServiceOptions m_options;
    HostWays m_ways;
    JobStore m_store;
    bool m_drivesAll = false;
    QTimer m_followOthers;
    int m_seenVersion = 0;              // Of the store.
    std::map<QString, JobHead> m_known; // By job, those that were told of; once all are driven.
    std::map<QString, std::unique_ptr<HostLane>> m_lanes;   // By host.
    std::map<QString, std::unique_ptr<JobWatch>> m_watches; // By job.
    std::map<QString, bool> m_answering;                    // By host: those that were heard of.
    std::map<QString, Job> m_held; // Ended, but not told before the last of their streams.
};

} // namespace outcrop

Q_DECLARE_METATYPE(outcrop::Job)
Q_DECLARE_METATYPE(outcrop::LinkState)
