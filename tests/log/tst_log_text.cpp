#include "widgets/log/log_line.h"
#include "widgets/log/log_text.h"

#include <QtTest>

using namespace outcrop;

namespace {

QStringList linesOf(const LogText &text)
{
    QStringList lines;
    for (int i = 0; i < text.lineCount(); ++i)
        lines.append(QString::fromUtf8(text.line(i)));
    return lines;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char('|'));
}

} // namespace

class TestLogText : public QObject
{
    Q_OBJECT

private slots:
    void linesAreTheSameHoweverTheyArrive()
    {
        const QByteArray all = "one\ntwo\r\n\nfour\nfi";
        for (int cut = 0; cut <= all.size(); ++cut) {
            LogText text;
            text.append(all.left(cut));
            text.append(all.mid(cut));
            QCOMPARE(linesOf(text), words("one|two||four|fi"));
            QCOMPARE(text.longestLine(), 4);
        }
        LogText bytewise;
        for (const char c : all)
            bytewise.append(QByteArray(1, c));
        QCOMPARE(linesOf(bytewise), words("one|two||four|fi"));
    }

    void offsetOfTheStreamIsFoundInItsLine()
    {
        LogText text;
        QCOMPARE(text.lineAt(0), -1);
        text.append("ab\ncd\nef");
        QCOMPARE(text.lineAt(0), 0);
        QCOMPARE(text.lineAt(2), 0);
        QCOMPARE(text.lineAt(3), 1);
        QCOMPARE(text.lineAt(7), 2);
        QCOMPARE(text.lineAt(700), 2);
        text.clear();
        text.append("gh\nij");
        QCOMPARE(text.lineAt(8), 0);
        QCOMPARE(text.lineAt(11), 1);
        QCOMPARE(text.endOffset(), 13);
    }

    void beyondTheCapTheOldestWholeLinesGo()
    {
        LogText text(100);
        int dropped = 0;
        for (int i = 0; i < 50; ++i)
            dropped += text.append(QByteArray::number(1000 + i) + "\n");
        QVERIFY(text.bytes().size() <= 100);
        QVERIFY(text.lineCount() >= 10);
        QCOMPARE(dropped, int(text.droppedLines()));
        QCOMPARE(dropped + text.lineCount(), 50);
        QCOMPARE(text.line(text.lineCount() - 1), QByteArray("1049"));
        QCOMPARE(text.line(0), QByteArray::number(1000 + dropped));
        QCOMPARE(text.endOffset(), 250);
        QCOMPARE(text.lineAt(249), text.lineCount() - 1);
        const int kept = text.lineCount();
        QCOMPARE(text.append(QByteArray(500, 'x') + "\nend"), kept);
        QVERIFY(text.bytes().size() <= 100);
        QCOMPARE(text.line(text.lineCount() - 1), QByteArray("end"));
        QCOMPARE(text.endOffset(), 250 + 504);
    }

    void searchFindsEachLineOnceInEitherCase()
    {
        LogText text;
        text.append("Loss 1\nnothing\nloss LOSS\n\xc3\xa9t\xc3\xa9\nthe end: los\ns");
        QCOMPARE(text.linesWith("LoSs", 0, 99), (std::vector<int>{0, 2}));
        QCOMPARE(text.linesWith("loss", 1, 99), (std::vector<int>{2}));
        QCOMPARE(text.linesWith("loss", 0, 1), (std::vector<int>{0}));
        QCOMPARE(text.linesWith("\xc3\xa9t", 0, 99), (std::vector<int>{3}));
        QCOMPARE(text.linesWith("s", 0, 99), (std::vector<int>{0, 2, 4, 5}));
        QVERIFY(text.linesWith("losses", 0, 99).empty());
        QVERIFY(text.linesWith("", 0, 99).empty());
    }

