#include "tests/jobs/sample_service.h"
#include "tests/support/soak_progress.h"

#include <deque>
#include <memory>

using namespace outcrop;
using samples::SampleFolder;

namespace {

constexpr int patience = 600000;
constexpr size_t atOnce = 3;

int rounds()
{
    return std::max(1, qEnvironmentVariableIntValue("OUTCROP_SOAK"));
}

// Runs until the file `gate` is there, and marks each of its runs.
QByteArray gated(const QString &gate)
{
    return "mark('ran')\nwait_for('" + QFile::encodeName(gate)
           + "')\nos.makedirs('training_result')\n"
             "open('training_result/report.json', 'w').write('{}')\n";
}

struct Killed
{
    const char *point;
    bool cancels;
    bool gateOpen; // Before the first client starts, else after its death.
    JobState end;
    bool isLarge = false; // The package is uploaded, and verified by the start.
};

// Every point at which something is stored or was done.
const std::vector<Killed> &points()
{
    constexpr auto S = JobState::Succeeded, C = JobState::Cancelled;
    static const std::vector<Killed> all{
        {"did freeze", false, true, S},         {"before QUEUED", false, true, S},
        {"after QUEUED", false, true, S},       {"before STAGING", false, true, S},
        {"after STAGING", false, true, S},      {"did stage", false, true, S},
        {"before STAGED", false, true, S},      {"after STAGED", false, true, S},
        {"before SUBMITTING", false, true, S},  {"after SUBMITTING", false, true, S},
        {"did start", false, false, S},         {"before RUNNING", false, false, S},
        {"after RUNNING", false, false, S},     {"before EXITED", false, true, S},
        {"after EXITED", false, true, S},       {"before COLLECTING", false, true, S},
        {"after COLLECTING", false, true, S},   {"did collect", false, true, S},
        {"before SUCCEEDED", false, true, S},   {"after SUCCEEDED", false, true, S},
        {"before CANCELLING", true, false, C},  {"after CANCELLING", true, false, C},
        {"did cancel", true, false, C},         {"before CANCELLED", true, false, C},
        {"after CANCELLED", true, false, C},    {"after STAGING", false, true, S, true},
        {"did stage", false, true, S, true},    {"before STAGED", false, true, S, true},
        {"after STAGED", false, true, S, true}, {"after SUBMITTING", false, true, S, true},
        {"did start", false, false, S, true},   {"before RUNNING", false, false, S, true},
    };
    return all;
}

// One job whose first client dies at a point and whose second takes it to its end.
struct Case
{
    explicit Case(const Killed &k) : killed(k)
    {
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        package = folder.package(gated(gate), killed.isLarge ? 300 << 10 : 0);
        if (killed.gateOpen)
            openGate();
        start(first, {QStringLiteral("--die-at"), QString::fromLatin1(killed.point)});
    }

    void openGate() const
    {
        [[maybe_unused]] const Result<> saved =
            saveAtomically(folder.folder.filePath(QStringLiteral("gate")), {});
    }

    void start(QProcess &client, QStringList more)
    {
        if (killed.cancels)
            more << QStringLiteral("--cancel");
        client.start(QStringLiteral(JOB_CLIENT),
                     QStringList{folder.folder.path(), package, QStringLiteral("key")} + more);
    }

