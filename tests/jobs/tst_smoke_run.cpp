#include "core/base/files.h"
#include "core/hosts/local_shell.h"
#include "core/jobs/smoke_run.h"
#include "core/package/package.h"
#include "tests/support/verify_result.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

// What every package of ours has; `load` is the body of its train.py before main().
QString packageOf(const QTemporaryDir &folder, const QByteArray &train,
                  const QByteArray &requirements = {}, const QByteArray &data = "own")
{
    Package package;
    package.files[QStringLiteral("metadata.yaml")].content =
        "framework: {name: scikit-learn, runtime: {name: python}}\nmodel: {name: Own}\n"
        "dataset: {name: own, source: "
        + data + "}\nentry_point: train.py\n";
    package.files[QStringLiteral("pipeline.outcrop")].content = "x";
    package.files[QStringLiteral("outcrop_run.py")].content = "x = 1\n";
    package.files[QStringLiteral("train.py")].content = train;
    package.files[QStringLiteral("requirements.txt")].content = requirements;
    const QString path = folder.filePath(QStringLiteral("it's $HOME.zip"));
    if (!writePackage(package, path))
        qFatal("no package");
    return path;
}

const QByteArray table = "import json, pathlib\nimport pandas as pd\nTARGET = 'y'\n"
                         "OUTPUT = pathlib.Path('results')\n"
                         "def report(*candidates):\n"
                         "    OUTPUT.mkdir()\n"
                         "    text = json.dumps({'candidates': candidates})\n"
                         "    (OUTPUT / 'report.json').write_text(text)\n"
                         "def load():\n"
                         "    return pd.DataFrame({'x': range(5000), 'y': ['a'] * 4990 + ['b'] * "
                         "10})\n"
                         "INPUT = ('data', load)\n"
                         "class Report:\n"
                         "    def latency(self, **o): assert o['requests'] <= 100\n";

HostProfile computer()
{
    HostProfile host = thisComputer();
    host.pythons = QStringList{QStringLiteral("/usr/bin/python3")};
    return host;
}

Result<SmokeRun> tried(const QString &package)
{
    LocalShell shell;
    return smokeRun(shell, computer(), package);
}

} // namespace

class TestSmokeRun : public QObject
{
    Q_OBJECT

private slots:
    void packageIsTriedOnFewRowsWithEveryClass()
    {
        const QTemporaryDir folder;
        const auto run = tried(packageOf(folder, table + R"(
def main():
    few = INPUT[1]()
    assert (few['y'] == 'b').sum() == 10, few
    assert list(few.index) == list(range(len(few)))
    Report().latency(requests=2000)
    report({'title': 'Tree', 'error': None})
)"));
        QVERIFY_RESULT(run);
        QCOMPARE(run->of, qint64(5000));
        QVERIFY(run->rows >= 300 && run->rows <= 340);
    }

    void failureOfTheProgramIsTheReason()
    {
        const QTemporaryDir folder;
        const auto run = tried(packageOf(
            folder, table + "def main():\n    raise ValueError('no such column: age')\n"));
        QVERIFY(!run);
        QVERIFY2(run.error().message.contains(QLatin1String("ValueError: no such column: age")),
                 qPrintable(run.error().message));
    }

    void candidatesThatFailWhileOthersDoNotAreNamed()
    {
        const QTemporaryDir folder;
        const auto run = tried(packageOf(folder, table + R"(
def main():
    INPUT[1]()
    report({'title': 'Tree', 'error': None}, {'title': 'Über', 'error': 'ValueError: no'},
           {'title': 'Forest', 'error': 'MemoryError'})
)"));
        QVERIFY_RESULT(run);
        QCOMPARE(run->failed, QStringList({QStringLiteral("Über: ValueError: no"),
                                           QStringLiteral("Forest: MemoryError")}));
        QCOMPARE(sentenceOf({300, 5000, run->failed}),
                 QStringLiteral("It works on 300 of 5000 rows, but 2 candidates fail: "
                                "Über: ValueError: no; Forest: MemoryError"));
        QCOMPARE(sentenceOf({300, 5000, {}}), QStringLiteral("It works on 300 of 5000 rows."));
    }

    void dataThatAreElsewhereKeepItFromBeingTried()
    {
        const QTemporaryDir folder;
        const auto run = tried(packageOf(folder, table, {}, "/no/such/table.csv"));
        QVERIFY(!run);
        QCOMPARE(run.error().kind, ErrorKind::NotFound);
        QVERIFY(run.error().message.contains(QLatin1String("/no/such/table.csv")));
    }

    void whatThisComputerLacksIsNamed()
    {
        const QTemporaryDir folder;
        const auto run = tried(packageOf(folder, table, "no-such-thing>=1\n"));
        QVERIFY(!run);
        QVERIFY2(run.error().message.contains(QLatin1String("lacks no-such-thing>=1")),
                 qPrintable(run.error().message));
    }

    void foreignPackageCannotBeTried()
    {
        const QTemporaryDir folder;
        Package package;
        package.files[QStringLiteral("metadata.yaml")].content =
            "framework: {name: x, runtime: python3}\nmodel: {name: Own}\nentry_point: job.py\n";
        package.files[QStringLiteral("job.py")].content = "open('/tmp/never', 'w')\n";
        const QString path = folder.filePath(QStringLiteral("own.zip"));
        QVERIFY(writePackage(package, path));
        const auto run = tried(path);
        QVERIFY(!run);
        QVERIFY(run.error().message.contains(QLatin1String("Outcrop did not make it")));
    }

    void nothingIsLeftBehind()
    {
        const QTemporaryDir folder, scratch;
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", QFile::encodeName(scratch.path()));
        QVERIFY_RESULT(
            tried(packageOf(folder, table + "def main():\n    INPUT[1]()\n    report()\n")));
        qputenv("TMPDIR", before);
        QVERIFY(QDir(scratch.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSmokeRun)
#include "tst_smoke_run.moc"
