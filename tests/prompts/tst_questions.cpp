#include "widgets/prompts/dialog_questions.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QtTest>

#include <optional>

using namespace outcrop;

class TestQuestions : public QObject
{
    Q_OBJECT

private:
    QWidget m_window;
    DialogQuestions m_questions{&m_window};

    QMessageBox *box() const
    {
        for (QMessageBox *const each : m_window.findChildren<QMessageBox *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void click(const QString &title)
    {
        for (QAbstractButton *const button : box()->buttons()) {
            if (button->text().remove(QLatin1Char('&')) == title)
                return button->click();
        }
        QFAIL(qPrintable(QStringLiteral("no button ") + title));
    }

private slots:
    void initTestCase() { m_window.show(); }

    void savingIsAskedWithTheNamesOfTheFiles()
    {
        std::optional<SaveAnswer> answer;
        m_questions.askToSave({QStringLiteral("loan"), QStringLiteral("houses")},
                              [&answer](SaveAnswer given) { answer = given; });
        QVERIFY(!answer);
        QVERIFY(box()->informativeText().contains(QStringLiteral("loan, houses")));
        click(QStringLiteral("Discard"));
        QCOMPARE(answer, SaveAnswer::Discard);
    }

    void escapeIsCancel()
    {
        std::optional<SaveAnswer> answer;
        m_questions.askToSave({QStringLiteral("loan")},
                              [&answer](SaveAnswer given) { answer = given; });
        QTest::keyClick(box(), Qt::Key_Escape);
        QCOMPARE(answer, SaveAnswer::Cancel);
    }

    void confirmationHasAVerbAndItsDefaultIsToDoNothing()
    {
        std::optional<bool> answer;
        const auto ask = [&] {
            m_questions.confirm(
                {QStringLiteral("Delete the results?"), {}, QStringLiteral("Delete")},
                [&answer](bool yes) { answer = yes; });
        };
        ask();
        QTest::keyClick(box(), Qt::Key_Return);
        QCOMPARE(answer, false);
        QTRY_VERIFY(!box());
        ask();
        click(QStringLiteral("Delete"));
        QCOMPARE(answer, true);
    }
};

QTEST_MAIN(TestQuestions)
#include "tst_questions.moc"