    void searchAgreesWithASlowOneOnRandomText()
    {
        quint32 state = 1;
        const auto next = [&state](quint32 below) {
            state = state * 1664525 + 1013904223;
            return (state >> 16) % below;
        };
        for (int round = 0; round < 300; ++round) {
            QByteArray bytes, word;
            for (int i = 0; i < 200; ++i)
                bytes += "abAB\n"[next(5)];
            for (quint32 i = 0; i <= next(4); ++i)
                word += "abAB"[next(4)];
            LogText text;
            text.append(bytes);
            std::vector<int> expected;
            for (int line = 0; line < text.lineCount(); ++line) {
                if (text.line(line).toLower().contains(word.toLower()))
                    expected.push_back(line);
            }
            QCOMPARE(text.linesWith(word, 0, 1000), expected);
        }
    }

    void lineIsHarmless_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QByteArray &bytes, const char *shown) {
            QTest::newRow(name) << bytes << QString::fromUtf8(shown);
        };
        row("plain", "loss 0.5", "loss 0.5");
        row("html", "<b>a</b> &amp;", "<b>a</b> &amp;");
        row("colours", "\x1b[1;31mred\x1b[0m end", "red end");
        row("a sequence that is cut", "a\x1b[31", "a");
        row("title of a terminal", "\x1b]0;evil\x07rest", "rest");
        row("title with its long end", "\x1b]0;evil\x1b\\rest", "rest");
        row("clipboard of a terminal", "\x1b]52;c;ZXZpbA==\x07x", "x");
        row("single escape",
            "a\x1b"
            "cb",
            "ab");
        row("progress bar", "10%\r50%\r100%", "100%");
        row("progress bar that ended", "10%\r100%\r", "100%");
        row("bell and nul",
            QByteArray("a\x07"
                       "b\0c",
                       5),
            "a\xe2\x90\x87"
            "b\xe2\x90\x80"
            "c");
        row("tab", "a\tb", "a       b");
        row("right to left override",
            "a\xe2\x80\xae"
            "b",
            "a<U+202E>b");
        row("line separator",
            "a\xe2\x80\xa8"
            "b",
            "a\xef\xbf\xbd"
            "b");
        row("broken utf-8",
            "a\xff"
            "b",
            "a\xef\xbf\xbd"
            "b");
        row("empty", "", "");
    }

    void lineIsHarmless()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(shownLine(bytes), shown);
    }

    void endlessLineIsCut()
    {
        const QString shown = shownLine(QByteArray(30 << 20, 'x'));
        QCOMPARE(shown.size(), 20'001);
        QVERIFY(shown.endsWith(QChar(0x2026)));
    }

    void levelsAreToldByWhatIsWritten_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("level");
        const auto row = [](const char *line, LogLevel level) {
            QTest::newRow(line) << QString::fromLatin1(line) << int(level);
        };
        row("ValueError: could not convert", LogLevel::Error);
        row("sklearn.exceptions.NotFittedError: fit first", LogLevel::Error);
        row("KeyboardInterrupt", LogLevel::Error);
        row("2026-01-01 ERROR disk", LogLevel::Error);
        row("error: no such file", LogLevel::Error);
        row("Traceback (most recent call last):", LogLevel::Error);
        row("x.py:614: ConvergenceWarning: Maximum iterations", LogLevel::Warning);
        row("WARNING: slow", LogLevel::Warning);
        row("warning: unused", LogLevel::Warning);
        row("rmse error 0.5", LogLevel::Plain);
        row("0 errors, 0 warnings", LogLevel::Plain);
        row("Epoch 3, loss = 0.4", LogLevel::Plain);
    }

    void levelsAreToldByWhatIsWritten()
    {
        QFETCH(QString, line);
        QFETCH(int, level);
        QCOMPARE(int(levelOfLine(line)), level);
    }

    void wholeTracebackIsAnError()
    {
        LogText text;
        text.append("begin\n  indented\nTraceback (most recent call last):\n"
                    "  File \"train.py\", line 3, in <module>\n    fit()\nValueError: bad\nend\n");
        QVector<LogLevel> levels;
        for (int i = 0; i < text.lineCount(); ++i)
            levels.append(levelOf(text, i));
        const LogLevel e = LogLevel::Error, p = LogLevel::Plain;
        QCOMPARE(levels, (QVector<LogLevel>{p, p, e, e, e, e, p}));
    }
};

QTEST_GUILESS_MAIN(TestLogText)
#include "tst_log_text.moc"
