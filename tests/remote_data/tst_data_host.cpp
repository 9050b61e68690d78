#include "core/remote_data/data_host.h"
#include "tests/support/verify_result.h"

using namespace outcrop;

class TestDataHost : public QObject
{
    Q_OBJECT

    const QString m_here = QStringLiteral("local"), m_lab = QStringLiteral("lab");
    const DataLocation m_onLab{m_lab, QStringLiteral("/data/loans.csv")};
    const DataLocation m_large{{}, QStringLiteral("/home/ann/large.csv")};

private slots:
    void aPackageWithItsDataRunsWhereItIsWished()
    {
        QCOMPARE(*hostForData({}, {}), m_here);
        QCOMPARE(*hostForData({}, m_lab), m_lab);
    }

    void withoutAWishItRunsWhereItsDataAre()
    {
        QCOMPARE(*hostForData(m_onLab, {}), m_lab);
        QCOMPARE(*hostForData(m_onLab, m_lab), m_lab);
        QCOMPARE(*hostForData(m_large, {}), m_here);
    }

    void elsewhereItIsRefusedWithBothNames()
    {
        const auto onHost = hostForData(m_onLab, m_here);
        QVERIFY(!onHost);
        QVERIFY(onHost.error().message.contains(m_lab));
        QVERIFY(onHost.error().message.contains(m_onLab.path));
        const auto large = hostForData(m_large, m_lab);
        QVERIFY(!large);
        QVERIFY(large.error().message.contains(QStringLiteral("lab:/")));
    }
};

QTEST_APPLESS_MAIN(TestDataHost)
#include "tst_data_host.moc"
