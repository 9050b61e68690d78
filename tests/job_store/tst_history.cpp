#include "core/job_store/history.h"
#include "core/job_store/job_store.h"
#include "tests/job_store/store_samples.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

JobEvent told(int second, const char *kind, const QJsonObject &data, int attempt = 1)
{
    JobEvent line;
    line.at = QDateTime::fromSecsSinceEpoch(1'800'000'000 + second, Qt::UTC);
    line.kind = QString::fromLatin1(kind);
    line.data = data;
    line.attempt = attempt;
    return line;
}

QJsonObject state(const char *from, const char *to, const char *found = "", const char *why = "")
{
    QJsonObject data{{QStringLiteral("from"), QLatin1String(from)},
                     {QStringLiteral("to"), QLatin1String(to)}};
    if (*found)
        data[QStringLiteral("host")] = QLatin1String(found);
    if (*why)
        data[QStringLiteral("reason")] = QString::fromUtf8(why);
    return data;
}

// "reason ×count: message" of each.
QStringList shown(const std::vector<HistoryRow> &rows)
{
    QStringList lines;
    for (const HistoryRow &row : rows)
        lines << QStringLiteral("%1 ×%2: %3").arg(row.reason).arg(row.count).arg(row.message);
    return lines;
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void whatSaysTheSameInARowIsOneRowWithItsFirstAndLastTime()
    {
        const auto rows = historyOf({
            told(0, "state", state("SUBMITTING", "RUNNING", "ALIVE")),
            told(10, "state", state("RUNNING", "RUNNING", "VANISHED")),
            told(25, "state", state("RUNNING", "RUNNING", "VANISHED")),
            told(40, "state", state("RUNNING", "RUNNING", "VANISHED")),
            told(50, "state", state("RUNNING", "RUNNING", "ALIVE")),
            told(60, "state", state("RUNNING", "RUNNING", "VANISHED")),
        });
        QCOMPARE(
            shown(rows),
            QStringList({
                QStringLiteral("Running ×1: "),
                QStringLiteral("Running ×3: Its processes were not seen; it is looked at again."),
                QStringLiteral("Running ×1: It was seen running."),
                QStringLiteral("Running ×1: Its processes were not seen; it is looked at again."),
            }));
        QCOMPARE(rows[1].first, told(10, "", {}).at);
        QCOMPARE(rows[1].last, told(40, "", {}).at);
    }

    void attemptsAreNotPutTogether()
    {
        const QJsonObject queued{{QStringLiteral("to"), QStringLiteral("QUEUED")}};
        const auto rows = historyOf({told(0, "state", queued, 1), told(1, "state", queued, 2)});
        QCOMPARE(int(rows.size()), 2);
        QCOMPARE(rows[1].attempt, 2);
    }

    void everyKindHasWords()
    {
        const auto rows = historyOf({
            told(0, "state", state("COLLECTING", "FAILED", "", "ValueError:\nno")),
            told(1, "tried again",
                 {{QStringLiteral("after"), 1},
                  {QStringLiteral("which_was"), QStringLiteral("FAILED")}}),
            told(2, "restarted",
                 {{QStringLiteral("after"), 2},
                  {QStringLiteral("host"), QStringLiteral("lab")},
                  {QStringLiteral("because"), QStringLiteral("It was killed.")}}),
            told(3, "rerun",
                 {{QStringLiteral("of"), QStringLiteral("11111111-0000-4000")},
                  {QStringLiteral("which_was"), QStringLiteral("SUCCEEDED")}}),
            told(4, "flags", {{QStringLiteral("flags"), QJsonArray{QStringLiteral("silent")}}}),
            told(5, "flags", {{QStringLiteral("flags"), QJsonArray{}}}),
            told(6, "rerun",
                 {{QStringLiteral("of"), QStringLiteral("11111111-0000-4000")},
                  {QStringLiteral("which_was"), QStringLiteral("RUNNING")},
                  {QStringLiteral("instead"), true}}),
            told(7, "another succeeded", {{QStringLiteral("job"), QStringLiteral("22222222-0")}}),
            told(8, "still running", {}),
            told(9, "no longer running", {}),
            told(10, "of a later Outcrop", {}),
        });
        QCOMPARE(
            shown(rows),
            QStringList({
                QStringLiteral("Failed ×1: ValueError: no"),
                QStringLiteral("Tried again ×1: By a person, after attempt 1: Failed."),
                QStringLiteral("Restarted ×1: By itself on lab, after attempt 2: It was killed."),
                QStringLiteral("Run again ×1: The same as job 11111111: Succeeded."),
                QStringLiteral("Noticed ×1: It lives, but writes nothing any more."),
                QStringLiteral("Noticed ×1: Nothing is odd any more."),
                QStringLiteral("Run elsewhere ×1: In place of job 11111111: Running."),
                QStringLiteral("Not needed ×1: Job 22222222, of which it is the same, has "
                               "succeeded."),
                QStringLiteral("Still runs ×1: On its host, although it has ended here."),
                QStringLiteral("Runs no more ×1: What still ran on its host is gone."),
                QStringLiteral("of a later Outcrop ×1: "),
            }));
    }

    void theHistoryOfARealJobReadsWell()
    {
        const QTemporaryDir folder;
        JobStore store = JobStore::open({folder.path(), Journal::ByFileSystem, {}}).value();
        const Attempt queued = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        const Attempt staging = samples::moved(queued, JobState::Staging);
        QVERIFY(store.record(queued, staging));
        QVERIFY(store.record(staging, samples::moved(staging, JobState::Staged)));
        const auto rows = historyOf(store.events(queued.job).value());
        QCOMPARE(shown(rows),
                 QStringList({QStringLiteral("Queued ×1: "), QStringLiteral("Uploading ×1: "),
                              QStringLiteral("Uploaded ×1: ")}));
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
