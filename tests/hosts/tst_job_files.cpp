#include "core/base/json.h"
#include "core/hosts/job_files.h"

#include <QJsonArray>
#include <QtTest>

using namespace outcrop;

class TestJobFiles : public QObject
{
    Q_OBJECT

    static JobFile sample()
    {
        return {QUuid::createUuid(),
                QStringLiteral("k\"1"),
                QStringLiteral("0.1.0"),
                QStringLiteral("\"package_sha256\":\"%1\"\n").arg(QString(64, QLatin1Char('0'))),
                QByteArray(64, 'b'),
                QStringLiteral("2026-01-02T03:04:05Z")};
    }
    static StartFile start()
    {
        StartFile file;
        file.entryPoint = QStringLiteral("src/train.py");
        file.pythons = QStringList{QStringLiteral("python3")};
        return file;
    }

private slots:
    void aJobFileIsReadAsItWasWritten()
    {
        const JobFile job = sample();
        const QByteArray line = formatJobFile(job);
        QCOMPARE(line.count('\n'), 1);
        const auto read = parseJobFile(line);
        QVERIFY(read);
        QCOMPARE(*read, job);
    }

    // The host programs find the digest by its key, without a JSON reader.
    void aNameCannotLookLikeTheKeyOfTheDigest()
    {
        QCOMPARE(formatJobFile(sample()).count("\"package_sha256\":\""), 1);
    }

    void aJobFileOfSomebodyElseIsRefused()
    {
        JobFile nobody = sample();
        nobody.uuid = QUuid();
        QVERIFY(!parseJobFile(formatJobFile(nobody)));
        JobFile shortDigest = sample();
        shortDigest.packageSha256.chop(1);
        QVERIFY(!parseJobFile(formatJobFile(shortDigest)));
        QVERIFY(!parseJobFile("{}"));
        QVERIFY(!parseJobFile("no json"));
    }

    void aStartFileHasTheShapeOfTheProtocol()
    {
        StartFile file = start();
        file.modules = QStringList{QStringLiteral("sklearn")};
        file.environment[QStringLiteral("OMP_NUM_THREADS")] = QStringLiteral("1");
        const auto line = formatStartFile(file);
        QVERIFY(line);
        QCOMPARE(line->count('\n'), 1);
        const auto object = parseJsonObject(*line, QStringLiteral("start.json"));
        QVERIFY(object);
        QCOMPARE(object->value(QLatin1String("entry_point")).toString(),
                 QStringLiteral("src/train.py"));
        QCOMPARE(object->value(QLatin1String("output_folder")).toString(),
                 QStringLiteral("training_result"));
        QCOMPARE(object->value(QLatin1String("limits"))
                     .toObject()
                     .value(QLatin1String("bytes"))
                     .toDouble(),
                 2147483648.0);
        QVERIFY(!object->value(QLatin1String("limits")).toObject().contains(QLatin1String("cpus")));
        QCOMPARE(object->value(QLatin1String("modules")).toArray().size(), 1);
    }

    void whatLeavesThePackageIsRefused()
    {
        for (const char *path :
             {"", "/etc/x", "..", "../x", "a/../b", "a//b", "./a", "a\\b", "a\nb"}) {
            StartFile file = start();
            file.entryPoint = QString::fromLatin1(path);
            QVERIFY2(!formatStartFile(file), path);
            file = start();
            file.outputFolder = QString::fromLatin1(path);
            QVERIFY2(!formatStartFile(file), path);
        }
    }

    void whatAnInstallerWouldNotTakeForARequirementIsRefused()
    {
        for (const char *line : {"-r x", "a==1\n--pre", "$(touch x)", "a @ http://b", "A", ""}) {
            StartFile file = start();
            file.requirements << QString::fromLatin1(line);
            QVERIFY2(!formatStartFile(file), line);
        }
        StartFile file = start();
        file.requirements << QStringLiteral("a>=1");
        QVERIFY(formatStartFile(file));
        file.activation = QStringLiteral("module load x\nrm -rf /");
        QVERIFY(!formatStartFile(file));
    }

    void oddPythonsAndVariablesAreRefused()
    {
        StartFile file = start();
        file.pythons = QStringList{QStringLiteral("python3\nsomething")};
        QVERIFY(!formatStartFile(file));
        for (const char *name : {"", "1A", "A B", "A=B", "A\n"}) {
            file = start();
            file.environment[QString::fromLatin1(name)] = QStringLiteral("x");
            QVERIFY2(!formatStartFile(file), name);
        }
    }
};

QTEST_GUILESS_MAIN(TestJobFiles)
#include "tst_job_files.moc"
