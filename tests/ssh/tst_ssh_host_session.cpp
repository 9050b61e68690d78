#include "tests/hosts/sample_job.h"
#include "tests/ssh/ssh_server.h"

#include <atomic>
#include <thread>

using namespace outcrop;
using samples::SampleHost;
using samples::SshServer;

// What a job goes through, over a real connection.
class TestSshHostSession : public QObject
{
    Q_OBJECT

    struct FarHost
    {
        SshServer server;
        NoCredentials nobody;
        SampleHost local; // Makes packages, and knows where files are.
        SshShell shell{server.profile(), server.trust(), nobody};
        HostSession session{shell, local.session.profile()};

        Result<AttemptStatus> start(const QByteArray &script, AttemptId *id)
        {
            const QString zip = local.package(script);
            const JobFile job = local.jobFile(zip);
            *id = {job.uuid, 1};
            if (const Result<> staged = session.stageJob(job, zip); !staged)
                return failure(staged.error());
            return session.start(*id, SampleHost::startFile());
        }
    };

private slots:
    void aJobIsStagedStartedFollowedAndFetched()
    {
        FarHost host;
        AttemptId id;
        QVERIFY_RESULT(host.start(
            "import os\nprint('hello')\nos.makedirs('training_result/models')\n"
            "open('training_result/models/a.bin', 'wb').write(bytes(range(256)) * 5000)\n",
            &id));
        QByteArray log;
        const auto ended = host.session.follow(id, {}, [&log](const StreamPart &part) {
            if (part.stream == Stream::Log)
                log += part.bytes;
        });
        QVERIFY_RESULT(ended);
        QCOMPARE(ended->exitCode, std::optional(0));
        QCOMPARE(log, QByteArray("hello\n"));
        const QString destination = host.local.folder.filePath(QStringLiteral("results/one"));
        QVERIFY_RESULT(host.session.fetchResults(id, destination));
        QCOMPARE(readFile(destination + QLatin1String("/training_result/models/a.bin"))->size(),
                 1280000);
        QVERIFY(host.server.sawLogin());
    }

    void theJobOutlivesItsConnectionAndIsFoundAgain()
    {
        FarHost host;
        AttemptId id;
        QVERIFY_RESULT(host.start(
            "print('up', flush=True)\n" + SampleHost::untilGo() + "print('down')\n", &id));
        QByteArray log;
        const auto lost = host.session.follow(id, {}, [&](const StreamPart &part) {
            log += part.stream == Stream::Log ? part.bytes : QByteArray();
            host.server.cutSessions();
        });
        QVERIFY(!lost);
        QCOMPARE(lost.error().kind, ErrorKind::Network);
        const auto running = host.session.status({id});
        QVERIFY_RESULT(running);
        QCOMPARE(running->attempts[0].state, AttemptState::Alive);

        QVERIFY(saveAtomically(host.local.attemptFile(id, QStringLiteral("work/go")), {}));
        const auto ended = host.session.follow(id, {log.size(), 0}, [&log](const StreamPart &part) {
            log += part.stream == Stream::Log ? part.bytes : QByteArray();
        });
        QVERIFY_RESULT(ended);
        QCOMPARE(ended->exitCode, std::optional(0));
        QCOMPARE(log, QByteArray("up\ndown\n"));
    }

    void aCancelEndsTheJob()
    {
        FarHost host;
        AttemptId id;
        QVERIFY_RESULT(host.start("import time\ntime.sleep(600)\n", &id));
        QVERIFY_RESULT(host.session.cancel(id));
        const auto ended = host.session.follow(id, {}, [](const StreamPart &) {});
        QVERIFY_RESULT(ended);
        QCOMPARE(ended->exitCode, std::optional(143));
    }

    void aPackageWhoseUploadWasCutIsStagedWholeByTheNextTry()
    {
        FarHost host;
        QVERIFY_RESULT(host.session.prepare());
        QString zip = host.local.folder.filePath(QStringLiteral("large.zip"));
        QByteArray content(30 << 20, Qt::Uninitialized);
        for (int i = 0; i < content.size(); ++i)
            content[i] = char((unsigned(i) * 2654435761U) >> 24);
        QVERIFY(saveAtomically(zip, content));
        const JobFile job = host.local.jobFile(zip);
        const QString part = host.local.partOf(job);
        std::atomic<bool> isOver = false;
        std::thread cutter([&] {
            while (!isOver && QFileInfo(part).size() < (1 << 20))
                std::this_thread::yield();
            host.server.cutSessions();
        });
        const auto cut = host.session.stageJob(job, zip);
        isOver = true;
        cutter.join();
        QVERIFY(!cut);
        QCOMPARE(cut.error().kind, ErrorKind::Network);
        QVERIFY(QFileInfo(part).size() > 0);
        QVERIFY_RESULT(host.session.stageJob(job, zip));
        QCOMPARE(sha256OfFile(part).value_or(QByteArray()), job.packageSha256);
        QVERIFY_RESULT(host.session.stageVerified(job, zip));
        QCOMPARE(sha256OfFile(part.chopped(5)).value_or(QByteArray()), job.packageSha256);
    }
};

QTEST_GUILESS_MAIN(TestSshHostSession)
#include "tst_ssh_host_session.moc"
