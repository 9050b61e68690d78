#include "widgets/hosts/hosts_place.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace outcrop;

class TestHostsPlace : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Style> m_style;

    bool shows(const QWidget &widget, const QString &text) const
    {
        for (const QLabel *const label : widget.findChildren<QLabel *>()) {
            if (label->text().contains(text))
                return true;
        }
        return false;
    }

    HostReport report() const
    {
        HostReport report;
        report.at = QDateTime::currentDateTimeUtc();
        report.facts = QStringList{QStringLiteral("lab-1")};
        report.lines = {{true, QStringLiteral("Python 3.11.2"), {}},
                        {false, QStringLiteral("no scikit-learn"),
                         QStringLiteral("apt install python3-sklearn")}};
        return report;
    }

private slots:
    void initTestCase() { m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light); }
    void cleanupTestCase() { m_style.reset(); }

    void everyLineIsShownWithItsFix()
    {
        HostsPlace place(*m_style, [this] { return report(); });
        QSignalSpy refreshed(&place, &HostsPlace::refreshed);
        place.show();
        QTRY_COMPARE_WITH_TIMEOUT(refreshed.count(), 1, 60000);
        QVERIFY(shows(place, QStringLiteral("Python 3.11.2")));
        QVERIFY(shows(place, QStringLiteral("apt install python3-sklearn")));
        QVERIFY(shows(place, QStringLiteral("lab-1")));
        QVERIFY(shows(place, QStringLiteral("just now")));
    }

    void aFailedLookIsASentence()
    {
        HostsPlace place(*m_style, [] {
            HostReport report;
            report.at = QDateTime::currentDateTimeUtc();
            report.error = QStringLiteral("The shell did not answer.");
            return report;
        });
        QSignalSpy refreshed(&place, &HostsPlace::refreshed);
        place.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(refreshed.count(), 1, 60000);
        QVERIFY(shows(place, QStringLiteral("The shell did not answer.")));
    }

    void thisComputerIsLookedAtByItsOwnShell()
    {
        HostsPlace place(*m_style);
        QSignalSpy refreshed(&place, &HostsPlace::refreshed);
        place.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(refreshed.count(), 1, 60000);
        QVERIFY(shows(place, QStringLiteral("CPU")));
        QVERIFY(shows(place, QStringLiteral("Python")));
    }

    void aHostCannotBeAddedYetAndThePlaceSaysWhen()
    {
        HostsPlace place(*m_style, [this] { return report(); });
        QPushButton *add = nullptr;
        for (QPushButton *const button : place.findChildren<QPushButton *>()) {
            if (!button->isEnabled())
                add = button;
        }
        QVERIFY(add);
        QVERIFY(add->toolTip().contains(QStringLiteral("SSH")));
    }

    void agesAreInWords()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(ageOf(now, now), QStringLiteral("just now"));
        QCOMPARE(ageOf(now.addSecs(-150), now), QStringLiteral("2 min ago"));
        QCOMPARE(ageOf(now.addSecs(-7300), now), QStringLiteral("2 h ago"));
    }
};

QTEST_MAIN(TestHostsPlace)
#include "tst_hosts_place.moc"
