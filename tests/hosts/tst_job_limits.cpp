#include "core/hosts/job_limits.h"

#include <QtTest>

using namespace outcrop;

class TestJobLimits : public QObject
{
    Q_OBJECT

private slots:
    void timesAndSizesAreReadAsTheyAreSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<qint64>("bytes");
        const auto row = [](const char *text, qint64 seconds, qint64 bytes) {
            QTest::newRow(text) << QString::fromLatin1(text) << seconds << bytes;
        };
        row("90s", 90, 0);
        row("45m", 2700, qint64(45) << 20);
        row("2h", 7200, 0);
        row("1.5h", 5400, 0);
        row("3d", 259200, 0);
        row("100000000", 0, 100000768); // Whole KiB.
        row("4G", 0, qint64(4) << 30);
        row("1.5 G", 0, qint64(3) << 29);
        row("512M", 0, qint64(512) << 20);
        row("1T", 0, qint64(1) << 40);
    }
    void timesAndSizesAreReadAsTheyAreSaid()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        QFETCH(qint64, bytes);
        QCOMPARE(parseTimeLimit(text).value_or(0), seconds);
        QCOMPARE(parseMemoryLimit(text).value_or(0), bytes);
    }

    void whatIsNoLimitIsRefusedWithAnExample()
    {
        for (const char *hostile :
             {"", "0", "0h", "-1h", "2 hours", "9999999999999999999h", "1e9h", "400d", "nan", "inf",
              "1.h", "$(id)", "1h; rm", "\xd9\xa1h", "1h\n", "\x01", "1K", "2000000T", "0.0001M"}) {
            const QString text = QString::fromUtf8(hostile);
            const auto time = parseTimeLimit(text);
            const auto memory = parseMemoryLimit(text);
            QVERIFY2(!time && !memory, hostile);
            QCOMPARE(time.error().kind, ErrorKind::InvalidInput);
            QVERIFY(time.error().message.contains(QLatin1String("45m")));
            QVERIFY(memory.error().message.contains(QLatin1String("512M")));
            QVERIFY(!time.error().message.contains(QLatin1Char('\x01')));
        }
    }

    void jobSaysWhatItWantsAndItsHostTheRest()
    {
        const JobLimits merge = merged({7200, 0, 2}, {60, qint64(1) << 30, 8});
        QVERIFY((merge == JobLimits{7200, qint64(1) << 30, 2}));
        QCOMPARE(limitsTitle(merge), QStringLiteral("2 h, 1 GiB, 2 CPUs"));
        QCOMPARE(limitsTitle({90, qint64(512) << 20, 1}), QStringLiteral("90 s, 512 MiB, 1 CPU"));
        QVERIFY(limitsTitle({}).isEmpty() && JobLimits{}.isNone());
    }
};

QTEST_APPLESS_MAIN(TestJobLimits)
#include "tst_job_limits.moc"
