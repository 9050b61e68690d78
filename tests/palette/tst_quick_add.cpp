#include "core/builtin_catalog/builtin_catalog.h"
#include "tests/support/accessible_names.h"
#include "widgets/palette/block_list.h"
#include "widgets/palette/quick_add.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QtTest>

using namespace outcrop;

class TestQuickAdd : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *opener = new QLineEdit(m_window.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        opener->setFocus();
        m_popup = std::make_unique<QuickAdd>(m_catalog, m_style);
        m_search = m_popup->findChild<SearchField *>();
        m_list = m_popup->findChild<BlockList *>();
    }

    void enterChoosesTheBestAndClosesAndTheFocusReturns()
    {
        QSignalSpy chosen(m_popup.get(), &QuickAdd::chosen);
        QSignalSpy cancelled(m_popup.get(), &QuickAdd::cancelled);
        QWidget *opener = QApplication::focusWidget();
        m_popup->open({50, 50});
        QVERIFY(m_search->hasFocus());
        QTest::keyClicks(m_search, QStringLiteral("split"));
        QTest::keyClick(m_search, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("table.split"));
        QCOMPARE(cancelled.size(), 0);
        QVERIFY(m_popup->isHidden());
        QTRY_COMPARE(QApplication::focusWidget(), opener);
    }

    void escapeClosesWithoutAChoice()
    {
        QSignalSpy chosen(m_popup.get(), &QuickAdd::chosen);
        QSignalSpy cancelled(m_popup.get(), &QuickAdd::cancelled);
        m_popup->open({50, 50});
        QTest::keyClicks(m_search, QStringLiteral("split"));
        QTest::keyClick(m_search, Qt::Key_Escape);
        QVERIFY(m_popup->isHidden());
        QCOMPARE(chosen.size(), 0);
        QCOMPARE(cancelled.size(), 1);
    }

    void onlyWhatFitsIsListed()
    {
        m_popup->open({50, 50}, PortFilter{PortFilter::Needs::Input, PortType::Scores});
        QCOMPARE(m_list->model()->rowCount(), 1);
        QCOMPARE(m_list->currentKey(), QStringLiteral("evaluation.best_model"));
        QCOMPARE(m_popup->findChild<QLabel *>()->text(),
                 QStringLiteral("Add a block that takes scores"));
        QTest::keyClicks(m_search, QStringLiteral("csv"));
        QCOMPARE(m_list->model()->rowCount(), 0);
    }

    void secondOpeningBeginsAnew()
    {
        m_popup->open({50, 50}, PortFilter{PortFilter::Needs::Input, PortType::Scores});
        QTest::keyClicks(m_search, QStringLiteral("best"));
        QTest::keyClick(m_search, Qt::Key_Escape);
        m_popup->open({50, 50});
        QVERIFY(m_search->text().isEmpty());
        QVERIFY(m_list->model()->rowCount() > 150);
    }

    void clickChooses()
    {
        QSignalSpy chosen(m_popup.get(), &QuickAdd::chosen);
        m_popup->open({50, 50}, PortFilter{PortFilter::Needs::Output, PortType::Scores});
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                          m_list->visualRect(m_list->model()->index(0, 0)).center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("evaluation.evaluate"));
    }

    void popupStaysOnTheScreen()
    {
        const QRect screen = QApplication::primaryScreen()->availableGeometry();
        m_popup->open(screen.bottomRight());
        QVERIFY(screen.contains(m_popup->geometry()));
    }

    void everyControlHasAnAccessibleName()
    {
        QCOMPARE(test::namelessChildren(*m_popup), QStringList());
    }

private:
    Style m_style{*qApp, ThemeChoice::Light};
    const Catalog m_catalog = builtinCatalog();
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<QuickAdd> m_popup;
    SearchField *m_search = nullptr;
    BlockList *m_list = nullptr;
};

QTEST_MAIN(TestQuickAdd)
#include "tst_quick_add.moc"
