#include "tests/jobs/faulty_host.h"
#include "tests/jobs/sample_service.h"
#include "tests/support/soak_progress.h"

#include <cmath>

using namespace outcrop;
using samples::FaultyHost;
using samples::FaultyShell;
using samples::SampleFolder;
using samples::SampleService;

namespace {

constexpr int patience = 900000;
constexpr quint32 seed = 20260102;
constexpr int hostCount = 3, jobsAtOnce = 3;
constexpr int firstRetry = 20; // ms, as in sampleOptions().

enum class Kind { Short, Long, Failing, Endless };

struct Submission
{
    Kind kind;
    bool cancelled = false; // Somebody asked for its end.
};

// The clock of the hosts runs four times as fast: what is believed after 30 s of theirs takes 8.
void makeFastClock(const QString &folder)
{
    const QString program = folder + QStringLiteral("/bin/date");
    const QByteArray begun = QByteArray::number(QDateTime::currentSecsSinceEpoch());
    QVERIFY_RESULT(makeFolder(folder + QStringLiteral("/bin")));
    QVERIFY_RESULT(saveAtomically(program, "#!/bin/sh\n"
                                           "[ \"$*\" = +%s ] || exec /bin/date \"$@\"\n"
                                           "echo $((("
                                               + QByteArray("$(/bin/date +%s) - ") + begun
                                               + ") * 4 + " + begun + "))\n"));
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
    qputenv("PATH", QFile::encodeName(folder) + "/bin:" + qgetenv("PATH"));
}

QByteArray scriptOf(Kind kind, int number)
{
    const QByteArray name = QByteArray::number(number);
    QByteArray script = "mark('begin " + name
                        + "')\n"
                          "import time\n"
                          "os.makedirs('training_result')\n"
                          "open('training_result/name', 'w').write('"
                        + name + "')\n";
    if (kind == Kind::Long)
        script += "time.sleep(4)\n";
    if (kind == Kind::Endless)
        script += "time.sleep(3600)\n";
    return script + (kind == Kind::Failing ? "sys.exit(3)\n" : "mark('end " + name + "')\n");
}

} // namespace

// A day with three hosts, in some minutes: connections are cut before and after what they asked
// for, hosts stand still, cannot be reached, are started anew, their processes are killed, and the
// program itself ends and starts again. What is so on the hosts at its end is the truth.
class TestJobDay : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("OUTCROP_GRACE", "1"); }

    void dayOfFaultsLosesNoJobDoublesNoneAndGetsEveryEndRight()
    {
        const int count = qEnvironmentVariableIsSet("OUTCROP_SOAK") ? 200 : 12;
        makeFastClock(m_folder.folder.path());
        for (int i = 0; i < hostCount; ++i)
            m_hosts.push_back(std::make_shared<FaultyHost>(
                m_folder.folder.filePath(QStringLiteral("host%1").arg(i)), seed + quint32(i)));
        startProgram();
        int submitted = 0;
        // Each kind of fault at least once, whatever the dice say.
        for (int step = 0; submitted < count || step < 24; ++step) {
            if (submitted < count)
                submit(submitted++);
            disturb(step < 24 ? step : int(m_random() % 24));
            QTest::qWait(count > 50 ? 400 : 150);
            tellProgress(submitted, count);
        }
        for (const auto &host : m_hosts)
            endOutage(*host);
        cancelEndless();
        QTRY_VERIFY_WITH_TIMEOUT(allEnded(), patience);
        checkEnds();
        qInfo("promise 44: N=%d jobs over %d hosts in a day of faults (seed %u: %d reboots, %d "
              "kills, %d outages, %d freezes, %d cuts, %d starts of the program): none lost, none "
              "doubled, every end right",
              count, hostCount, seed, m_reboots, m_kills, m_outages, m_freezes, cuts(), m_starts);
        qInfo("promise 40: N=%d refused connections in %d outages, each within its bound",
              m_refused, m_outages);
    }

