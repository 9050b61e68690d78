#include "app/window/host_columns.h"

#include <QSignalSpy>
#include <QtTest>

using namespace outcrop;

namespace {

const auto block = QStringLiteral("loans");

DataSource sourceAt(const QString &file)
{
    DataSource source;
    source.type = QStringLiteral("input.csv");
    source.file = file;
    source.attributes.insert(QStringLiteral("path"), AttributeValue(file));
    return source;
}

TablePeek peekOf(const QString &column)
{
    TablePeek peek;
    ColumnFacts facts;
    facts.name = column;
    peek.facts.columns << facts;
    return peek;
}

// Keeps what is asked, for the test to answer.
struct Host
{
    QStringList asked;
    std::vector<DataPanel::PeekAnswer> answers;

    DataPanel::PeekAtHost peek()
    {
        return [this](const DataLocation &data, const CsvOptions &, int,
                      const DataPanel::PeekAnswer &answer) {
            asked << data.host + QLatin1Char(' ') + data.path;
            answers.push_back(answer);
        };
    }
};

} // namespace

class TestHostColumns : public QObject
{
    Q_OBJECT

private slots:
    void tableIsAskedForOnceAndItsStateIsSaid()
    {
        Host host;
        HostColumns columns;
        columns.setPeek(host.peek());
        QSignalSpy changed(&columns, &HostColumns::changed);
        const DataSource source = sourceAt(QStringLiteral("lab:/data/loans.csv"));
        columns.wish(block, source);
        columns.wish(block, source);
        QCOMPARE(columns.remark(block).sentence, QStringLiteral("Reading columns from lab…"));
        QTRY_COMPARE(host.asked, QStringList{QStringLiteral("lab /data/loans.csv")});
        columns.wish(block, source);
        host.answers.front()(peekOf(QStringLiteral("income")));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(columns.tables().value(block).columns.first().name, QStringLiteral("income"));
        QVERIFY(columns.remark(block).sentence.isEmpty());
        columns.wish(block, source);
        QCOMPARE(host.asked.size(), 1);
    }

    void failureIsSaidAndTriedAgainOnlyAfterItWasForgotten()
    {
        Host host;
        HostColumns columns;
        columns.setPeek(host.peek());
        const DataSource source = sourceAt(QStringLiteral("lab:/data/loans.csv"));
        columns.wish(block, source);
        QTRY_COMPARE(host.asked.size(), 1);
        host.answers[0](
            Result<TablePeek>(failure(ErrorKind::Network, QStringLiteral("lab does not answer."))));
        QVERIFY(columns.remark(block).isFailure);
        QCOMPARE(columns.remark(block).sentence, QStringLiteral("lab does not answer."));
        columns.wish(block, source);
        QVERIFY(columns.remark(block).isFailure);
        columns.forgetFailures();
        columns.wish(block, source);
        QTRY_COMPARE(host.asked.size(), 2);
    }

    void answerForAnotherFileIsNotTaken()
    {
        Host host;
        HostColumns columns;
        columns.setPeek(host.peek());
        columns.wish(block, sourceAt(QStringLiteral("lab:/old.csv")));
        QTRY_COMPARE(host.asked.size(), 1);
        columns.wish(block, sourceAt(QStringLiteral("lab:/new.csv")));
        host.answers[0](peekOf(QStringLiteral("old")));
        QVERIFY(columns.tables().isEmpty());
        QTRY_COMPARE(host.asked.size(), 2);
        host.answers[1](peekOf(QStringLiteral("new")));
        QCOMPARE(columns.tables().value(block).columns.first().name, QStringLiteral("new"));
        columns.wish(block, sourceAt(QStringLiteral("/here.csv")));
        QVERIFY(columns.tables().isEmpty());
        QVERIFY(columns.remark(block).sentence.isEmpty());
    }
};

QTEST_MAIN(TestHostColumns)
#include "tst_host_columns.moc"
