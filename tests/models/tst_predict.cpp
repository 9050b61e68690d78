#include "core/base/files.h"
#include "core/hosts/local_shell.h"
#include "core/models/predict.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

// Says which words it got and what is in the file that the last of them names.
constexpr const char *echoes = "import sys\n"
                               "print(sys.argv[1:-1])\n"
                               "print(open(sys.argv[-1]).read(), end='')\n";

HostProfile hostWith(const QStringList &pythons)
{
    return {QStringLiteral("test"), QStringLiteral("Test"), {}, pythons};
}

const QStringList realPython{QStringLiteral("/usr/bin/python3")};

// A job's results and rows on this computer, in a folder of any name; and a Python that does not
// take the seconds to import scikit-learn where a test is about something else.
struct Kept
{
    QTemporaryDir folder;
    QString results, csv, python;

    explicit Kept(const QByteArray &script, const QString &name = QStringLiteral("job"))
        : results(folder.filePath(name))
        , csv(folder.filePath(name + QStringLiteral(".csv")))
        , python(folder.filePath(QStringLiteral("python")))
    {
        QVERIFY(makeFolder(results));
        QVERIFY(saveAtomically(csv, "a,b\n1,2\n"));
        QVERIFY(saveAtomically(python, "#!/bin/sh\n"
                                       "[ \"$1\" = -c ] || exec /usr/bin/python3 \"$@\"\n"));
        QVERIFY(QFile::setPermissions(python, QFile::ReadOwner | QFile::ExeOwner));
        if (!script.isEmpty())
            QVERIFY(saveAtomically(results + QStringLiteral("/predict.py"), script));
    }

    Result<QByteArray> predict(const Patience &patience = {}) const
    {
        return predictWith({python}, patience);
    }

    Result<QByteArray> predictWith(const QStringList &pythons, const Patience &patience = {}) const
    {
        LocalShell shell;
        return predictRows(shell, hostWith(pythons), QFile::encodeName(results),
                           QFile::encodeName(csv), patience);
    }
};

} // namespace

class TestPredict : public QObject
{
    Q_OBJECT

private slots:
    void rowsComeBackAsTheScriptPrintsThem()
    {
        const auto rows = Kept(echoes).predictWith(realPython);
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
        QCOMPARE(*rows, QByteArray("['--']\na,b\n1,2\n"));
    }

    void pathsAreDataWhateverTheyHold()
    {
        for (const char *name : {"two words", "it's", "$(touch run)`touch run`", "-rf", "a\nb",
                                 "\xe2\x82\xac;exit 3", "*"}) {
            const Kept kept(echoes, QString::fromUtf8(name));
            const auto rows = kept.predict();
            QVERIFY2(rows, rows ? name : qPrintable(rows.error().message));
            QVERIFY(rows->endsWith("a,b\n1,2\n"));
            QVERIFY(!QFile::exists(kept.results + QStringLiteral("/run")));
        }
    }

    void scriptRunsInTheFolderOfTheResults()
    {
        const Kept kept("import os; print(os.getcwd())\n");
        QCOMPARE(kept.predict().value_or(QByteArray()).trimmed(),
                 QFile::encodeName(QDir(kept.results).canonicalPath()));
    }

    void jobWithoutModelIsNamed()
    {
        const Kept kept({});
        const auto rows = kept.predict();
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::NotFound);
        QVERIFY2(rows.error().message.contains(kept.results), qPrintable(rows.error().message));
    }

    void firstPythonThatCanOpenTheModelIsTaken()
    {
        const Kept kept(echoes);
        const auto rows = kept.predictWith(
            {QStringLiteral("no such python"), QStringLiteral("/bin/false"), QString(),
             QStringLiteral("$(touch run)"), QStringLiteral("/usr/bin/python3")});
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
        QVERIFY(!QFile::exists(kept.results + QStringLiteral("/run")));
    }

    void hostWithoutPythonSaysWhatToInstall()
    {
        for (const QStringList &pythons :
             {QStringList(), QStringList(QStringLiteral("/bin/false"))}) {
            const auto rows = Kept(echoes).predictWith(pythons);
            QVERIFY(!rows);
            QCOMPARE(rows.error().kind, ErrorKind::NotFound);
            QVERIFY(rows.error().message.contains(QLatin1String("python3-sklearn")));
        }
    }

    // Whatever code it ends with: 66 and 127 mean something else only before it has begun.
    void refusalOfTheScriptIsTheSentence()
    {
        for (const char *code : {"1", "3", "66", "127", "255"}) {
            const auto rows = Kept(QByteArray("import sys\n"
                                              "print('half a table')\n"
                                              "print('noise\\nthe file lacks column b',"
                                              " file=sys.stderr)\n"
                                              "sys.exit(")
                                   + code + ")\n")
                                  .predict();
            QVERIFY2(!rows, code);
            QCOMPARE(rows.error().kind, ErrorKind::InvalidInput);
            QVERIFY2(rows.error().message.endsWith(QLatin1String(": the file lacks column b")),
                     qPrintable(rows.error().message));
        }
    }

    void errorsOfTheScriptCannotDrawOnTheTerminal()
    {
        const auto rows = Kept("import sys\n"
                               "sys.stderr.buffer.write(b'\\x1b[2J\\xff\\x00' + b'x' * 100000)\n"
                               "sys.exit(1)\n")
                              .predict();
        QVERIFY(!rows);
        QVERIFY(!rows.error().message.contains(QChar(0x1b)));
        QVERIFY(!rows.error().message.contains(QChar(0)));
        QVERIFY(rows.error().message.size() < 2000);
    }

    void scriptThatIsKilledHasNoRows()
    {
        const auto rows = Kept("import os, signal\n"
                               "print('half', flush=True)\n"
                               "os.kill(os.getpid(), signal.SIGKILL)\n")
                              .predict();
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::InvalidInput);
    }

    void waitingEndsWhenItIsCancelled()
    {
        Patience patience;
        patience.cancel.cancel();
        const auto rows = Kept("import time; time.sleep(600)\n").predict(patience);
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Canceled);
    }
};

QTEST_GUILESS_MAIN(TestPredict)
#include "tst_predict.moc"
