#pragma once

#include "core/hosts/attempt_status.h"
#include "core/hosts/environment.h"
#include "core/hosts/follow_frames.h"
#include "core/hosts/host_profile.h"
#include "core/hosts/job_files.h"
#include "core/hosts/remote_shell.h"
#include "core/hosts/result_manifest.h"

#include <functional>
#include <vector>

namespace outcrop {

class ResultFolder;

// What can be done with jobs on one host: the protocol of PROTOCOL.md over a RemoteShell. Blocking;
// every call may be repeated after a failure or a crash, and a repeated one changes nothing that is
// done already. ErrorKind::Io: also an answer that cannot be read, which like Network says nothing
// of what was done. Denied by stageJob(), stageVerified() and start(): Slurm starts the jobs of
// that host, as judge() says; nothing was sent or started. One thread at a time.
class HostSession
{
public:
    // `shell` is borrowed and must outlive the session.
    HostSession(RemoteShell &shell, HostProfile profile);

    const HostProfile &profile() const { return m_profile; }

    // Creates BASE and uploads the control programs once a version. The calls below do it
    // themselves when needed, most of them without a round trip of its own; calling it first tells
    // early that a host is unfit (ErrorKind::Denied: BASE is open to others).
    Result<> prepare(const Patience &patience = {});

    // The job's folder with job.json and the package, whose hash start() has the host verify. Goes
    // on with a partial upload. NoSpace: told before the first byte; Busy: job.json there is
    // another job's.
    Result<> stageJob(const JobFile &job, const QString &package, const Patience &patience = {});

    // The same after start() has found a wrong package: takes more calls, since the host verifies
    // it at once, and wants all of it again if need be. Corrupt: it does not arrive whole.
    Result<> stageVerified(const JobFile &job, const QString &package,
                           const Patience &patience = {});

    // Starts an attempt at most once, however often it is called; waits up to 5 s for its runner.
    // Returns what the host sees then: Alive or Exited; Unclaimed or Claiming if it is slow.
    // Corrupt, only if the host says so: the package there is not, or not all of, the one of
    // job.json, and nothing was started; NotFound: not staged.
    Result<AttemptStatus> start(const AttemptId &attempt, const StartFile &start,
                                const Patience &patience = {});

    // All attempts in one run; with `findJobs` also every job folder of the host.
    Result<HostStatus> status(const std::vector<AttemptId> &attempts, bool findJobs = false,
                              const Patience &patience = {});

    struct Offsets
    {
        qint64 log = 0;
        qint64 events = 0;
    };
    // Hands over what the two files have behind the offsets and what is appended, within 250 ms,
    // until the attempt has ended and all is handed over. Returns the state then (with exit code;
    // sizes and times are not filled in).
    Result<AttemptStatus> follow(const AttemptId &attempt, Offsets from,
                                 const FollowFrames::Sink &sink, const Patience &patience = {});

    // Asks the runner to end the job: TERM, 10 s later KILL, all its processes. Orphaned: does so
    // itself. Returns what it found. Unclaimed: it will end at once, as cancelled, when it is
    // started.
    Result<AttemptStatus> cancel(const AttemptId &attempt, const Patience &patience = {});

    // Of an attempt whose runner died: has what it left listed, so that fetchResults() finds it.
    // Returns what it found; nothing happens to an attempt that may still run.
    Result<AttemptStatus> salvage(const AttemptId &attempt, const Patience &patience = {});

    // Downloads the package of a job, verified against `sha256`, to `path`, which appears whole or
    // not at all.
    Result<> fetchPackage(const QUuid &job, const QByteArray &sha256, const QString &path,
                          const Patience &patience = {});

    // Bytes of process.log or events.jsonl; none if the file is not there yet.
    Result<QByteArray> read(const AttemptId &attempt, Stream stream, qint64 offset, qint64 count,
                            const Patience &patience = {});

    using Progress = std::function<void(qint64 done, qint64 total)>; // bytes
    // Downloads what the manifest names. `destination` must not exist; it appears whole, verified
    // and on disk, or not at all: a broken download lies in `destination`.part and is gone on with.
    // Returns the entries. NotFound: no manifest (the attempt has not ended, or never ran);
    // NoSpace: told before the first byte; Denied: over the limits; Corrupt: the manifest is
    // hostile, or a file differs from it twice.
    Result<std::vector<ManifestEntry>> fetchResults(const AttemptId &attempt,
                                                    const QString &destination,
                                                    const ManifestLimits &limits = {},
                                                    const Progress &progress = {},
                                                    const Patience &patience = {});

    // A line for a shell there, whichever it is: opens one in the working folder of an attempt,
    // with its Python in front, and keeps the folder for as long. InvalidInput: BASE cannot be
    // written in such a line.
    Result<QByteArray> loginCommand(const AttemptId &attempt, const Patience &patience = {});

    // The environments that jobs have built there, by key.
    Result<std::vector<Environment>> environments(const Patience &patience = {});
    // Busy: a job that may run uses it. NotFound: there is none.
    Result<> removeEnvironment(const QByteArray &key, const Patience &patience = {});

    // Deletes the job's folder on the host. Busy: an attempt of it still runs. Not there: fine.
    Result<> remove(const QUuid &job, const Patience &patience = {});

private:
    struct Answer
    {
        QByteArray body, nonce;
    };
    struct Transfer
    {
        QByteArray source; // the attempt's folder
        qint64 done = 0, total = 0;
        Progress progress;
    };

    Result<> settle(const QByteArray &said, const Patience &patience);
    Result<Answer> ask(const char *program, const QByteArray &arguments, const QByteArray &input,
                       const Patience &patience);
    Result<AttemptStatus> askAboutOne(const char *program, const AttemptId &attempt,
                                      const QByteArray &input, const Patience &patience,
                                      const QByteArray &place = {});
    Result<bool> offerJob(const JobFile &job, const QString &package, const char *how,
                          const Patience &patience);
    Result<bool> sendJob(const JobFile &job, const QString &package, const char *how,
                         const Patience &patience);
    Result<std::vector<ManifestEntry>>
    fetchManifest(const QByteArray &folder, const ManifestLimits &limits, const Patience &patience);
    Result<> fetchEntry(ResultFolder &folder, const ManifestEntry &entry, Transfer &transfer,
                        const Patience &patience);
    QByteArray place() const;
    QByteArray jobFolder(const QUuid &job) const;
    QByteArray attemptFolder(const AttemptId &attempt) const;

    RemoteShell &m_shell;
    HostProfile m_profile;
    QByteArray m_base;     // absolute, once prepared
    QByteArray m_programs; // BASE/runner/<sha256>
};

} // namespace outcrop
