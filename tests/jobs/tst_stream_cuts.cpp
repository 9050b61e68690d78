#include "core/hosts/local_shell.h"
#include "tests/jobs/sample_service.h"
#include "tests/support/soak_progress.h"

#include <QRandomGenerator>

#include <atomic>

using namespace outcrop;
using samples::SampleFolder;
using samples::SampleService;

namespace {

constexpr int longest = 600000; // ms

struct Ways
{
    std::atomic<int> cuts{0};
    std::atomic<int> most{0};
    QRandomGenerator random{13}; // The thread that reads.
};

// This computer behind a connection that breaks after some bytes of each stream, amid a frame or
// between two.
class BreakingShell : public LocalShell
{
public:
    explicit BreakingShell(std::shared_ptr<Ways> ways) : m_ways(std::move(ways)) {}

    Result<int> follow(const QByteArray &script, const ByteSink &sink,
                       const Patience &patience) override
    {
        int left = m_ways->random.bounded(6000);
        const auto breaking = [&](const QByteArray &bytes) -> Result<> {
            if (bytes.size() <= left || m_ways->cuts >= m_ways->most) {
                left -= bytes.size();
                return sink(bytes);
            }
            ++m_ways->cuts;
            if (const Result<> taken = sink(bytes.left(left)); !taken)
                return taken;
            return failure(ErrorKind::Network, QStringLiteral("The connection was cut."));
        };
        return LocalShell::follow(script, breaking, patience);
    }

private:
    std::shared_ptr<Ways> m_ways;
};

} // namespace

// What a person watches while connections break: the long share is for the soak.
class TestStreamCuts : public QObject
{
    Q_OBJECT

private slots:
    // Promise 13.
    void watcherGetsEveryByteOnceAndInOrderHoweverOftenTheConnectionBreaks()
    {
        SampleFolder folder;
        const auto ways = std::make_shared<Ways>();
        ways->most = qEnvironmentVariableIsSet("OUTCROP_SOAK") ? 500 : 25;
        JobServiceOptions options = folder.options();
        options.makeShell = [ways](const HostProfile &) {
            return std::make_unique<BreakingShell>(ways);
        };
        SampleService service(options);
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const QString uuid =
            service
                ->submit(folder.request("import time\n"
                                        "events = open(os.environ['OUTCROP_EVENTS'], 'a')\n"
                                        "n = 0\n"
                                        "while n < 10000000 and not os.path.exists('"
                                        + QFile::encodeName(gate)
                                        + "'):\n"
                                          "    for _ in range(40):\n"
                                          "        print(n)\n"
                                          "        n += 1\n"
                                          "    events.write('{\"v\":1,\"n\":%d}\\n' % n)\n"
                                          "    events.flush()\n"
                                          "    time.sleep(0.02)\n"))
                ->job.uuid;
        QVERIFY_RESULT(service->watch(uuid));
        while (ways->cuts < ways->most) {
            const int before = ways->cuts;
            QTRY_VERIFY_WITH_TIMEOUT(ways->cuts > before, longest);
            tellProgress(ways->cuts, ways->most);
        }
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, longest);

        const QByteArray log = service.logs[uuid];
        const QList<QByteArray> lines = log.split('\n');
        for (int i = 0; i + 1 < lines.size(); ++i)
            QCOMPARE(lines[i], QByteArray::number(i));
        const QString results = service.job(uuid).results;
        QCOMPARE(log, readFile(results + QStringLiteral("/process.log")).value());
        QCOMPARE(service.events[uuid], readFile(results + QStringLiteral("/events.jsonl")).value());
        qInfo("promise 13: N=%d cuts of %d lines, each of them told once and in order",
              int(ways->cuts), int(lines.size() - 1));
    }
};

QTEST_GUILESS_MAIN(TestStreamCuts)
#include "tst_stream_cuts.moc"
