#include "core/hosts/local_shell.h"
#include "core/job_store/job_flags.h"
#include "tests/jobs/sample_service.h"

#include <atomic>

using namespace outcrop;
using samples::SampleFolder;
using samples::SampleService;

namespace {

constexpr int patience = 300000;

// A host with so much room, whose clock is so many seconds ahead.
struct OddHost
{
    std::atomic<qint64> freeKib{1LL << 30}, ahead{0};
};

class OddShell : public LocalShell
{
public:
    explicit OddShell(std::shared_ptr<OddHost> host) : m_host(std::move(host)) {}

    Result<ScriptOutput> run(const QByteArray &script, const Patience &wait) override
    {
        Result<ScriptOutput> output = LocalShell::run(script, wait);
        if (!output)
            return output;
        QList<QByteArray> lines = output->body.split('\n');
        for (QByteArray &line : lines) {
            if (line.startsWith("free_kib="))
                line = "free_kib=" + QByteArray::number(m_host->freeKib);
            else if (line.startsWith("now="))
                line = "now=" + QByteArray::number(line.mid(4).toLongLong() + m_host->ahead);
            else if (line.startsWith("heartbeat=") && line.contains(' '))
                line = line.left(line.indexOf(' ') + 1)
                       + QByteArray::number(line.mid(line.indexOf(' ') + 1).toLongLong()
                                            + m_host->ahead);
        }
        output->body = lines.join('\n');
        return output;
    }

private:
    std::shared_ptr<OddHost> m_host;
};

} // namespace

// A real job on this computer, whose answers say that something is odd.
class TestOddHosts : public QObject
{
    Q_OBJECT

private slots:
    void whatALookFindsOddIsToldAndOutlastsTheProgramAndEndsNothing()
    {
        SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const auto host = std::make_shared<OddHost>();
        JobServiceOptions options = folder.options();
        options.makeShell = [host](const HostProfile &) {
            return std::make_unique<OddShell>(host);
        };
        QString uuid;
        {
            SampleService service(options);
            QMap<QString, AttemptFlags> told;
            connect(service.service.get(), &JobService::jobChanged, this,
                    [&told](const Job &job) { told[job.uuid] = job.attempt.flags; });
            uuid = service
                       ->submit(folder.request("print('one', flush=True)\nwait_for('"
                                               + QFile::encodeName(gate)
                                               + "')\nos.makedirs('training_result')\n"))
                       ->job.uuid;
            QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
            QTest::qWait(1500); // Looked at more than once; "one" is there.
            QCOMPARE(told[uuid], AttemptFlags());
            host->freeKib = 700 << 10;
            QTRY_COMPARE_WITH_TIMEOUT(told[uuid].lowDisk, std::optional(qint64(700) << 20),
                                      patience);
            host->ahead = 40 * 60; // Nothing was written for so long.
            QTRY_VERIFY_WITH_TIMEOUT(told[uuid].silence, patience);
            QVERIFY(told[uuid].skew);
            QCOMPARE(service.state(uuid), JobState::Running);
        }
        SampleService service(options);
        QCOMPARE(flagNames(service.job(uuid).attempt).join(QLatin1Char(' ')),
                 QStringLiteral("silent low_disk skew"));
        const qint64 since = service.job(uuid).attempt.flags.silence->since;
        QVERIFY_RESULT(service->driveAll());
        QSignalSpy looked(service.service.get(), &JobService::looked);
        QTRY_VERIFY_WITH_TIMEOUT(looked.count() > 3, patience);
        QCOMPARE(service.job(uuid).attempt.flags.silence->since, since);
        host->freeKib = 1LL << 30;
        QTRY_VERIFY_WITH_TIMEOUT(!service.job(uuid).attempt.flags.lowDisk, patience);
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QVERIFY(flagNames(service.job(uuid).attempt).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOddHosts)
#include "tst_odd_hosts.moc"
