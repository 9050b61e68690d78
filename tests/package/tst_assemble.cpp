#include "core/builtin_catalog/builtin_catalog.h"
#include "core/package/assemble.h"
#include "core/package/input_tables.h"
#include "core/package/metadata.h"
#include "core/package/submission.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

const QString example = QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples/");

const Catalog &catalog()
{
    static const Catalog decoded = builtinCatalog();
    return decoded;
}

template<class T>
T require(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return *std::move(result);
}

Pipeline load(const QString &path)
{
    return require(loadPipeline(path));
}

// The example that reads a CSV file, whose file is called otherwise.
Pipeline irisWith(const QString &path)
{
    Pipeline pipeline = load(example + QStringLiteral("iris-csv.outcrop"));
    const BlockId id = pipeline.findById(QStringLiteral("iris"));
    Block block = *pipeline.find(id);
    block.attributes[QStringLiteral("path")] = AttributeValue(path);
    pipeline.replace(id, block);
    return pipeline;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

// What this program does with --build: a package as another person's computer would make it.
int build(const QString &pipeline, const QString &zip)
{
    const AssembledPackage package =
        require(assemblePackage(load(pipeline), catalog(), QFileInfo(pipeline).path()));
    require(writePackage(package, zip));
    return 0;
}

QByteArray buildElsewhere(const QString &pipeline, const QStringList &environment, const char *mask)
{
    const QString zip = QFileInfo(pipeline).path() + QStringLiteral("/out.zip");
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const QString &variable : environment)
        variables.insert(variable.section(QLatin1Char('='), 0, 0),
                         variable.section(QLatin1Char('='), 1));
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(QStringLiteral("/"));
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"),
                   QStringLiteral("umask %1; exec \"$@\"").arg(QLatin1String(mask)),
                   QStringLiteral("sh"), QCoreApplication::applicationFilePath(),
                   QStringLiteral("--build"), pipeline, zip});
    if (!process.waitForFinished(100000) || process.exitCode() != 0)
        qFatal("the build failed");
    return contentOf(zip);
}

// Runs a program of an unpacked package; returns its exit code.
int runPython(const QString &folder, const QStringList &arguments)
{
    QProcess python;
    python.setWorkingDirectory(folder);
    python.setProcessChannelMode(QProcess::ForwardedChannels);
    python.start(QStringLiteral("/usr/bin/python3"), arguments);
    return python.waitForFinished(500000) ? python.exitCode() : -1;
}

} // namespace

class TestAssemble : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    QString zipOf(const QMap<QString, QByteArray> &files) const
    {
        Package package;
        for (auto file = files.begin(); file != files.end(); ++file)
            package.files.insert(file.key(), {*file, {}});
        require(writePackage(package, path("foreign.zip")));
        return path("foreign.zip");
    }

