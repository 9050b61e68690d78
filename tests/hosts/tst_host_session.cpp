#include "core/hosts/host_programs.h"
#include "core/hosts/preflight.h"
#include "tests/hosts/sample_job.h"

#include <QScopeGuard>

#include <signal.h>
#include <sys/stat.h>

using namespace outcrop;
using samples::SampleHost;

// What start.sh answers is changed on its way.
class GarblingShell : public LocalShell
{
public:
    explicit GarblingShell(std::function<QByteArray(QByteArray)> garble)
        : m_garble(std::move(garble))
    {
    }

    Result<ScriptOutput> run(const QByteArray &script, const Patience &patience) override
    {
        auto output = LocalShell::run(script, patience);
        if (output && script.contains("/start.sh "))
            output->body = m_garble(output->body);
        return output;
    }

private:
    std::function<QByteArray(QByteArray)> m_garble;
};

class TestHostSession : public QObject
{
    Q_OBJECT

    static void refuseAndReplace(SampleHost &host, const QString &zip, const QByteArray &wrong)
    {
        const JobFile job = host.jobFile(zip);
        const AttemptId id{job.uuid, 1};
        const QString part = host.partOf(job);
        QVERIFY_RESULT(host.session.stageJob(job, zip));
        QVERIFY(saveAtomically(part, wrong));

        const auto refused = host.session.start(id, SampleHost::startFile());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Corrupt);
        QVERIFY(!QFile::exists(part.chopped(5)));
        QVERIFY(!QFile::exists(host.attemptFile(id, {})));

        QVERIFY_RESULT(host.session.stageVerified(job, zip));
        QCOMPARE(sha256OfFile(part.chopped(5)).value_or(QByteArray()), job.packageSha256);
        QVERIFY(!QFile::exists(part));
        QVERIFY_RESULT(host.session.start(id, SampleHost::startFile()));
        QCOMPARE(host.awaitEnd(id)->exitCode, std::optional(0));
    }