    // What is wrong with it now that both have ended; empty if nothing is.
    QString check()
    {
        if (first.exitStatus() != QProcess::CrashExit)
            return QStringLiteral("the first client never came there: ")
                   + QString::fromUtf8(first.readAllStandardError());
        const QList<QByteArray> words = second.readAllStandardOutput().trimmed().split(' ');
        if (words.value(1) != stateName(killed.end).toLatin1())
            return QStringLiteral("it ended as %1: %2")
                .arg(QString::fromUtf8(words.join(' ')),
                     QString::fromUtf8(second.readAllStandardError()));
        // A job that is cancelled may have been so before it could say that it ran.
        const int runs = folder.markCount(), least = killed.cancels ? 0 : 1;
        if (runs > 1 || runs < least)
            return QStringLiteral("it ran %1 times").arg(runs);
        const auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const auto jobs = store->listJobs();
        if (jobs->size() != 1 || jobs->front().uuid.toLatin1() != words[0])
            return QStringLiteral("the store has %1 jobs").arg(jobs->size());
        const QString results = jobs->front().results;
        if (killed.end == JobState::Succeeded
            && readFile(results + QStringLiteral("/training_result/report.json"))
                       .value_or(QByteArray())
                   != "{}")
            return QStringLiteral("its results are not there");
        return {};
    }

    Killed killed;
    SampleFolder folder;
    QString package;
    QProcess first, second;
    bool resumed = false;
};

} // namespace

class TestJobKills : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("OUTCROP_GRACE", "1"); }

    // Promise 3: whatever was stored or done last, a sudden end loses nothing and doubles nothing.
    void clientKilledAtAnyStepLosesNothingAndDoublesNothing()
    {
        std::deque<Killed> waiting;
        for (int round = 0; round < rounds(); ++round)
            waiting.insert(waiting.end(), points().begin(), points().end());
        const size_t all = waiting.size();
        std::vector<std::unique_ptr<Case>> running;
        size_t done = 0;
        QStringList wrong;
        const auto turn = [&] {
            while (running.size() < atOnce && !waiting.empty()) {
                running.push_back(std::make_unique<Case>(waiting.front()));
                waiting.pop_front();
            }
            for (auto at = running.begin(); at != running.end();) {
                Case &one = **at;
                if (!one.resumed && one.first.state() == QProcess::NotRunning) {
                    one.resumed = true;
                    if (!one.killed.cancels)
                        one.openGate();
                    one.start(one.second, {});
                } else if (one.resumed && one.second.state() == QProcess::NotRunning) {
                    const QString finding = one.check();
                    if (!finding.isEmpty())
                        wrong << QStringLiteral("%1: %2").arg(QString::fromLatin1(one.killed.point),
                                                              finding);
                    at = running.erase(at);
                    tellProgress(int(++done), int(all));
                    continue;
                }
                ++at;
            }
            return done == all || !wrong.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(turn(), patience * rounds());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
        qInfo("promise 3: N=%d kills at %d points, nothing lost, nothing doubled", int(done),
              int(points().size()));
    }

    // Promise 2: many clients submit one key at the same moment.
    void manyClientsOfOneKeyRunOneJob()
    {
        constexpr int clients = 25;
        const int races = rounds() > 1 ? 30 : 3;
        for (int race = 0; race < races; ++race) {
            SampleFolder folder;
            const QString gate = folder.folder.filePath(QStringLiteral("gate"));
            QVERIFY_RESULT(saveAtomically(gate, {}));
            const QString package = folder.package(gated(gate));
            std::vector<std::unique_ptr<QProcess>> all;
            for (int i = 0; i < clients; ++i) {
                all.push_back(std::make_unique<QProcess>());
                all.back()->start(QStringLiteral(JOB_CLIENT),
                                  {folder.folder.path(), package, QStringLiteral("key")});
            }
            QSet<QByteArray> answers;
            for (const auto &client : all) {
                QVERIFY(client->waitForFinished(patience));
                QVERIFY2(client->exitCode() == 0, client->readAllStandardError().constData());
                answers << client->readAllStandardOutput().trimmed();
            }
            QCOMPARE(answers.size(), 1);
            QVERIFY2(answers.begin()->endsWith(" SUCCEEDED"), answers.begin()->constData());
            QCOMPARE(folder.markCount(), 1);
            tellProgress(race + 1, races);
        }
        qInfo("promise 2: N=%d x %d clients of one key, one run each", races, clients);
    }
};

QTEST_GUILESS_MAIN(TestJobKills)
#include "tst_job_kills.moc"