private slots:
    void aPackageHoldsWhatTheFormatSays()
    {
        const AssembledPackage package = require(assemblePackage(
            load(example + QStringLiteral("iris-csv.outcrop")), catalog(), example));
        for (const char *name :
             {"train.py", "predict.py", "outcrop_run.py", "params.json", "requirements.txt",
              "notebook.ipynb", "metadata.yaml", "pipeline.outcrop", "data/iris.csv"})
            QVERIFY2(!package.files.value(QLatin1String(name)).content.isEmpty(), name);
        QVERIFY(package.notices.isEmpty());
        const MetadataReading reading =
            require(parseMetadata(package.files[QStringLiteral("metadata.yaml")].content));
        QVERIFY(reading.problems.isEmpty());
        QCOMPARE(reading.metadata.entryPoint, QStringLiteral("train.py"));
        QCOMPARE(reading.metadata.dataset.samples, qint64(150));
        QCOMPARE(reading.metadata.dataset.source, QStringLiteral("data/iris.csv"));
        QCOMPARE(reading.metadata.framework.version,
                 catalog().source().section(QLatin1Char(' '), 1));
    }

    void packagesAreEqualWhoeverBuildsThemWherever()
    {
        const QStringList people{QStringLiteral("ada/one"),
                                 QStringLiteral("bob/two words/\u00fcml\u00e4ut")};
        QByteArrayList zips;
        for (const QString &person : people) {
            const QString folder = m_folder.filePath(person);
            writeFile(folder + QStringLiteral("/p.outcrop"),
                      contentOf(example + QStringLiteral("iris-csv.outcrop")));
            writeFile(folder + QStringLiteral("/iris.csv"),
                      contentOf(example + QStringLiteral("iris.csv")));
        }
        zips << buildElsewhere(
            m_folder.filePath(people[0]) + QStringLiteral("/p.outcrop"),
            {QStringLiteral("TZ=UTC"), QStringLiteral("LC_ALL=C"), QStringLiteral("HOME=/")},
            "022");
        zips << buildElsewhere(m_folder.filePath(people[1]) + QStringLiteral("/p.outcrop"),
                               {QStringLiteral("TZ=Asia/Kolkata"), QStringLiteral("LC_ALL=C.UTF-8"),
                                QStringLiteral("LANG=de_DE.UTF-8"), QStringLiteral("USER=bob"),
                                QStringLiteral("HOME=") + m_folder.path(),
                                QStringLiteral("HOSTNAME=elsewhere")},
                               "077");
        QVERIFY(!zips[0].isEmpty());
        QVERIFY(zips[0] == zips[1]);
    }

    void noFileOfThePackageKnowsWhereItWasMade()
    {
        writeFile(path("secret/iris.csv"), contentOf(example + QStringLiteral("iris.csv")));
        Pipeline pipeline = irisWith(path("secret/iris.csv")); // Absolute.
        Block other;
        other.id = QStringLiteral("other");
        other.type = QStringLiteral("input.csv");
        other.attributes.insert(QStringLiteral("path"), AttributeValue(path("secret/other.csv")));
        pipeline.append(other);

        const AssembledPackage package =
            require(assemblePackage(pipeline, catalog(), QStringLiteral("/")));

        for (auto file = package.files.begin(); file != package.files.end(); ++file)
            QVERIFY2(!file->content.contains("secret"), qPrintable(file.key()));
        QVERIFY(package.files.contains(QStringLiteral("data/iris.csv")));
        const Pipeline packed =
            require(parsePipeline(package.files[QStringLiteral("pipeline.outcrop")].content,
                                  QStringLiteral("p.outcrop")));
        QCOMPARE(*packed.find(packed.findById(QStringLiteral("iris")))
                      ->attributes[QStringLiteral("path")]
                      .as<QString>(),
                 QStringLiteral("data/iris.csv"));
    }

    void dataUnderANameThatNoHostMayHaveGetsAnother()
    {
        writeFile(path("nul.csv"), contentOf(example + QStringLiteral("iris.csv")));
        const auto package = require(
            assemblePackage(irisWith(QStringLiteral("nul.csv")), catalog(), m_folder.path()));
        QVERIFY(package.files.contains(QStringLiteral("data/table.csv")));
    }

    void dataAboveTenMegabytesAreReadWhereTheyAre()
    {
        const QByteArray iris = contentOf(example + QStringLiteral("iris.csv"));
        const int header = iris.indexOf('\n') + 1;
        const QByteArray rows = iris.mid(header);
        writeFile(path("large.csv"),
                  iris.left(header) + rows.repeated(10'000'000 / rows.size() + 1));

        const auto package = require(
            assemblePackage(irisWith(QStringLiteral("large.csv")), catalog(), m_folder.path()));

        for (const QString &name : package.files.keys())
            QVERIFY(!name.startsWith(QLatin1String("data/")));
        QCOMPARE(package.notices.size(), 1);
        QVERIFY(package.notices.first().contains(QLatin1String("this computer only")));
        const QByteArray real = QFileInfo(path("large.csv")).canonicalFilePath().toUtf8();
        QVERIFY(package.files[QStringLiteral("params.json")].content.contains(real));
        QVERIFY(package.files[QStringLiteral("metadata.yaml")].content.contains(real));
    }

    void whatCannotBePackedIsSaid()
    {
        const auto missing =
            assemblePackage(irisWith(QStringLiteral("gone.csv")), catalog(), m_folder.path());
        QVERIFY(!missing);
        QVERIFY(missing.error().message.contains(QLatin1String("gone.csv")));
        QVERIFY(!assemblePackage(Pipeline(), catalog(), m_folder.path()));
    }

    void thePackedProgramTrainsAndPassesItsLeakTest()
    {
        const Pipeline pipeline = load(example + QStringLiteral("iris-csv.outcrop"));
        const auto package =
            require(assemblePackage(pipeline, catalog(), example, Purpose::CheckLeakage));
        QCOMPARE(require(parseMetadata(package.files[QStringLiteral("metadata.yaml")].content))
                     .metadata.entryPoint,
                 QStringLiteral("check_leakage.py"));
        require(writePackage(package, path("run.zip")));
        QCOMPARE(runPython(m_folder.path(), {QStringLiteral("-m"), QStringLiteral("zipfile"),
                                             QStringLiteral("-e"), path("run.zip"), path("run")}),
                 0);

        QCOMPARE(runPython(path("run"), {QStringLiteral("train.py")}), 0);
        QVERIFY(QFile::exists(path("run/training_result/report.json")));
        QCOMPARE(runPython(path("run"), {QStringLiteral("check_leakage.py")}), 0);
        QVERIFY(QFile::exists(path("run/training_result/leakage.json")));
    }

    void tablesOfInputBlocksAreReadForTheCheck()
    {
        const InputReading iris =
            readInputTables(load(example + QStringLiteral("iris-csv.outcrop")), catalog(), example);
        QCOMPARE(iris.tables.value(QStringLiteral("iris")).rows, qint64(150));
        QVERIFY(iris.problems.isEmpty());

        const InputReading cancer = readInputTables(
            load(example + QStringLiteral("breast-cancer.outcrop")), catalog(), example);
        QCOMPARE(cancer.tables.first().rows, qint64(569));

        const InputReading gone =
            readInputTables(irisWith(QStringLiteral("gone.csv")), catalog(), example);
        QVERIFY(gone.tables.isEmpty());
        QCOMPARE(gone.problems.size(), 1);
        QCOMPARE(gone.problems.first().code, QStringLiteral("unreadable_data"));
        QCOMPARE(gone.problems.first().attribute, QStringLiteral("path"));
    }

    void ourOwnPackageIsSubmittedWithTheModulesItImports()
    {
        const auto package = require(assemblePackage(
            load(example + QStringLiteral("iris-csv.outcrop")), catalog(), example));
        require(writePackage(package, path("ours.zip")));
        const Submission submission = require(readSubmission(path("ours.zip")));
        QVERIFY(submission.isOurs);
        QCOMPARE(submission.entryPoint, QStringLiteral("train.py"));
        QCOMPARE(submission.outputFolder, QStringLiteral("training_result"));
        QCOMPARE(submission.modules,
                 QStringList({QStringLiteral("joblib"), QStringLiteral("pandas"),
                              QStringLiteral("sklearn")}));
        QVERIFY(submission.problems.isEmpty());
    }

    void aForeignJobIsSubmittedAsItIs()
    {
        const Submission submission = require(readSubmission(
            zipOf({{QStringLiteral("metadata.yaml"),
                    "framework:\r\n  name: keras\r\n  runtime: python2.7\r\nmodel: {name: Cats}\r\n"
                    "entry_point: train_cats.py\r\n"},
                   {QStringLiteral("train_cats.py"), "print(1)\n"}})));
        QVERIFY(!submission.isOurs);
        QCOMPARE(submission.name, QStringLiteral("Cats"));
        QCOMPARE(submission.entryPoint, QStringLiteral("train_cats.py"));
        QCOMPARE(submission.outputFolder, QStringLiteral("training_result"));
        QVERIFY(submission.modules.isEmpty());
        QVERIFY(!submission.problems.isEmpty());
    }

    void whatCannotRunIsNotSubmitted_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("metadata");
        QTest::addColumn<QString>("part");
        const QString right = QStringLiteral("metadata.yaml");
        QTest::newRow("no metadata") << QStringLiteral("other.yaml")
                                     << QByteArray("entry_point: a.py") << "no metadata.yaml";
        QTest::newRow("in a folder") << QStringLiteral("job/metadata.yaml")
                                     << QByteArray("entry_point: a.py") << "in the folder job;";
        QTest::newRow("no entry point")
            << right << QByteArray("model: {name: x}") << "entry_point is not set";
        QTest::newRow("absent") << right << QByteArray("entry_point: b.py") << "b.py is not in it";
        QTest::newRow("no Python")
            << right << QByteArray("entry_point: metadata.yaml") << "no Python program";
        QTest::newRow("outside") << right << QByteArray("entry_point: ../../bin/x.py")
                                 << "leaves the package";
        QTest::newRow("output outside")
            << right << QByteArray("entry_point: a.py\noutput_folder: /") << "output_folder";
        QTest::newRow("no YAML") << right << QByteArray("a: [") << "metadata.yaml:";
        QTest::newRow("bomb") << right << QByteArray("a: &a [*a]") << "metadata.yaml:";
    }
    void whatCannotRunIsNotSubmitted()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, metadata);
        QFETCH(QString, part);
        const auto submission =
            readSubmission(zipOf({{name, metadata}, {QStringLiteral("a.py"), "print(1)\n"}}));
        QVERIFY(!submission);
        QVERIFY2(submission.error().message.contains(part), qPrintable(submission.error().message));
    }
};

int main(int count, char *arguments[])
{
    QCoreApplication application(count, arguments);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == QLatin1String("--build"))
        return build(words.value(2), words.value(3));
    TestAssemble test;
    return QTest::qExec(&test, count, arguments);
}

#include "tst_assemble.moc"
