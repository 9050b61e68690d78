#include "core/table/bundled_tables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

using namespace outcrop;

namespace {

// One JSON object a data set, measured from the installed library.
const char *const measure = R"(
import json, sys
from sklearn import datasets
bunch = getattr(datasets, "load_" + sys.argv[1])(as_frame=True)
frame = bunch.frame
if "target_names" in bunch:
    frame["target"] = [str(bunch.target_names[i]) for i in bunch.target]
print(json.dumps({
    "rows": len(frame),
    "missing": int(frame.isna().sum().sum()),
    "columns": [[str(name), str(frame[name].dtype), int(frame[name].nunique())] for name in frame],
    "values": list(dict.fromkeys(map(str, frame["target"])))[:10],
}))
)";

ColumnType typeOf(const QString &dtype)
{
    if (dtype == QLatin1String("float64"))
        return ColumnType::Real;
    return dtype == QLatin1String("int64") ? ColumnType::Integer : ColumnType::Text;
}

} // namespace

class TestBundledTables : public QObject
{
    Q_OBJECT

private slots:
    void factsAreThoseOfTheInstalledLibrary_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : bundledTableNames())
            QTest::newRow(qPrintable(name)) << name;
    }
    void factsAreThoseOfTheInstalledLibrary()
    {
        QFETCH(QString, name);
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral("-c"), QString::fromLatin1(measure), name});
        QVERIFY(python.waitForFinished(60000));
        const QByteArray errors = python.readAllStandardError();
        const QJsonObject measured =
            QJsonDocument::fromJson(python.readAllStandardOutput()).object();
        QVERIFY2(!measured.isEmpty(), errors.constData());

        const auto table = bundledTable(name);

        QVERIFY(table);
        QCOMPARE(double(table->rows), measured.value(QLatin1String("rows")).toDouble());
        QCOMPARE(measured.value(QLatin1String("missing")).toInt(), 0);
        const QJsonArray columns = measured.value(QLatin1String("columns")).toArray();
        QCOMPARE(table->columns.size(), columns.size());
        for (int i = 0; i < columns.size(); ++i) {
            const ColumnFacts &column = table->columns[i];
            QCOMPARE(column.name, columns[i].toArray()[0].toString());
            QCOMPARE(column.type, typeOf(columns[i].toArray()[1].toString()));
            QCOMPARE(column.distinct, columns[i].toArray()[2].toInt());
            QCOMPARE(column.missing, 0);
        }
        QCOMPARE(table->columns.last().name, QStringLiteral("target"));
        if (table->columns.last().type == ColumnType::Text)
            QCOMPARE(QJsonArray::fromStringList(table->columns.last().firstValues),
                     measured.value(QLatin1String("values")).toArray());
    }

    void otherNamesHaveNoFacts() { QVERIFY(!bundledTable(QStringLiteral("boston"))); }
};

QTEST_GUILESS_MAIN(TestBundledTables)
#include "tst_bundled_tables.moc"
