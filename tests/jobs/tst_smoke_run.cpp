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
                  const QByteArray &requirements = {}, const QByteArray &data = "own",
                  const QByteArray &pipeline = "x")
{
    Package package;
    package.files[QStringLiteral("metadata.yaml")].content =
        "framework: {name: scikit-learn, runtime: {name: python}}\nmodel: {name: Own}\n"
        "dataset: {name: own, source: "
        + data + "}\nentry_point: train.py\n";
    package.files[QStringLiteral("pipeline.outcrop")].content = pipeline;
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

// A package that reads the file `content` of the host, as ours do; `train` is what else it has.
QString packageOverHost(const QTemporaryDir &folder, const QByteArray &content,
                        const QByteArray &train)
{
    const QString file = folder.filePath(QStringLiteral("far.csv"));
    if (!saveAtomically(file, content))
        qFatal("no data");
    QByteArray code = table;
    code.truncate(code.indexOf("def load():"));
    code += "def read_table(path, **options):\n    return pd.read_csv(path, **options)\n"
            "def load():\n    return read_table('"
            + file.toUtf8()
            + "', sep=';')\n"
              "INPUT = ('data', load)\n"
              "class Report:\n    def latency(self, **o): pass\n";
    return packageOf(folder, code + train, {}, file.toUtf8(),
                     "outcrop: 1\nblocks:\n- id: data\n  type: input.csv\n  attributes:\n"
                     "    path: "
                         + file.toUtf8() + "\n    separator: \";\"\n");
}

Result<SmokeRun> triedWith(RemoteShell *host, const QString &package)
{
    LocalShell shell;
    return smokeRun(shell, computer(), package, {}, DataHost{QStringLiteral("lab"), host});
}

// `classes` one after the other, `rows` of each.
QByteArray sortedTable(const QList<QByteArray> &classes, int rows)
{
    QByteArray content = "x;y\n";
    for (const QByteArray &name : classes) {
        for (int row = 0; row < rows; ++row)
            content += QByteArray::number(row) + ';' + name + '\n';
    }
    return content;
}

// A host that is not reached, or that somebody waits for no more.
class SilentShell : public LocalShell
{
public:
    explicit SilentShell(const Error &error) : m_error(error) {}
    Result<ScriptOutput> run(const QByteArray &, const Patience &) override
    {
        return failure(m_error);
    }

private:
    const Error m_error;
};

// What the train.py of ours does with a target that has one class.
const QByteArray needsTwoClasses = R"(
POSITIVE = None
def main():
    few = INPUT[1]()
    if few['y'].nunique() < 2:
        raise SystemExit("The target 'y' needs two classes")
    assert few['y'].value_counts().min() >= 20, few['y'].value_counts()
    report({'title': 'Tree', 'error': None})
)";

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

    void dataOnAHostAreTriedOnASampleFromAllOverThem()
    {
        const QTemporaryDir folder;
        LocalShell host;
        const auto run = triedWith(
            &host, packageOverHost(folder, sortedTable({"a", "b", "c"}, 1 << 18),
                                   needsTwoClasses + "    assert few['y'].nunique() == 3, few\n"));
        QVERIFY_RESULT(run);
        QVERIFY(run->rows >= 300 && run->rows <= 360);
        QCOMPARE(sentenceOf(*run),
                 QStringLiteral("It works on %1 rows of a sample from lab.").arg(run->rows));
    }

    void aSmallTableOnAHostIsTriedAsIfItWereHere()
    {
        const QTemporaryDir folder;
        LocalShell host;
        const auto run =
            triedWith(&host, packageOverHost(folder, sortedTable({"a", "b"}, 60), needsTwoClasses));
        QVERIFY_RESULT(run);
        QCOMPARE(sentenceOf(*run), QStringLiteral("It works on 120 of 120 rows."));
        // As all rows are here, what fails is to blame.
        const auto failed =
            triedWith(&host, packageOverHost(folder, sortedTable({"a"}, 60), needsTwoClasses));
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, ErrorKind::InvalidInput);
    }

    void classesOfWhichASampleHasTooFewRowsAreLeftOutOfIt()
    {
        const QTemporaryDir folder;
        LocalShell host;
        const QByteArray rare = "1;c\n2;c\n3;c\n" + sortedTable({"a", "b"}, 1 << 18).mid(4);
        QVERIFY_RESULT(triedWith(&host, packageOverHost(folder, "x;y\n" + rare, needsTwoClasses)));
    }

    void whatFailsForWhatASampleMayLackIsNoJudgement_data()
    {
        QTest::addColumn<QByteArray>("train");
        QTest::addColumn<QString>("reason");
        QTest::newRow("classes") << needsTwoClasses << "On it: The target 'y' needs two classes";
        QTest::newRow("positive class") << QByteArray(
            "POSITIVE = 'c'\ndef main():\n    INPUT[1]()\n    raise ValueError('c')\n")
                                        << "On it: ValueError: c";
        QTest::newRow("rows that a filter leaves")
            << QByteArray("TABLE_STEPS = {'filter': lambda table: table[:3]}\n"
                          "def main():\n    TABLE_STEPS['filter'](INPUT[1]())\n"
                          "    report({'title': 'Tree', 'error': 'n_splits'},"
                          " {'title': 'Oak', 'error': None})\n")
            << "On it: Tree: n_splits";
    }

    void whatFailsForWhatASampleMayLackIsNoJudgement()
    {
        QFETCH(QByteArray, train);
        QFETCH(QString, reason);
        const QTemporaryDir folder;
        LocalShell host;
        QByteArray content = sortedTable({"a"}, 1 << 19);
        if (!train.contains("classes")) // Else that is reason enough.
            content += sortedTable({"b"}, 1 << 19).mid(4);
        const auto run = triedWith(&host, packageOverHost(folder, content, train));
        QVERIFY(!run);
        QCOMPARE(run.error().kind, ErrorKind::NotFound);
        QVERIFY2(
            run.error().message.contains(QStringLiteral("only a part of its data came from lab"))
                && run.error().message.contains(reason),
            qPrintable(run.error().message));
    }

    void whatFailsOnAGoodSampleFails()
    {
        const QTemporaryDir folder;
        LocalShell host;
        const auto run = triedWith(
            &host, packageOverHost(folder, sortedTable({"a", "b"}, 1 << 18),
                                   "POSITIVE = 'a'\ndef main():\n    INPUT[1]()['age']\n"));
        QVERIFY(!run);
        QCOMPARE(run.error().kind, ErrorKind::InvalidInput);
        QVERIFY(run.error().message.contains(QStringLiteral("KeyError: 'age'")));
    }

    void aSampleThatDoesNotComeIsTheReasonThatItCannotBeTried()
    {
        const QTemporaryDir folder;
        const QString package =
            packageOverHost(folder, sortedTable({"a", "b"}, 60), needsTwoClasses);
        SilentShell silent({ErrorKind::Network, QStringLiteral("lab is asleep.")});
        const auto unreached = triedWith(&silent, package);
        QVERIFY(!unreached);
        QCOMPARE(unreached.error().kind, ErrorKind::NotFound);
        QCOMPARE(unreached.error().message,
                 QStringLiteral("The package cannot be tried here, as no sample of its data came "
                                "from lab. lab is asleep."));
        const auto known = triedWith(nullptr, package);
        QVERIFY(!known);
        QCOMPARE(known.error().kind, ErrorKind::NotFound);
        QVERIFY(known.error().message.contains(
            QStringLiteral("is on lab, which cannot be reached now")));
        SilentShell canceled({ErrorKind::Canceled, QStringLiteral("Stopped.")});
        QCOMPARE(triedWith(&canceled, package).error().kind, ErrorKind::Canceled);
        QVERIFY(QFile::remove(folder.filePath(QStringLiteral("far.csv"))));
        LocalShell host;
        const auto gone = triedWith(&host, package);
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);
        QVERIFY(gone.error().message.contains(QStringLiteral("there is no such file")));
    }

    void aSampleIsForThisAccountAloneAndGoneBeforeTraining()
    {
        const QTemporaryDir folder, scratch;
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", QFile::encodeName(scratch.path()));
        LocalShell host;
        // What is looked at first is imported first.
        const auto run = triedWith(&host, packageOverHost(folder, sortedTable({"a", "b"}, 60), R"(
import glob, os
found, = glob.glob(os.environ['TMPDIR'] + '/*/sample')
modes = [oct(os.stat(path).st_mode & 0o777) for path in (found, os.path.dirname(found))]
def main():
    INPUT[1]()
    report({'title': str(modes + glob.glob(os.environ['TMPDIR'] + '/*/sample')), 'error': 'x'})
)"));
        qputenv("TMPDIR", before);
        QVERIFY_RESULT(run);
        QCOMPARE(run->failed, QStringList{QStringLiteral("['0o600', '0o700']: x")});
        QVERIFY(QDir(scratch.path()).isEmpty());
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
