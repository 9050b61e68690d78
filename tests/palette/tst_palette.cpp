#include "core/builtin_catalog/builtin_catalog.h"
#include "tests/support/accessible_names.h"
#include "widgets/palette/block_list.h"
#include "widgets/palette/palette.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QtTest>

using namespace outcrop;

namespace {

QStringList rowsOf(const QTreeView &list)
{
    QStringList rows;
    for (QModelIndex index = list.model()->index(0, 0); index.isValid();
         index = list.indexBelow(index))
        rows << index.data().toString();
    return rows;
}

} // namespace

class TestPalette : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_palette = std::make_unique<Palette>(m_catalog, m_style);
        m_palette->resize(240, 800);
        m_palette->show();
        QVERIFY(QTest::qWaitForWindowActive(m_palette.get()));
        m_search = m_palette->findChild<SearchField *>();
        m_list = m_palette->findChild<BlockList *>();
    }

    void commonBlocksStandBelowTheirCategories()
    {
        const QStringList rows = rowsOf(*m_list);
        QVERIFY(rows.indexOf(QStringLiteral("Data")) < rows.indexOf(QStringLiteral("CSV file")));
        QVERIFY(rows.indexOf(QStringLiteral("Preparation"))
                < rows.indexOf(QStringLiteral("Standard scaler")));
        QVERIFY(rows.indexOf(QStringLiteral("Classification"))
                < rows.indexOf(QStringLiteral("Random forest")));
        QVERIFY(rows.indexOf(QStringLiteral("Classification"))
                < rows.indexOf(QStringLiteral("Evaluation")));
        QVERIFY2(!rows.contains(QStringLiteral("Ridge regression")), "regression begins closed");
        QVERIFY2(!rows.contains(QStringLiteral("Bernoulli naive Bayes")), "not a common block");
    }

    void headingSaysHowManyBlocksThereAre()
    {
        int count = 0;
        for (const BlockType &type : m_catalog.types())
            count += type.category.startsWith(QLatin1String("Preparation/"));
        const QModelIndex heading = find(QStringLiteral("Preparation"));
        QCOMPARE(heading.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Preparation, %1 blocks").arg(count));
    }

    void clickOnAHeadingClosesItAndASearchInBetweenLeavesItClosed()
    {
        click(find(QStringLiteral("Preparation")));
        QVERIFY(!rowsOf(*m_list).contains(QStringLiteral("Standard scaler")));
        QTest::keyClicks(m_search, QStringLiteral("pca"));
        QTest::keyClick(m_search, Qt::Key_Escape);
        QVERIFY(!rowsOf(*m_list).contains(QStringLiteral("Standard scaler")));
        click(find(QStringLiteral("Preparation")));
        QVERIFY(rowsOf(*m_list).contains(QStringLiteral("Standard scaler")));
    }

    void everyBlockIsFoundBySearchAndChosenByEnter()
    {
        QSignalSpy chosen(m_palette.get(), &Palette::chosen);
        m_search->setFocus();
        QTest::keyClicks(m_search, QStringLiteral("bernoulli naive"));
        QCOMPARE(rowsOf(*m_list).first(), QStringLiteral("Bernoulli naive Bayes"));
        QTest::keyClick(m_search, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("sklearn.BernoulliNB"));
    }

    void arrowsWalkTheResultsWhileTheFocusStaysInTheSearch()
    {
        QSignalSpy chosen(m_palette.get(), &Palette::chosen);
        m_search->setFocus();
        QTest::keyClicks(m_search, QStringLiteral("random forest"));
        QTest::keyClick(m_search, Qt::Key_Down);
        QVERIFY(m_search->hasFocus());
        QTest::keyClick(m_search, Qt::Key_Return);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("sklearn.RandomForestRegressor"));
    }

    void escapeBringsTheCategoriesBack()
    {
        QTest::keyClicks(m_search, QStringLiteral("forest"));
        QVERIFY(!find(QStringLiteral("Data")).isValid());
        QTest::keyClick(m_search, Qt::Key_Escape);
        QVERIFY(find(QStringLiteral("Data")).isValid());
        QVERIFY(m_search->text().isEmpty());
    }

    void whatIsTypedOverTheListGoesToTheSearch()
    {
        m_list->setFocus();
        QTest::keyClicks(m_list, QStringLiteral("s"));
        QVERIFY(m_search->hasFocus());
        QCOMPARE(m_search->text(), QStringLiteral("s"));
    }

    void moreLeadsToASearchForTheCategory()
    {
        const QModelIndex scaler = find(QStringLiteral("Preparation"));
        const QModelIndex more =
            m_list->model()->index(m_list->model()->rowCount(scaler) - 1, 0, scaler);
        click(more);
        QCOMPARE(m_search->text(), QStringLiteral("Preparation"));
        QVERIFY(rowsOf(*m_list).contains(QStringLiteral("Max-abs scaler")));
    }

    void doubleClickChooses()
    {
        QSignalSpy chosen(m_palette.get(), &Palette::chosen);
        const QPoint at = m_list->visualRect(find(QStringLiteral("CSV file"))).center();
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(m_list->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("input.csv"));
    }

    void dragCarriesTheKeyAndAPictureOfTheBlock()
    {
        const QRect row = m_list->visualRect(find(QStringLiteral("CSV file")));
        QByteArray carried;
        QSize picture;
        const auto look = [&] {
            if (const auto *drag = m_list->findChild<QDrag *>()) {
                carried = drag->mimeData()->data(QLatin1String(blockTypeMimeType));
                picture = drag->pixmap().size();
                QDrag::cancel();
            }
        };
        QTimer poll; // A drag runs an event loop of its own, but for platforms without one.
        connect(&poll, &QTimer::timeout, this, look);
        poll.start(1);
        const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button) {
            QMouseEvent event(type, at, m_list->viewport()->mapToGlobal(at), button, Qt::LeftButton,
                              {});
            QApplication::sendEvent(m_list->viewport(), &event);
        };
        send(QEvent::MouseButtonPress, row.center(), Qt::LeftButton);
        send(QEvent::MouseMove, row.center() + QPoint(30, 0), Qt::NoButton);
        send(QEvent::MouseMove, row.center() + QPoint(60, 0), Qt::NoButton);
        look();
        QCOMPARE(carried, QByteArray("input.csv"));
        QCOMPARE(picture, QSize(176, 64));
    }

    void toolTipIsTheHelpOfTheBlock()
    {
        const QString help = m_catalog.find(QStringLiteral("input.csv"))->help;
        QVERIFY(find(QStringLiteral("CSV file"))
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(help.toHtmlEscaped()));
    }

    void nothingFoundSaysSo()
    {
        QTest::keyClicks(m_search, QStringLiteral("zzzzzz"));
        QCOMPARE(m_list->model()->rowCount(), 0);
        QVERIFY(!m_list->grab().toImage().isNull());
        QTest::keyClick(m_search, Qt::Key_Return); // Chooses nothing, and nothing breaks.
    }

    void everyControlHasAnAccessibleName()
    {
        QCOMPARE(test::namelessChildren(*m_palette), QStringList());
    }

private:
    QModelIndex find(const QString &text) const
    {
        return m_list->model()
            ->match(m_list->model()->index(0, 0), Qt::DisplayRole, text, 1,
                    Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }

    void click(const QModelIndex &index)
    {
        m_list->scrollTo(index);
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                          m_list->visualRect(index).center());
    }

    Style m_style{*qApp, ThemeChoice::Light};
    const Catalog m_catalog = builtinCatalog();
    std::unique_ptr<Palette> m_palette;
    SearchField *m_search = nullptr;
    BlockList *m_list = nullptr;
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
