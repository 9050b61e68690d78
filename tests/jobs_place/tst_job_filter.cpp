#include "widgets/jobs/job_filter.h"

#include <QtTest>

#include <limits>

using namespace outcrop;

namespace {

bool accepts(const char *filter)
{
    const auto text = [](JobColumn column) {
        switch (column) {
        case JobColumn::Job:
            return QStringLiteral("calm-oak-11");
        case JobColumn::Pipeline:
            return QStringLiteral("Breast cancer");
        case JobColumn::State:
            return QStringLiteral("Succeeded");
        case JobColumn::Best:
            return QStringLiteral("Logistic regression");
        default:
            return QString();
        }
    };
    const auto number = [](JobColumn column) {
        return column == JobColumn::Score ? 0.9949 : std::numeric_limits<double>::quiet_NaN();
    };
    return JobFilter(QString::fromUtf8(filter)).accepts(text, number);
}

} // namespace

class TestJobFilter : public QObject
{
    Q_OBJECT

private slots:
    void termsFindWhatTheyMean_data();
    void termsFindWhatTheyMean();
};

void TestJobFilter::termsFindWhatTheyMean_data()
{
    QTest::addColumn<bool>("found");
    QTest::newRow("") << true;
    QTest::newRow("   ") << true;
    QTest::newRow("oak") << true;
    QTest::newRow("OAK logistic") << true;
    QTest::newRow("oak forest") << false;
    QTest::newRow("data = breast-cancer") << true;
    QTest::newRow("data=breast_cancer") << true;
    QTest::newRow("data = digits") << false;
    QTest::newRow("pipeline = \"breast cancer\"") << true;
    QTest::newRow("pipeline = \"breast canc") << true;
    QTest::newRow("state != succeeded") << false;
    QTest::newRow("state != failed") << true;
    QTest::newRow("score > 0.99") << true;
    QTest::newRow("score >= 0.995") << false;
    QTest::newRow("score < 1 state = succeeded") << true;
    QTest::newRow("p95 < 5") << false; // It has none.
    QTest::newRow("score > much") << false;
    QTest::newRow("unknown = 3") << false; // No column: words that are not there.
    QTest::newRow("((( \\ = !") << false;
}

void TestJobFilter::termsFindWhatTheyMean()
{
    QFETCH(bool, found);
    QCOMPARE(accepts(QTest::currentDataTag()), found);
}

QTEST_GUILESS_MAIN(TestJobFilter)
#include "tst_job_filter.moc"
