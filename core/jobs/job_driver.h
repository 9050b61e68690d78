#pragma once

#include "core/jobs/advance.h"
#include "core/jobs/fault_point.h"
#include "core/jobs/host_link.h"
#include "core/jobs/poll_times.h"

#include <QSet>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace outcrop {

// What a driver tells while it works, in its own thread.
struct DriverReports
{
    std::function<void(const Job &)> jobChanged;
    std::function<void(const QString &uuid, qint64 done, qint64 total)> collected;
    // Also with the first answer, whatever it is.
    std::function<void(LinkState, const QString &sentence)> linkChanged;
    // After each call: it was answered (nullopt), or it was not, and this long after it the host is
    // asked again.
    std::function<void(std::optional<std::chrono::milliseconds> untilRetry)> asked = [](auto) {};
    std::function<void(const QString &sentence)> problem;
};

struct DriverSetup
{
    QString dataFolder;
    HostProfile host;
    std::vector<HostProfile> standIns; // standInsFor() the host.
    MakeShell makeShell;
    PollTimes times;
    FaultPoint fault;
    DriverReports reports;
    std::function<std::chrono::steady_clock::time_point()> now; // Empty: the clock itself.
};

// Which jobs a turn is about.
struct DriverTask
{
    bool all = false;
    QSet<QString> jobs;    // If not all.
    QSet<QString> watched; // Those somebody waits for.
    bool lookNow = false;  // Something has happened on the host.
};

// Drives the jobs of one host from wherever they are: the loop of "store what is intended, do it,
// store what came of it" around advance(). Blocking; lives in one thread with a connection to the
// store of its own.
class JobDriver
{
public:
    using Clock = std::chrono::steady_clock;

    explicit JobDriver(DriverSetup setup);
    ~JobDriver(); // Gives the leases back.

    JobDriver(const JobDriver &) = delete;
    JobDriver &operator=(const JobDriver &) = delete;

    // From the next turn on so many jobs of the host run at once, 0: any number; and on these hosts
    // goes on what dies with it.
    void setAround(int jobsAtOnce, std::vector<HostProfile> standIns);

    // Takes every job as far as it goes without waiting, with at most one look at the host. Returns
    // how long nothing will happen by itself; nullopt if none of the jobs has anything to go.
    // The token ends it early; the jobs are none the worse for it.
    std::optional<std::chrono::milliseconds> turn(const DriverTask &task,
                                                  const CancelToken &cancel);

private:
    Clock::time_point now() const { return m_setup.now ? m_setup.now() : Clock::now(); }
    Result<> open();
    bool takeLease(const Job &job);
    bool movesQueue(const DriverTask &task, const std::vector<Job> &jobs) const;
    void drive(Job job, Observation seen);
    bool store(Job &job, const Step &step);
    Result<bool> write(const Job &job, const Step &step);
    bool mayStartAgain(const Job &job, const Step &step) const;
    Result<> startAgain(const Job &job, const Attempt &lost);
    QString goesOnOn(const Job &job) const;
    bool readAgain(Job &job);
    void look(bool watched);
    void noteFlags(const Job &job, const AttemptStatus &status, const HostStatus &host);
    void helpOther(const Job &job);
    bool askForEnd(const Attempt &attempt);
    std::vector<GivenUp> givenUp() const;
    void seeGivenUp(const GivenUp &ended, const AttemptStatus &there);

    bool isWaitingForHost() const;
    static AttemptId idOf(const Attempt &attempt);

    // In job_effects.cpp: what is done on the host.
    // What the host answered; nullopt: nothing that is known now, the next look will tell.
    std::optional<Observation> perform(const Job &job, Effect effect);
    Result<Observation> stage(const Job &job);
    Result<std::optional<Observation>> start(const Job &job);
    Result<Observation> collect(const Job &job);
    Result<Observation> lookForResults(const Job &job, const Error &missing);

    void answered(const Error *error);
    void report(const Job &job);
    void reportEnded(const DriverTask &task, const std::vector<Job> &unfinished);
    void say(const Error &error) const;
    void fault(const QString &point) const;
    Patience patience() const;

    DriverSetup m_setup;
    LeaseOwner m_owner = makeLeaseOwner();
    std::unique_ptr<HostLink> m_host;

    std::map<QString, Clock::time_point> m_leased; // When each lease was last renewed.
    std::map<QString, Attempt> m_reported;         // What was last told.
    std::map<QString, Silence> m_growth;           // By attempt, of those that are looked at.
    QSet<QString> m_toLook;
    QSet<QString> m_cancelTold; // Attempts whose host was told that their end is wanted: by key.
    QSet<QString> m_toVerify;   // Jobs whose package arrived wrong: its next arrival is looked at.
    std::vector<CollectedFile> m_fetched; // By the last Collect.
    CancelToken m_cancel;                 // Of the turn in progress.
    Clock::time_point m_nextLook{};
    bool m_waits = false;            // A job of this turn, for its turn.
    bool m_endsRest = false;         // The end of something that runs after its end is wanted.
    int m_looks = 0;                 // Without anything new.
    int m_failures = 0;              // In a row.
    std::optional<LinkState> m_link; // Once it is known.
};

} // namespace outcrop
