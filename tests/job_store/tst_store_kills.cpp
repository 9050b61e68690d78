#include "tests/job_store/store_samples.h"
#include "tests/support/soak_progress.h"

#include <QtTest>

#include <memory>
#include <random>

using namespace outcrop;

class TestStoreKills : public QObject
{
    Q_OBJECT

private slots:
    // Measured fact M26 as a test: two writers, both killed at random, again and again on one file.
    void killedWritersLoseNothingThatWasAcknowledged()
    {
        const int rounds = 6 * std::max(1, qEnvironmentVariableIntValue("OUTCROP_SOAK"));
        const QTemporaryDir folder;
        std::mt19937 random(20260102);
        QMap<QString, int> acknowledged;
        for (int round = 0; round < rounds; ++round) {
            const auto one = start(folder.path(), QStringLiteral("a%1-").arg(round));
            const auto two = start(folder.path(), QStringLiteral("b%1-").arg(round));
            // Each after some of its own acknowledgements: that is a condition, not a time.
            const int lines = 1 + int(random() % 120);
            QByteArray first, second;
            QTRY_VERIFY_WITH_TIMEOUT((first += one->readAllStandardOutput(),
                                      second += two->readAllStandardOutput(),
                                      first.count('\n') + second.count('\n') >= lines),
                                     300000);
            one->kill();
            two->kill();
            QVERIFY(one->waitForFinished(-1) && two->waitForFinished(-1));
            first += one->readAllStandardOutput();
            second += two->readAllStandardOutput();
            for (const QByteArray &line : (first + second).split('\n')) {
                const QList<QByteArray> words = line.split(' ');
                if (words.size() == 2)
                    acknowledged[QString::fromLatin1(words[0])] = words[1].toInt();
            }
            verify(folder.path(), acknowledged);
            tellProgress(round + 1, rounds);
        }
        QVERIFY(acknowledged.size() > rounds);
        qInfo("promise 35: N=%d kills of two writers, %d acknowledged jobs, none lost, none halved",
              2 * rounds, int(acknowledged.size()));
    }

private:
    static std::unique_ptr<QProcess> start(const QString &folder, const QString &name)
    {
        auto writer = std::make_unique<QProcess>();
        writer->start(QStringLiteral(STORE_WRITER), {folder, name});
        return writer;
    }

    static void verify(const QString &folder, const QMap<QString, int> &acknowledged)
    {
        const auto store = samples::open(folder);
        QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().message));
        for (auto job = acknowledged.begin(); job != acknowledged.end(); ++job) {
            const auto found = store->findJob(job.key());
            QVERIFY2(found.has_value(), qPrintable(job.key()));
            QVERIFY(int(found->attempt.state) >= job.value());
        }
        const auto jobs = store->listJobs().value();
        for (const Job &job : jobs)
            QCOMPARE(int(store->events(job.uuid)->size()), 1 + int(job.attempt.state));
    }
};

QTEST_GUILESS_MAIN(TestStoreKills)
#include "tst_store_kills.moc"
