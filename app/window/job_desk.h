#pragma once

#include "app/window/prepared_run.h"
#include "core/async/worker.h"
#include "core/base/cancel_token.h"
#include "core/job_store/history.h"
#include "core/jobs/job_service.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QVector>

#include <functional>
#include <map>

namespace outcrop {

// Who hears what becomes of a wish, in the order of these.
struct RunHearing
{
    std::function<void(const QString &host)> looking;    // The title of a host that is looked at.
    std::function<void(const QString &sentence)> remark; // It is odd, and runs all the same.
    std::function<void(const Result<Submitted> &submitted)> answer;
    std::function<void()> trying = {}; // Before all that, if the wish is to be tried first.
};

// What lies before a job that has not ended.
struct RunOutlook
{
    std::optional<QueuePlace> place;
    std::optional<Forecast> forecast;
    bool isHeld = false; // It is not known how many jobs may run where it waits: none is sent.
};

// The jobs of this computer as the window sees them: everything that JobService does, in a thread
// of its own. Answers and signals come to this object's thread. An answer that fails is a sentence
// for a person.
class JobDesk : public QObject
{
    Q_OBJECT

public:
    template<class T>
    using Answer = std::function<void(const Result<T> &)>;

    // `cache`: Folders::cache.
    explicit JobDesk(const JobServiceOptions &options, QString cache, QObject *parent = nullptr);
    ~JobDesk() override; // Jobs run on.

    QString cacheFolder() const { return m_cache; }

    // See JobService.
    void setHosts(const std::vector<HostProfile> &hosts, const MakeShell &makeShell,
                  const HostWays &ways);
    void lookNow(const QString &host);

    // What linkChanged() told last of each host, by id.
    struct Link
    {
        LinkState state = LinkState::Ok;
        QString sentence;
    };
    const std::map<QString, Link> &links() const { return m_links; }

    // All jobs, oldest first, and from now on every unfinished one is driven: jobChanged() tells.
    void begin(const Answer<std::vector<Job>> &answer);
    void list(const Answer<std::vector<Job>> &answer);

    // Packs the pipeline and submits it, after a look at where it is to run: see lookBefore(). A
    // host that is known not to answer is not waited for.
    void run(const RunWish &wish, const Catalog &catalog, const RunHearing &hearing);
    // Packs the pipeline, and submits nothing: see smokeRun(). NotFound: it cannot be tried here,
    // which says nothing against it.
    void tryOut(const RunWish &wish, const Catalog &catalog, const Answer<SmokeRun> &answer);
    // Submits a package that somebody packed, after the same look. `folder`: where it lies until
    // then, if in one of its own.
    void runPackage(const SubmitRequest &request, const std::shared_ptr<QTemporaryDir> &folder,
                    const RunHearing &hearing);
    // The pipeline that a job was made from, as it was frozen with the click.
    void findPipeline(const Job &job, const Answer<Pipeline> &answer);

    // Submits the very package of a job again, after the same look. Empty: the same host.
    // `instead`: in its place, see JobService::rerun().
    void runAgain(const QString &uuid, const QString &host, bool instead, const Catalog &catalog,
                  const RunHearing &hearing);
    // See JobService.
    void moveFirst(const QString &uuid, const Answer<void> &answer);
    void findOutlook(const QString &uuid, const Answer<RunOutlook> &answer);
    void findHistory(const QString &uuid, const Answer<std::vector<HistoryRow>> &answer);
    void findQueue(const QString &host, const Answer<HostQueue> &answer);
    void setQueuePaused(const QString &host, bool paused, const Answer<void> &answer);

    // See JobService. The host is asked beside everything else.
    void findUnknown(const QString &host, const Answer<std::vector<FoundJob>> &answer);
    // One that cannot be taken does not keep the others out; problem() says why. An error: none
    // could.
    void import(const QString &host, const std::vector<FoundJob> &found,
                const Answer<std::vector<Job>> &answer);

    void cancel(const QString &uuid, const Answer<void> &answer);
    void tryAgain(const QString &uuid, const Answer<void> &answer);
    void remove(const QString &uuid, const Answer<void> &answer);

    // Hands over log and events from their beginning, and what is appended; each who watches says
    // when it no longer does. As there is one stream of a job, it begins anew for all of them:
    // watchStarted() tells.
    void watch(const QString &uuid, const Answer<void> &answer);
    void unwatch(const QString &uuid);

signals:
    void jobChanged(const outcrop::Job &job);
    void jobRemoved(const QString &uuid);
    // By a person here, or in how many may leave it; jobChanged() when a job leaves.
    void queueChanged(const QString &host);
    void watchStarted(const QString &uuid);
    void logReceived(const QString &uuid, const QByteArray &bytes);
    void eventsReceived(const QString &uuid, const QByteArray &bytes);
    void streamsEnded(const QString &uuid);
    void lookedBefore(const QString &host); // A host, before a submit.
    void linkChanged(const QString &host, outcrop::LinkState state, const QString &sentence);
    void hostAnswered(const QString &host); // See JobService, as is
    void hostSilent(const QString &host, const QDateTime &nextTry);
    void problem(const QString &sentence);

private:
    // What lives in the thread.
    struct Session
    {
        Session(const JobServiceOptions &options, JobDesk *desk);
        Result<std::unique_ptr<JobService>> service;
    };

    // `work` is given the service; its Result goes to `answer`.
    template<class T, class Work>
    void ask(Work work, const Answer<T> &answer);

    // `work` is given a store of its own and a session with the host, in another thread.
    template<class T, class Work>
    void askHost(const QString &host, Work work, const Answer<T> &answer);

    void useShells(const MakeShell &makeShell);
    std::optional<TrialHost> trialHost(const QString &id) const;
    int jobsAtOnce(const QString &host) const; // HostProfile::jobs; 0 also of one that is gone.
    void tryPacked(const PreparedRun &prepared, const std::optional<TrialHost> &elsewhere,
                   const Answer<SmokeRun> &answer);
    void lookOnceTried(const PreparedRun &prepared, const RunHearing &hearing);
    Error heldBack(const Error &error, const QString &host) const;
    int remember(const CancelToken &cancel);
    void look(const PreparedRun &prepared, const RunHearing &hearing);
    void submit(const PreparedRun &prepared, const RunHearing &hearing);

    const StoreOptions m_store;
    const QString m_cache;
    CancelToken m_closing;
    std::vector<HostProfile> m_hosts;
    MakeShell m_makeShell;
    QSet<QString> m_unreached; // Hosts that jobs wait for.
    std::map<QString, Link> m_links;
    std::map<int, CancelToken> m_looks; // And smoke runs, by number.
    const std::shared_ptr<RecentLooks> m_recentLooks = std::make_shared<RecentLooks>();
    QThreadPool m_pool;                // Of those who wait for a host.
    std::map<QString, int> m_watchers; // How many watch a job.
    Worker<Session> m_worker;
};

} // namespace outcrop