private slots:
    void aJobIsStagedStartedFollowedAndFetched()
    {
        SampleHost host;
        AttemptId id;
        const auto started =
            host.run("import os\nprint('hello')\nos.makedirs('training_result/models')\n"
                     "open('training_result/models/a.bin', 'wb').write(bytes(range(256)) * 5000)\n",
                     &id);
        QVERIFY_RESULT(started);
        QVERIFY(started->state != AttemptState::NoFolder);
        QByteArray log;
        const auto ended = host.awaitEnd(id, &log);
        QVERIFY_RESULT(ended);
        QCOMPARE(ended->state, AttemptState::Exited);
        QCOMPARE(ended->exitCode, std::optional(0));
        QCOMPARE(log, QByteArray("hello\n"));

        const QString destination = host.folder.filePath(QStringLiteral("results/one"));
        qint64 lastDone = 0, total = 0;
        const auto fetched =
            host.session.fetchResults(id, destination, {}, [&](qint64 done, qint64 all) {
                lastDone = done;
                total = all;
            });
        QVERIFY_RESULT(fetched);
        QVERIFY(total > 1280000);
        QCOMPARE(lastDone, total);
        QCOMPARE(readFile(destination + QLatin1String("/process.log")).value_or(QByteArray()),
                 QByteArray("hello\n"));
        QCOMPARE(readFile(destination + QLatin1String("/training_result/models/a.bin"))->size(),
                 1280000);
        QVERIFY(!QFile::exists(destination + QLatin1String(".part")));
    }

    void startingAgainRunsNothingASecondTime()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("import os\nprint('ran', flush=True)\n", &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const auto again = host.session.start(id, SampleHost::startFile());
        QVERIFY_RESULT(again);
        QCOMPARE(again->state, AttemptState::Exited);
        QCOMPARE(host.session.read(id, Stream::Log, 0, 100).value_or(QByteArray()),
                 QByteArray("ran\n"));
    }

    void programsThatTwoInstallAtOnceAreThereOnce()
    {
        const QTemporaryDir folder;
        const QByteArray base = QFile::encodeName(folder.path());
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("runner")));
        LocalShell shell;
        // The other one is done just before this one gives its folder the name.
        const QByteArray otherIsFirst =
            "mv() { cp -R \"$1\" \"$2\" && command mv \"$1\" \"$2\"; }\n";
        const auto installed = shell.run(otherIsFirst + installScript(base), {});
        QVERIFY_RESULT(installed);
        QCOMPARE(installed->exitCode, 0);
        const QString version =
            folder.filePath(QStringLiteral("runner/") + QString::fromLatin1(hostProgramsVersion()));
        QCOMPARE(QDir(folder.filePath(QStringLiteral("runner")))
                     .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                     .size(),
                 1);
        QVERIFY(QFile::exists(version + QStringLiteral("/runner.sh")));
        QVERIFY(QDir(version).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    }

    void statusOfManyAttemptsAnswersInTheirOrder()
    {
        SampleHost host;
        AttemptId ran;
        QVERIFY_RESULT(host.run("raise SystemExit(3)\n", &ran));
        QVERIFY_RESULT(host.awaitEnd(ran));
        const AttemptId unknown{QUuid::createUuid(), 4};

        const auto status = host.session.status({unknown, ran}, true);

        QVERIFY_RESULT(status);
        QCOMPARE(status->attempts.size(), size_t(2));
        QCOMPARE(status->attempts[0].state, AttemptState::NoFolder);
        QCOMPARE(status->attempts[1].state, AttemptState::Exited);
        QCOMPARE(status->attempts[1].exitCode, std::optional(3));
        QVERIFY(status->attempts[1].endedAt >= status->attempts[1].startedAt);
        QVERIFY(status->freeBytes.value_or(0) > 0);
        QVERIFY(status->now > 1600000000);
        QCOMPARE(status->found.size(), size_t(1));
        QCOMPARE(status->found[0].job.uuid, ran.job);
        QCOMPARE(status->found[0].attempts, 1);
        QVERIFY(status->found[0].job.name.contains(QLatin1String("$(commands)")));
    }

    void followHandsOverLinesWhileTheJobStillRuns()
    {
        SampleHost host;
        AttemptId id;
        // It ends only when somebody who has read its line creates the file.
        QVERIFY_RESULT(host.run("print('ready', flush=True)\n" + SampleHost::untilGo()
                                    + "open(os.environ['OUTCROP_EVENTS'], 'a').write('{}\\n')\n",
                                &id));
        QByteArray log, events;
        bool runningWhenRead = false;
        const auto ended = host.session.follow(id, {}, [&](const StreamPart &part) {
            (part.stream == Stream::Log ? log : events) += part.bytes;
            if (log == "ready\n" && !runningWhenRead) {
                runningWhenRead = !QFile::exists(host.attemptFile(id, QStringLiteral("exit_code")));
                QVERIFY(saveAtomically(host.attemptFile(id, QStringLiteral("work/go")), {}));
            }
        });
        QVERIFY_RESULT(ended);
        QVERIFY(runningWhenRead);
        QVERIFY(events.contains("{}\n"));
    }

    void followGoesOnBehindAnOffset()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("print('0123456789')\n", &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        QByteArray rest;
        qint64 offset = -1;
        QVERIFY_RESULT(host.session.follow(id, {7, 0}, [&](const StreamPart &part) {
            if (part.stream == Stream::Log) {
                offset = part.offset;
                rest += part.bytes;
            }
        }));
        QCOMPARE(offset, 7);
        QCOMPARE(rest, QByteArray("789\n"));
    }

    void cancelEndsTheJobAndSaysSo()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("import time\nprint('up', flush=True)\ntime.sleep(600)\n", &id));
        const auto asked = host.session.cancel(id);
        QVERIFY_RESULT(asked);
        QVERIFY_RESULT(host.awaitEnd(id));
        const auto status = host.session.status({id});
        QVERIFY_RESULT(status);
        QCOMPARE(status->attempts[0].state, AttemptState::Exited);
        QVERIFY(status->attempts[0].cancelled);
        QCOMPARE(status->attempts[0].exitCode, std::optional(143));
    }

    void theJobGoesOnWhenTheOneWhoFollowsItLeaves()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("print('up', flush=True)\n" + SampleHost::untilGo(), &id));
        Patience patience;
        const auto left = host.session.follow(
            id, {}, [&](const StreamPart &) { patience.cancel.cancel(); }, patience);
        QVERIFY(!left);
        QCOMPARE(left.error().kind, ErrorKind::Canceled);
        QVERIFY(saveAtomically(host.attemptFile(id, QStringLiteral("work/go")), {}));
        const auto ended = host.awaitEnd(id);
        QVERIFY_RESULT(ended);
        QCOMPARE(ended->exitCode, std::optional(0));
    }

    void aKilledRunnerIsSeenAndItsOrphansCanBeCancelled()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("import time\nprint('up', flush=True)\ntime.sleep(600)\n", &id));
        const auto isUp = [&] {
            return host.session.read(id, Stream::Log, 0, 9) == QByteArray("up\n");
        };
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), 300000);
        const auto running = host.session.status({id});
        QVERIFY_RESULT(running);
        QCOMPARE(running->attempts[0].state, AttemptState::Alive);
        QVERIFY(running->attempts[0].pid > 1);
        QCOMPARE(::kill(pid_t(running->attempts[0].pid), SIGKILL), 0);

        const auto status = host.session.status({id});
        QVERIFY_RESULT(status);
        QCOMPARE(status->attempts[0].state, AttemptState::Orphaned);
        QVERIFY(!status->attempts[0].survivors.empty());

        const auto cancelled = host.session.cancel(id);
        QVERIFY_RESULT(cancelled);
        QCOMPARE(cancelled->state, AttemptState::Vanished);
        QVERIFY(cancelled->survivors.empty());
    }

    void aPartialUploadIsGoneOnWith()
    {
        SampleHost host;
        const QString zip = host.largePackage("print('whole')\n");
        const JobFile job = host.jobFile(zip);
        const QString part = host.partOf(job);
        QVERIFY_RESULT(host.session.prepare());
        QVERIFY(makeFolder(QFileInfo(part).path()));
        QVERIFY(saveAtomically(part, readFile(zip)->left(70000)));
        const QString whole = part.chopped(5);
        QFile held(part); // Or another file may get its number.
        QVERIFY(held.open(QIODevice::ReadOnly));
        struct stat begun
        {
        }, arrived{};
        QCOMPARE(::stat(QFile::encodeName(part).constData(), &begun), 0);

        QVERIFY_RESULT(host.session.stageJob(job, zip));
        QVERIFY_RESULT(host.session.start({job.uuid, 1}, SampleHost::startFile()));

        QCOMPARE(::stat(QFile::encodeName(whole).constData(), &arrived), 0);
        QCOMPARE(arrived.st_ino, begun.st_ino); // What was there was appended to.
        QCOMPARE(sha256OfFile(whole).value_or(QByteArray()), job.packageSha256);
        QVERIFY(!QFile::exists(part));
        QCOMPARE(host.awaitEnd({job.uuid, 1})->exitCode, std::optional(0));
    }

    void aWrongUploadIsNotStartedAndIsReplaced()
    {
        SampleHost host;
        const QString zip = host.largePackage("print('whole')\n");
        const QByteArray right = readFile(zip).value();
        for (const QByteArray &wrong :
             {right.left(70000), QByteArray(right).replace(60, 1, "\1"), right + 'x'})
            refuseAndReplace(host, zip, wrong);
    }

    void anAnswerThatCannotBeReadDoesNotMeanThatNothingWasStarted()
    {
        const QByteArray other = folderName(QUuid::createUuid());
        for (int fault = 0; fault < 3; ++fault) {
            SampleHost host;
            const QString zip = host.package("print('ran')\n");
            const JobFile job = host.jobFile(zip);
            QVERIFY_RESULT(host.session.stageJob(job, zip));
            GarblingShell shell([&](QByteArray body) {
                if (fault == 0)
                    return body.replace("state=", "state");
                return fault == 1 ? body.left(body.size() / 2)
                                  : body.replace(folderName(job.uuid), other);
            });
            HostSession session(shell, host.session.profile());
            QVERIFY_RESULT(session.prepare());
            const auto started = session.start({job.uuid, 1}, SampleHost::startFile());
            QVERIFY(!started);
            QCOMPARE(started.error().kind, ErrorKind::Io);
            QCOMPARE(host.awaitEnd({job.uuid, 1})->exitCode, std::optional(0));
        }
    }

    void aPackageThatIsNotTheAnnouncedOneIsRefused()
    {
        SampleHost host;
        for (const QString &zip :
             {host.package("print('whole')\n"), host.largePackage("print('whole')\n")}) {
            JobFile job = host.jobFile(zip);
            job.packageSha256 = sha256("something else");
            QVERIFY_RESULT(host.session.stageJob(job, zip));
            QCOMPARE(host.session.start({job.uuid, 1}, SampleHost::startFile()).error().kind,
                     ErrorKind::Corrupt);
            QCOMPARE(host.session.stageVerified(job, zip).error().kind, ErrorKind::Corrupt);
        }
    }

    void twoJobsCannotShareAFolder()
    {
        SampleHost host;
        const QString zip = host.package("print('whole')\n");
        JobFile job = host.jobFile(zip);
        QVERIFY_RESULT(host.session.stageJob(job, zip));
        QVERIFY_RESULT(host.session.stageJob(job, zip));
        job.key = QStringLiteral("another");
        const auto staged = host.session.stageJob(job, zip);
        QVERIFY(!staged);
        QCOMPARE(staged.error().kind, ErrorKind::Busy);
    }

    // Whether or not somebody has looked before.
    void aHostWhoseJobsSlurmStartsTakesNoPlainOnes()
    {
        SampleHost host;
        const QString zip = host.package("print('ran')\n");
        const JobFile before = host.jobFile(zip), after = host.jobFile(zip);
        QVERIFY_RESULT(host.session.stageJob(before, zip));
        const QString sbatch = host.folder.filePath(QStringLiteral("slurm/sbatch"));
        QVERIFY(makeFolder(QFileInfo(sbatch).path()));
        QVERIFY(saveAtomically(sbatch, "#!/bin/sh\n"));
        QVERIFY(QFile::setPermissions(sbatch, QFile::ReadOwner | QFile::ExeOwner));
        const QByteArray path = qgetenv("PATH");
        const auto restore = qScopeGuard([&] { qputenv("PATH", path); });
        qputenv("PATH", QFile::encodeName(QFileInfo(sbatch).path()) + ':' + path);

        const AttemptId id{before.uuid, 1};
        const auto started = host.session.start(id, SampleHost::startFile());
        const auto staged = host.session.stageJob(after, zip);
        QVERIFY(!started && !staged);
        for (const Error &error : {started.error(), staged.error()}) {
            QCOMPARE(error.kind, ErrorKind::Denied);
            QVERIFY2(error.message.contains(slurmStartsJobs().what), qPrintable(error.message));
            QVERIFY2(error.message.contains(slurmStartsJobs().fix), qPrintable(error.message));
        }
        QVERIFY(!QFile::exists(host.attemptFile(id, {})));
        QVERIFY(!QFile::exists(QFileInfo(host.partOf(after)).path()));

        HostProfile own = host.session.profile();
        own.id = thisComputer().id;
        HostSession here(host.shell, own);
        QVERIFY_RESULT(here.start(id, SampleHost::startFile()));
        QCOMPARE(host.awaitEnd(id)->exitCode, std::optional(0));
    }

    void aJobWithoutPackageCannotBeStarted()
    {
        SampleHost host;
        const auto started = host.session.start({QUuid::createUuid(), 1}, SampleHost::startFile());
        QVERIFY(!started);
        QCOMPARE(started.error().kind, ErrorKind::NotFound);
    }

    // The programs are found by it, wherever the host was told to keep them.
    void theFirstCallOfASessionMayBeTheStart()
    {
        SampleHost host;
        const QString zip = host.package("print('ran')\n");
        const JobFile job = host.jobFile(zip);
        QVERIFY_RESULT(host.session.stageJob(job, zip));
        const QString link = host.folder.filePath(QStringLiteral("a 'link'\nto it"));
        QVERIFY(QFile::link(QFile::decodeName(host.base()), link));
        HostProfile profile = host.session.profile();
        profile.base = QFile::encodeName(link);
        HostSession other(host.shell, profile);
        QVERIFY_RESULT(other.start({job.uuid, 1}, SampleHost::startFile()));
        QCOMPARE(host.awaitEnd({job.uuid, 1})->exitCode, std::optional(0));
    }

    void aFolderThatOthersMayWriteIsRefused()
    {
        SampleHost host;
        const QString base = QFile::decodeName(host.base());
        QVERIFY(makeFolder(base));
        QVERIFY(QFile::setPermissions(base, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                | QFile::WriteOther));
        const auto prepared = host.session.prepare();
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().kind, ErrorKind::Denied);
    }

    void controlProgramsThatWereDeletedComeBack()
    {
        SampleHost host;
        QVERIFY_RESULT(host.session.prepare());
        QVERIFY(
            QDir(QFile::decodeName(host.base()) + QLatin1String("/runner")).removeRecursively());
        QVERIFY(!host.session.status({}));
        QVERIFY_RESULT(host.session.status({}));
    }

    void aRunningJobIsNotRemovedAndAnEndedOneIs()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run(SampleHost::untilGo(), &id));
        const auto refused = host.session.remove(id.job);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Busy);
        QVERIFY_RESULT(host.session.cancel(id));
        QVERIFY_RESULT(host.awaitEnd(id));
        QVERIFY_RESULT(host.session.remove(id.job));
        QVERIFY_RESULT(host.session.remove(id.job));
        const auto status = host.session.status({id}, true);
        QVERIFY_RESULT(status);
        QCOMPARE(status->attempts[0].state, AttemptState::NoFolder);
        QVERIFY(status->found.empty());
    }
};

QTEST_GUILESS_MAIN(TestHostSession)
#include "tst_host_session.moc"
