#include "core/resources/resource.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace outcrop;

class TestResource : public QObject
{
    Q_OBJECT

private slots:
    // A program that lies in the folder but was forgotten in resources.qrc would be missing on
    // every host.
    void everyHostProgramIsEmbeddedByteForByte()
    {
        const QDir folder(QStringLiteral(OUTCROP_SOURCE_DIR "/resources/host"));
        const QStringList names = folder.entryList(QDir::Files);
        QVERIFY(names.contains(QLatin1String("runner.sh")));
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(resource(QLatin1String("host/") + name), file.readAll());
        }
    }
};

QTEST_GUILESS_MAIN(TestResource)
#include "tst_resource.moc"
