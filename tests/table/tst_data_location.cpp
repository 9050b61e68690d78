#include "core/table/data_location.h"

#include <QtTest>

using namespace outcrop;

class TestDataLocation : public QObject
{
    Q_OBJECT

private slots:
    void aNameBeforeAnAbsolutePathIsAHost()
    {
        for (const char *host : {"lab", "lab-1", "cpu_2.lab.example"}) {
            const DataLocation location =
                dataLocation(QLatin1String(host) + QStringLiteral(":/data/a: b.csv"));
            QVERIFY(location.isOnHost());
            QCOMPARE(location.host, QLatin1String(host));
            QCOMPARE(location.path, QStringLiteral("/data/a: b.csv"));
        }
    }

    void allElseIsAPathHere()
    {
        for (const char *path :
             {"", "iris.csv", "/data/iris.csv", "./lab:/iris.csv", "data/lab:/iris.csv",
              ":/iris.csv", "lab:iris.csv", "-o x:/iris.csv", "$(id):/iris.csv", "../a:/b"}) {
            const DataLocation location = dataLocation(QLatin1String(path));
            QVERIFY2(!location.isOnHost(), path);
            QCOMPARE(location.path, QLatin1String(path));
        }
    }
};

QTEST_APPLESS_MAIN(TestDataLocation)
#include "tst_data_location.moc"
