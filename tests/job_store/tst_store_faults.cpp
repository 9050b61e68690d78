#include "tests/job_store/fault_vfs.h"
#include "tests/job_store/store_samples.h"
#include "tests/support/soak_progress.h"

#include <QtTest>

#include <array>

using namespace outcrop;

namespace {

constexpr std::array life{JobState::Staging, JobState::Staged, JobState::Submitting,
                          JobState::Running, JobState::Succeeded};

// What was acknowledged: per job the number of steps of `life`.
struct Acknowledged
{
    QMap<QString, int> jobs;
    QString attempted; // The job of the call that failed; empty if none did.
};

// Two jobs through their life; stops at the first call that fails.
Acknowledged live(const QString &folder, Journal journal)
{
    Acknowledged done;
    auto store = JobStore::open({folder, journal, {}});
    if (!store)
        return done;
    for (const char *key : {"a", "b"}) {
        const NewJob job = samples::job(QString::fromLatin1(key));
        done.attempted = job.uuid;
        const auto inserted = store->insertJob(job);
        if (!inserted)
            return done;
        done.jobs[job.uuid] = 0;
        Attempt attempt = inserted->attempt;
        for (const JobState state : life) {
            const Attempt next = samples::moved(attempt, state);
            if (!store->record(attempt, next))
                return done;
            ++done.jobs[job.uuid];
            attempt = next;
        }
    }
    done.attempted.clear();
    return done;
}

// The faults are ours, so that the disk need not be one: in memory a sync costs nothing.
QString folderInMemory()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath())
           + QStringLiteral("/outcrop-XXXXXX");
}

int stepsOf(JobState state)
{
    const auto at = std::find(life.begin(), life.end(), state);
    return at == life.end() ? 0 : int(at - life.begin()) + 1;
}

} // namespace

Q_DECLARE_METATYPE(faultvfs::Fault)
Q_DECLARE_METATYPE(Journal)

class TestStoreFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { faultvfs::install(); }

    void failedWriteLosesNothingThatWasAcknowledged_data()
    {
        QTest::addColumn<faultvfs::Fault>("fault");
        QTest::addColumn<Journal>("journal");
        QTest::newRow("write error, write-ahead")
            << faultvfs::Fault::WriteError << Journal::WriteAhead;
        QTest::newRow("write error, rollback") << faultvfs::Fault::WriteError << Journal::Rollback;
        QTest::newRow("full disk, write-ahead") << faultvfs::Fault::DiskFull << Journal::WriteAhead;
        QTest::newRow("full disk, rollback") << faultvfs::Fault::DiskFull << Journal::Rollback;
        QTest::newRow("power cut, write-ahead") << faultvfs::Fault::PowerCut << Journal::WriteAhead;
        QTest::newRow("power cut, rollback") << faultvfs::Fault::PowerCut << Journal::Rollback;
    }
    // The n-th write fails, for n = 1 until none does; every fifth of them unless it is the soak
    // test.
    void failedWriteLosesNothingThatWasAcknowledged()
    {
        QFETCH(faultvfs::Fault, fault);
        QFETCH(Journal, journal);
        const int soak = qEnvironmentVariableIntValue("OUTCROP_SOAK");
        const int rounds = std::max(1, soak), stride = soak > 0 ? 1 : 5;
        int faults = 0;
        for (int round = 0; round < rounds; ++round) {
            for (int n = 1 + int(fault) % stride;; n += stride) {
                const QTemporaryDir folder(folderInMemory());
                faultvfs::plan(n, fault);
                const Acknowledged done = live(folder.path(), journal);
                const bool struck = faultvfs::hasStruck();
                faultvfs::plan(0, fault);
                if (fault == faultvfs::Fault::PowerCut)
                    faultvfs::cutPower(quint32(n + 1000 * round));
                verify(folder.path(), journal, done);
                if (QTest::currentTestFailed())
                    qFatal("at write %d", n);
                if (!struck)
                    break;
                ++faults;
            }
            tellProgress(round + 1, rounds);
        }
        QVERIFY(faults > 30);
        qInfo("promise 35: N=%d %s, nothing acknowledged was lost", faults,
              QTest::currentDataTag());
    }

    void fullDiskIsNamed()
    {
        const QTemporaryDir folder;
        auto store = samples::open(folder.path());
        faultvfs::plan(1, faultvfs::Fault::DiskFull);
        const auto inserted = store->insertJob(samples::job(QStringLiteral("k")));
        faultvfs::plan(0, faultvfs::Fault::DiskFull);
        QVERIFY(!inserted);
        QCOMPARE(inserted.error().kind, ErrorKind::NoSpace);
        QVERIFY(
            store->insertJob(samples::job(QStringLiteral("k")))); // As soon as there is room again.
    }

private:
    // The store opens, all that was acknowledged is in it, what was not is whole or absent, and
    // work goes on.
    static void verify(const QString &folder, Journal journal, const Acknowledged &done)
    {
        auto store = JobStore::open({folder, journal, {}});
        QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().message));
        const auto jobs = store->listJobs();
        QVERIFY(jobs);
        for (auto job = done.jobs.begin(); job != done.jobs.end(); ++job) {
            const auto found = store->findJob(job.key());
            QVERIFY(found);
            const int steps = stepsOf(found->attempt.state);
            const int beyond = job.key() == done.attempted ? 1 : 0;
            QVERIFY(steps >= job.value() && steps <= job.value() + beyond);
            QCOMPARE(int(store->events(job.key())->size()), 1 + steps);
        }
        for (const Job &job : *jobs)
            QVERIFY(done.jobs.contains(job.uuid) || job.uuid == done.attempted);
        QVERIFY(store->insertJob(samples::job(QStringLiteral("next"))));
    }
};

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_store_faults.moc"
