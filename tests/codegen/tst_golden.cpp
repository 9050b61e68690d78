#include "core/base/files.h"
#include "tests/codegen/sample_pipelines.h"

using namespace outcrop;
using samples::sourcePath;

// The packages in tests/codegen/golden were written by hand, as code that one would sign: the
// generator must write the same bytes. UPDATE_GOLDEN=1 writes them anew: read the difference as
// code.
class TestGolden : public QObject
{
    Q_OBJECT

private slots:
    void generatedFilesEqualThoseWrittenByHand_data()
    {
        QTest::addColumn<QString>("pipeline");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *golden, const char *pipeline) {
            const QDir folder(
                sourcePath(QStringLiteral("tests/codegen/golden/%1").arg(QLatin1String(golden))));
            QStringList names = folder.entryList(
                {QStringLiteral("*.py"), QStringLiteral("*.json"), QStringLiteral("*.txt")});
            if (folder.exists(QStringLiteral("scripts"))) {
                for (const QString &name :
                     QDir(folder.filePath(QStringLiteral("scripts"))).entryList({}, QDir::Files))
                    names << QStringLiteral("scripts/") + name;
            }
            QVERIFY(names.contains(QStringLiteral("train.py"))
                    && names.contains(QStringLiteral("predict.py")));
            for (const QString &name : qAsConst(names))
                QTest::newRow(qPrintable(QStringLiteral("%1/%2").arg(QLatin1String(golden), name)))
                    << QString(QLatin1String(pipeline))
                    << QStringLiteral("%1/%2").arg(QLatin1String(golden), name);
        };
        row("classification", "resources/examples/breast-cancer.outcrop");
        row("regression", "resources/examples/diabetes.outcrop");
        row("clustering", "resources/examples/wine-clusters.outcrop");
        row("grouped", "tests/codegen/golden/grouped/pipeline.outcrop");
        row("ordered", "tests/codegen/golden/ordered/pipeline.outcrop");
        row("branched", "tests/codegen/golden/branched/pipeline.outcrop");
    }

    void generatedFilesEqualThoseWrittenByHand()
    {
        QFETCH(QString, pipeline);
        QFETCH(QString, name);
        const Plan plan = samples::plan(samples::load(pipeline));

        const QByteArray generated = generate(plan).value(name.section(QLatin1Char('/'), 1));
        const QString path = sourcePath(QStringLiteral("tests/codegen/golden/") + name);
        if (qEnvironmentVariableIsSet("UPDATE_GOLDEN"))
            QVERIFY(saveAtomically(path, generated));
        const Result<QByteArray> golden = readFile(path);
        QVERIFY(golden);

        const QList<QByteArray> ours = generated.split('\n'), theirs = golden->split('\n');
        for (int i = 0; i < qMin(ours.size(), theirs.size()); ++i)
            QVERIFY2(ours[i] == theirs[i],
                     qPrintable(QStringLiteral("line %1\n  ours   %2\n  golden %3")
                                    .arg(i + 1)
                                    .arg(QString::fromUtf8(ours[i]))
                                    .arg(QString::fromUtf8(theirs[i]))));
        QCOMPARE(generated.size(), golden->size());
    }
};

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
