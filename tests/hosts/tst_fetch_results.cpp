#include "tests/hosts/sample_job.h"

using namespace outcrop;
using samples::SampleHost;

// HostSession::fetchResults, from a real host that may also lie.
class TestFetchResults : public QObject
{
    Q_OBJECT

private slots:
    void fetchingGoesOnWithABrokenDownloadAndRepairsIt()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("import os\nos.mkdir('training_result')\n"
                                "open('training_result/a', 'wb').write(b'a' * 100000)\n"
                                "open('training_result/b', 'wb').write(b'b' * 100000)\n",
                                &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const QString destination = host.folder.filePath(QStringLiteral("results"));
        const QString part = destination + QLatin1String(".part/training_result");
        QVERIFY(makeFolder(part));
        QVERIFY(
            saveAtomically(part + QLatin1String("/a"), QByteArray(50000, 'a'))); // right, but cut
        QVERIFY(saveAtomically(part + QLatin1String("/b"), QByteArray(50000, 'x'))); // wrong
        QVERIFY_RESULT(host.session.fetchResults(id, destination));
        QCOMPARE(readFile(destination + QLatin1String("/training_result/a")).value_or(QByteArray()),
                 QByteArray(100000, 'a'));
        QCOMPARE(readFile(destination + QLatin1String("/training_result/b")).value_or(QByteArray()),
                 QByteArray(100000, 'b'));
    }

    void aCanceledFetchLeavesNothingAtTheDestination()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("import os\nos.mkdir('training_result')\n"
                                "open('training_result/a', 'wb').write(b'a' * 1000000)\n",
                                &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const QString destination = host.folder.filePath(QStringLiteral("results"));
        Patience patience;
        const auto fetched = host.session.fetchResults(
            id, destination, {}, [&](qint64, qint64) { patience.cancel.cancel(); }, patience);
        QVERIFY(!fetched);
        QCOMPARE(fetched.error().kind, ErrorKind::Canceled);
        QVERIFY(!QFile::exists(destination));
        QVERIFY_RESULT(host.session.fetchResults(id, destination));
    }

    void aFileThatChangedAfterTheEndIsRefused()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run(
            "import os\nos.mkdir('training_result')\nopen('training_result/a', 'w').write('x')\n",
            &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        QVERIFY(saveAtomically(host.attemptFile(id, QStringLiteral("training_result/a")), "y"));
        const QString destination = host.folder.filePath(QStringLiteral("results"));
        const auto fetched = host.session.fetchResults(id, destination);
        QVERIFY(!fetched);
        QCOMPARE(fetched.error().kind, ErrorKind::Corrupt);
        QVERIFY(!QFile::exists(destination));
    }

    void resultsThatDoNotFitAreToldBeforeTheFirstByte()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("print('log')\n", &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const QString destination = host.folder.filePath(QStringLiteral("results"));
        host.replaceManifest(id, "process.log", qint64(7) << 50, sha256("log\n"));
        const auto fetched = host.session.fetchResults(id, destination, {10, qint64(1) << 60});
        QVERIFY(!fetched);
        QCOMPARE(fetched.error().kind, ErrorKind::NoSpace);
        QVERIFY(!QFile::exists(destination + QLatin1String(".part")));
    }

    void anUnfinishedAttemptHasNoResults()
    {
        SampleHost host;
        const auto fetched = host.session.fetchResults(
            {QUuid::createUuid(), 1}, host.folder.filePath(QStringLiteral("results")));
        QVERIFY(!fetched);
        QCOMPARE(fetched.error().kind, ErrorKind::NotFound);
    }

    void aPartThatIsALinkIsNotEmptied()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("print('log')\n", &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const QString victim = host.folder.filePath(QStringLiteral("victim"));
        const QString destination = host.folder.filePath(QStringLiteral("results"));
        QVERIFY(makeFolder(victim));
        QVERIFY(saveAtomically(victim + QLatin1String("/precious"), "x"));
        QVERIFY(QFile::link(victim, destination + QLatin1String(".part")));
        QVERIFY(!host.session.fetchResults(id, destination));
        QVERIFY(QFile::exists(victim + QLatin1String("/precious")));
    }

    void aLinkInThePartFolderIsNotFollowed()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("print('log')\n", &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const QString destination = host.folder.filePath(QStringLiteral("results"));
        const QString victim = host.folder.filePath(QStringLiteral("victim"));
        QVERIFY(saveAtomically(victim, "precious"));
        QVERIFY(makeFolder(destination + QLatin1String(".part")));
        QVERIFY(QFile::link(victim, destination + QLatin1String(".part/process.log")));
        QVERIFY(!host.session.fetchResults(id, destination));
        QCOMPARE(readFile(victim).value_or(QByteArray()), QByteArray("precious"));
    }

    void whatIsThereIsNotOverwrittenByResults()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("print('log')\n", &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const auto fetched = host.session.fetchResults(id, host.folder.path());
        QVERIFY(!fetched);
        QCOMPARE(fetched.error().kind, ErrorKind::Busy);
    }
};

QTEST_GUILESS_MAIN(TestFetchResults)
#include "tst_fetch_results.moc"
