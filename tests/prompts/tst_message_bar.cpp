#include "widgets/prompts/message_bar.h"

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace outcrop;

class TestMessageBar : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Style> m_style;

    QPushButton *button(MessageBar &bar, const QString &title)
    {
        for (QPushButton *const each : bar.findChildren<QPushButton *>()) {
            if (each->text() == title && !each->isHidden())
                return each;
        }
        return nullptr;
    }

private slots:
    void initTestCase() { m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light); }
    void cleanupTestCase() { m_style.reset(); }

    void nothingIsShownUntilThereIsAMessage()
    {
        MessageBar bar(*m_style);
        QVERIFY(bar.isHidden());
        bar.showError(QStringLiteral("No such file."));
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.accessibleName(), QStringLiteral("No such file."));
        bar.dismiss();
        QVERIFY(bar.isHidden());
    }

    void theSameMessageAgainIsCounted()
    {
        MessageBar bar(*m_style);
        for (int i = 0; i < 3; ++i)
            bar.showError(QStringLiteral("Lost."));
        QCOMPARE(bar.count(), 1);
        QVERIFY(bar.accessibleName().contains(QLatin1Char('3')));
    }

    void messagesWaitForOneAnother()
    {
        MessageBar bar(*m_style);
        bar.showError(QStringLiteral("first"));
        bar.showError(QStringLiteral("second"));
        QCOMPARE(bar.text(), QStringLiteral("second"));
        bar.dismiss();
        QCOMPARE(bar.text(), QStringLiteral("first"));
    }

    void aMessageIsWithdrawnWhetherItIsSeenOrNot()
    {
        MessageBar bar(*m_style);
        bar.showNote(QStringLiteral("first"));
        bar.showNote(QStringLiteral("second"));
        bar.withdraw(QStringLiteral("none"));
        QCOMPARE(bar.count(), 2);
        const auto shows = [&](const char *text) {
            for (const QLabel *const label : bar.findChildren<QLabel *>()) {
                if (!label->isHidden() && label->text() == QLatin1String(text))
                    return true;
            }
            return false;
        };
        QVERIFY(shows("1 more"));
        bar.withdraw(QStringLiteral("first"));
        QCOMPARE(bar.text(), QStringLiteral("second"));
        QVERIFY(!shows("1 more"));
        bar.showNote(QStringLiteral("third"));
        bar.withdraw(QStringLiteral("third"));
        QVERIFY(shows("second"));
        bar.withdraw(QStringLiteral("second"));
        QVERIFY(bar.isHidden());
    }

    void aMessageIsRewordedInPlaceAndAnActionMayLeaveItThere()
    {
        MessageBar bar(*m_style);
        int retries = 0, closed = 0;
        connect(&bar, &MessageBar::closed, this, [&closed] { ++closed; });
        bar.show({Message::Tone::Warning,
                  QStringLiteral("Next try in 9 s."),
                  {{QStringLiteral("Retry now"), [&retries] { ++retries; }, true}},
                  0});
        QPushButton *const retry = button(bar, QStringLiteral("Retry now"));
        retry->setFocus();
        bar.reword(QStringLiteral("Next try in 8 s."));
        QCOMPARE(bar.text(), QStringLiteral("Next try in 8 s."));
        QCOMPARE(bar.count(), 1);
        retry->click();
        retry->click();
        QCOMPARE(retries, 2);
        QVERIFY(!bar.isHidden());
        QCOMPARE(closed, 0);
        bar.findChild<QToolButton *>()->click();
        QVERIFY(bar.isHidden());
        QCOMPARE(closed, 1);
    }

    void anActionActsOnceAndPutsTheMessageAway()
    {
        MessageBar bar(*m_style);
        int undone = 0;
        bar.showUndo(QStringLiteral("Deleted 3 blocks."), [&undone] { ++undone; });
        QVERIFY(button(bar, QStringLiteral("Undo")));
        QTest::mouseClick(button(bar, QStringLiteral("Undo")), Qt::LeftButton);
        QCOMPARE(undone, 1);
        QVERIFY(bar.isHidden());
    }

    void aMessageForSomeSecondsGoesByItself()
    {
        MessageBar bar(*m_style);
        bar.show({Message::Tone::Note, QStringLiteral("Saved."), {}, 1});
        QTRY_VERIFY_WITH_TIMEOUT(bar.isHidden(), 60000);
    }

    void hostileTextStaysText()
    {
        MessageBar bar(*m_style);
        bar.showError(QStringLiteral("<img src='http://x'><b>a</b>"));
        for (const QLabel *const label : bar.findChildren<QLabel *>()) {
            if (label->text().contains(QLatin1String("<b>")))
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void theQueueDoesNotGrowWithoutEnd()
    {
        MessageBar bar(*m_style);
        for (int i = 0; i < 1000; ++i)
            bar.showError(QString::number(i));
        QVERIFY(bar.count() <= 20);
        QCOMPARE(bar.text(), QStringLiteral("999"));
    }

    void everyButtonHasAName()
    {
        MessageBar bar(*m_style);
        bar.showUndo(QStringLiteral("Deleted."), [] {});
        for (const QAbstractButton *const each : bar.findChildren<QAbstractButton *>()) {
            if (!each->isHidden())
                QVERIFY(!each->accessibleName().isEmpty() || !each->text().isEmpty());
        }
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"