private:
    FaultyHost &anyHost() { return *m_hosts[m_random() % m_hosts.size()]; }

    void startProgram()
    {
        m_service.reset();
        JobServiceOptions options = m_folder.options();
        const HostProfile sample = options.hosts[0];
        options.hosts.clear();
        std::map<QString, std::shared_ptr<FaultyHost>> byId;
        for (size_t i = 0; i < m_hosts.size(); ++i) {
            HostProfile profile = sample;
            profile.id = profile.title = QStringLiteral("host%1").arg(i);
            profile.base = QFile::encodeName(m_hosts[i]->base);
            profile.jobs = jobsAtOnce;
            options.hosts.push_back(profile);
            byId[profile.id] = m_hosts[i];
        }
        options.makeShell = [byId](const HostProfile &profile) {
            return std::make_unique<FaultyShell>(byId.at(profile.id));
        };
        m_service = std::make_unique<SampleService>(options);
        QVERIFY_RESULT((*m_service)->driveAll());
        ++m_starts;
        for (auto &[host, outage] : m_running)
            ++outage.programs;
    }

    void submit(int number)
    {
        const Kind kind = number % 6 == 5   ? Kind::Endless
                          : number % 6 == 3 ? Kind::Failing
                          : number % 2 == 0 ? Kind::Long
                                            : Kind::Short;
        SubmitRequest request = m_folder.request(scriptOf(kind, number), QString::number(number));
        request.host = QStringLiteral("host%1").arg(m_random() % hostCount);
        request.name = QString::number(number);
        const auto submitted = (*m_service)->submit(request);
        QVERIFY_RESULT(submitted);
        if (m_random() % 4 == 0)
            QVERIFY((*m_service)->submit(request)->alreadySubmitted); // A double click.
        m_jobs[submitted->job.uuid] = {kind};
    }

    void disturb(int what)
    {
        FaultyHost &host = anyHost();
        switch (what) {
        case 2:
        case 13:
            beginOutage(host);
            break;
        case 6:
        case 17:
            for (const auto &each : m_hosts)
                endOutage(*each);
            break;
        case 4:
        case 15:
            m_freezes += host.isFrozen.exchange(true) ? 0 : 1;
            break;
        case 5:
        case 16:
            for (const auto &each : m_hosts)
                each->isFrozen = false;
            break;
        case 8:
            m_kills += host.killOne(false, m_random()) ? 1 : 0;
            break;
        case 9:
            m_kills += host.killOne(true, m_random()) ? 1 : 0;
            break;
        case 11:
            host.isFrozen = false; // Whoever waits for it holds its lock.
            host.reboot(++m_reboots);
            break;
        case 12:
        case 19:
            startProgram();
            break;
        case 20:
            cancelAny();
            break;
        default:
            break;
        }
    }

    struct Outage
    {
        QElapsedTimer since;
        int programs = 1; // That found it, one after the other.
    };

    void beginOutage(FaultyHost &host)
    {
        if (host.isDown.exchange(true))
            return;
        ++m_outages;
        host.refused = 0;
        m_running[&host].since.start();
    }

    // Waits twice as long each: the number grows with the logarithm of the time.
    void endOutage(FaultyHost &host)
    {
        if (!host.isDown)
            return;
        const Outage outage = m_running[&host];
        m_running.erase(&host);
        const double waits = std::log2(1.0 + double(outage.since.elapsed()) / firstRetry);
        const int bound = outage.programs * (int(waits) + 2);
        QVERIFY2(
            host.refused <= bound,
            qPrintable(QStringLiteral("%1 connections, %2 allowed").arg(host.refused).arg(bound)));
        m_refused += host.refused;
        host.isDown = host.isFrozen = false;
        // A person who looks.
        (*m_service)->lookNow(QFileInfo(host.base).fileName());
    }

    void cancel(const QString &uuid)
    {
        m_jobs[uuid].cancelled = true;
        QVERIFY_RESULT((*m_service)->cancel(uuid));
    }
    void cancelAny()
    {
        auto at = m_jobs.begin();
        std::advance(at, int(m_random() % quint32(m_jobs.size())));
        cancel(at.key());
    }
    void cancelEndless()
    {
        for (auto job = m_jobs.begin(); job != m_jobs.end(); ++job) {
            if (job->kind == Kind::Endless)
                cancel(job.key());
        }
    }

    bool allEnded() const
    {
        const auto open = (*m_service)->store().listJobs({{}, true});
        return open && open->empty();
    }

    void checkEnds()
    {
        const auto jobs = (*m_service)->store().listJobs();
        QVERIFY_RESULT(jobs);
        QCOMPARE(int(jobs->size()), m_jobs.size());
        QMap<QByteArray, int> begun, ended;
        for (const QByteArray &mark : m_folder.runs())
            ++(mark.startsWith("begin ") ? begun : ended)[mark.split(' ').last()];
        for (const Job &job : *jobs) {
            const QByteArray name = job.name.toLatin1();
            const QByteArray told =
                qPrintable(QStringLiteral("job %1: %2 (%3)")
                               .arg(job.name, stateName(job.attempt.state), job.attempt.reason));
            QVERIFY2(m_jobs.contains(job.uuid), told.constData());
            QVERIFY2(begun[name] <= 1, told.constData()); // Never twice.
            checkEnd(job, begun[name], ended[name], told);
        }
    }

    // Against what its host says.
    void checkEnd(const Job &job, int begun, int ended, const QByteArray &told)
    {
        const Submission &submission = m_jobs[job.uuid];
        const QString attempt = QStringLiteral("%1/%2/jobs/%3/a/%4/")
                                    .arg(m_folder.folder.path(), job.attempt.host, job.uuid)
                                    .arg(job.attempt.number);
        const auto code = readFile(attempt + QStringLiteral("exit_code"), 4096);
        const bool cancelled = QFile::exists(attempt + QStringLiteral("cancelled"));
        JobState expected = JobState::Lost;
        if (code)
            expected = cancelled                ? JobState::Cancelled
                       : code->trimmed() == "0" ? JobState::Succeeded
                                                : JobState::Failed;
        else if (submission.cancelled) // It was not sent yet, or gone when it was asked to end.
            expected = job.attempt.state == JobState::Lost ? JobState::Lost : JobState::Cancelled;
        QVERIFY2(job.attempt.state == expected, told.constData());
        if (code)
            QVERIFY2(job.attempt.exitCode == code->trimmed().toInt(), told.constData());
        if (job.attempt.state == JobState::Succeeded) {
            QVERIFY2(begun == 1 && ended == 1 && submission.kind != Kind::Failing,
                     told.constData());
            QCOMPARE(readFile(job.results + QStringLiteral("/training_result/name")).value(),
                     job.name.toLatin1());
        }
        if (job.attempt.state == JobState::Cancelled)
            QVERIFY2(submission.cancelled, told.constData());
        if (job.attempt.state == JobState::Lost)
            QVERIFY2(m_reboots + m_kills > 0, told.constData());
    }

    int cuts() const
    {
        int all = 0;
        for (const auto &host : m_hosts)
            all += host->cuts;
        return all;
    }

    SampleFolder m_folder;
    std::vector<std::shared_ptr<FaultyHost>> m_hosts;
    std::unique_ptr<SampleService> m_service;
    QMap<QString, Submission> m_jobs;
    std::map<FaultyHost *, Outage> m_running;
    std::mt19937 m_random{seed};
    int m_reboots = 0, m_kills = 0, m_outages = 0, m_freezes = 0, m_starts = 0, m_refused = 0;
};

QTEST_GUILESS_MAIN(TestJobDay)
#include "tst_job_day.moc"
