#include "core/base/folders.h"
#include "core/base/hash.h"
#include "core/base/text.h"

#include <QtTest>

#include <array>
#include <charconv>
#include <random>

using namespace outcrop;

class TestText : public QObject
{
    Q_OBJECT

private slots:
    void floatsAlwaysShowThatTheyAreFloats()
    {
        QCOMPARE(formatFloat(1), QStringLiteral("1.0"));
        QCOMPARE(formatFloat(0.1), QStringLiteral("0.1"));
        QCOMPARE(formatFloat(1e20), QStringLiteral("1.0e+20"));
        QCOMPARE(formatFloat(-2.5e-9), QStringLiteral("-2.5e-09"));
        QCOMPARE(formatFloat(-0.0), QStringLiteral("-0.0"));
    }

    // As std::to_chars has it, whichever way a number is written.
    void theDigitsAreTheShortest()
    {
        std::mt19937 random(7);
        for (int i = 0; i < 200000; ++i) {
            const double value = double(random() % (i % 2 == 0 ? 100'000 : 200'000'000)) / 1000;
            std::array<char, 40> buffer{};
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), -value);
            QString shortest = QString::fromLatin1(buffer.data());
            const int exponent = shortest.indexOf(QLatin1Char('e'));
            if (!shortest.contains(QLatin1Char('.')))
                shortest.insert(exponent < 0 ? shortest.size() : exponent, QStringLiteral(".0"));
            QCOMPARE(formatFloat(-value), shortest);
        }
    }

    void everyFiniteDoubleReadsBackAsItself()
    {
        std::mt19937_64 random(7);
        for (int i = 0; i < 20000; ++i) {
            const quint64 bits = random();
            double value = 0;
            memcpy(&value, &bits, sizeof value);
            if (!qIsFinite(value))
                continue;
            const auto back = parseFloat(formatFloat(value));
            QVERIFY2(back && *back == value, qPrintable(formatFloat(value)));
        }
    }

    void onlyPlainNumbersAreNumbers()
    {
        for (const char *text : {"0x10", "1_000", "nan", "inf", ".5", "1.", " 1", "1 ", "1e", "+1",
                                 "", "1e999", "١", "-", "1.e5", "1e+-5", "1e5.0", "--1"})
            QVERIFY2(!parseFloat(QString::fromUtf8(text)), text);
        for (const char *text : {"-0", "007", "1E+2", "1e-2", "-1.50e2"})
            QVERIFY2(parseFloat(QString::fromUtf8(text)), text);
        for (const char *text : {"", "-", "+1", " 1", "1 ", "1_000", "١"})
            QVERIFY2(!parseInt(QString::fromUtf8(text)), text);
        QCOMPARE(*parseInt(QStringLiteral("-9223372036854775808")),
                 std::numeric_limits<qint64>::min());
        QVERIFY(!parseInt(QStringLiteral("9223372036854775808")));
        QVERIFY(!parseInt(QStringLiteral("1.0")));
    }

    void sizesAndDurationsReadLikeSpeech()
    {
        QCOMPARE(formatSize(999), QStringLiteral("999 B"));
        QCOMPARE(formatSize(1'400'000), QStringLiteral("1.4 MB"));
        QCOMPARE(formatSize(999'999), QStringLiteral("1.0 MB"));
        QCOMPARE(formatDuration(0.0034), QStringLiteral("3.4 ms"));
        QCOMPARE(formatDuration(qQNaN()), QString());
        QCOMPARE(formatDuration(qInf()), QString());
        QCOMPARE(formatDuration(0.0301), QStringLiteral("30 ms"));
        QCOMPARE(formatDuration(0.42), QStringLiteral("0.4 s"));
        QCOMPARE(formatDuration(9.97), QStringLiteral("10 s"));
        QCOMPARE(formatDuration(185), QStringLiteral("3 min 05 s"));
        QCOMPARE(formatDuration(4320), QStringLiteral("1 h 12 min"));
    }

    void foreignTextCannotMoveTheCursorOrTurnTheLine()
    {
        const QString line = plainLine(QStringLiteral("a\x1b[2Jb\nc\u202Ed"));
        QCOMPARE(line, QStringLiteral("a\\x1b[2Jb c\\x202ed"));
        QCOMPARE(plainLine(QString(600, QLatin1Char('x')), 10).size(), 11);
    }

    void nearestOffersOnlyWhatCouldBeMeant()
    {
        const QStringList words{QStringLiteral("validate"), QStringLiteral("run"),
                                QStringLiteral("submit")};
        QCOMPARE(nearest(QStringLiteral("vaildate"), words), QStringLiteral("validate"));
        QVERIFY(nearest(QStringLiteral("quux"), words).isEmpty());
        const QStringList types{QStringLiteral("sklearn.OPTICS"), QStringLiteral("sklearn.SVC")};
        QVERIFY(nearest(QStringLiteral("sklearn.Nothing"), types).isEmpty());
        QCOMPARE(nearest(QStringLiteral("sklearn.SCV"), types), QStringLiteral("sklearn.SVC"));
    }

    void brokenUtf8IsNoText()
    {
        QVERIFY(isText("h\xc3\xa9"));
        QVERIFY(!isText("h\xc3"));
        QVERIFY(!isText(QByteArray("a\0b", 3)));
    }

    void hashIsSha256()
    {
        QCOMPARE(sha256("abc"),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256(""),
                 QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    void relativeXdgFoldersAreIgnored()
    {
        qputenv("XDG_DATA_HOME", "relative");
        qputenv("XDG_CACHE_HOME", "/var/tmp/c");
        const Folders folders = foldersFromEnvironment();
        QCOMPARE(folders.data, QDir::homePath() + QStringLiteral("/.local/share/outcrop"));
        QCOMPARE(folders.cache, QStringLiteral("/var/tmp/c/outcrop"));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
