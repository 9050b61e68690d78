#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/check.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/fixes.h"
#include "tests/support/accessible_names.h"
#include "widgets/problems/problem_row.h"
#include "widgets/problems/problems_panel.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QtTest>

using namespace outcrop;

Q_DECLARE_METATYPE(outcrop::BlockId)
Q_DECLARE_METATYPE(QVector<outcrop::BlockId>)

class TestProblemsPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qRegisterMetaType<BlockId>("BlockId");
        qRegisterMetaType<QVector<BlockId>>("QVector<BlockId>");
    }

    // A forest with a value that no forest takes, and no data.
    void init()
    {
        const BlockType &forest = *m_catalog.find(QStringLiteral("sklearn.RandomForestClassifier"));
        const Insertion added = addBlock({}, forest, {});
        m_forest = added.blocks.first();
        m_document.reset(setAttribute(added.pipeline, m_forest, QStringLiteral("max_depth"),
                                      AttributeValue(0), m_catalog));
        m_panel = std::make_unique<ProblemsPanel>(m_catalog, m_style);
        m_panel->resize(700, 300);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->setDocument(&m_document);
        connect(&m_document, &PipelineDocument::changed, m_panel.get(), [this] { recheck(); });
        recheck();
        m_list = m_panel->findChild<QListView *>();
    }

    void cleanup() { m_panel.reset(); }

    void errorsStandBeforeNotices()
    {
        Problem notice;
        notice.severity = Problem::Severity::Notice;
        notice.message = QStringLiteral("a notice");
        Problem error;
        error.message = QStringLiteral("an error");
        QSignalSpy counted(m_panel.get(), &ProblemsPanel::countChanged);
        m_panel->showProblems({notice, error, notice});
        QCOMPARE(m_list->model()->index(0, 0).data().toString(), error.message);
        QCOMPARE(counted.last()[0].toInt(), 1);
        QCOMPARE(counted.last()[1].toInt(), 2);
    }

    void titleOfTheBlockLeadsAndIsNotSaidTwice()
    {
        Problem problem;
        problem.block = m_forest;
        problem.message = QStringLiteral("Random forest: max_depth is 0.");
        const ProblemRow row = problemRows({problem}, m_document.pipeline(), m_catalog).first();
        QCOMPARE(row.lead, QStringLiteral("Random forest"));
        QCOMPARE(row.rest, QStringLiteral("max_depth is 0."));
        problem.message = QStringLiteral("Two blocks wait for each other.");
        const ProblemRow other = problemRows({problem}, m_document.pipeline(), m_catalog).first();
        QCOMPARE(other.rest, problem.message);
    }

    void enterShowsTheBlockAndTheAttribute()
    {
        QSignalSpy selected(m_panel.get(), &ProblemsPanel::selected);
        QSignalSpy wished(m_panel.get(), &ProblemsPanel::attributeWished);
        m_list->setCurrentIndex(rowOf(QStringLiteral("max_depth")));
        QTest::keyClick(m_list, Qt::Key_Return);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected[0][0].value<QVector<BlockId>>(), QVector<BlockId>{m_forest});
        QCOMPARE(wished.size(), 1);
        QCOMPARE(wished[0][1].toString(), QStringLiteral("max_depth"));
    }

    void controlEnterMendsAsOneStepNamedByTheFix()
    {
        m_list->setCurrentIndex(rowOf(QStringLiteral("max_depth")));
        QTest::keyClick(m_list, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(maxDepth().isNone());
        QCOMPARE(m_document.history().undoLabel(), QStringLiteral("Use none"));
        QVERIFY(!rowOf(QStringLiteral("max_depth")).isValid());
        m_document.undo();
        QVERIFY(maxDepth() == AttributeValue(0));
        QVERIFY(rowOf(QStringLiteral("max_depth")).isValid());
    }

    void clickOnTheButtonMendsAndDoesNotJump()
    {
        QSignalSpy selected(m_panel.get(), &ProblemsPanel::selected);
        const QRect row = m_list->visualRect(rowOf(QStringLiteral("max_depth")));
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, row.topRight() + QPoint(-30, 14));
        QVERIFY(maxDepth().isNone());
        QCOMPARE(selected.size(), 0);
    }

    void blockThatAFixAddsIsSelected()
    {
        const BlockType &evaluate = *m_catalog.find(QStringLiteral("evaluation.evaluate"));
        Problem problem;
        problem.message = QStringLiteral("There is no Evaluate block.");
        problem.fixes << addEvaluate({{m_forest, QStringLiteral("model")}}, evaluate);
        m_panel->showProblems({problem});
        QSignalSpy selected(m_panel.get(), &ProblemsPanel::selected);
        m_list->setCurrentIndex(m_list->model()->index(0, 0));
        QTest::keyClick(m_list, Qt::Key_Return, Qt::ControlModifier);
        const BlockId added = m_document.pipeline().findById(QStringLiteral("evaluate"));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected[0][0].value<QVector<BlockId>>(), QVector<BlockId>{added});
    }

    void clickOnTheSentenceJumps()
    {
        QSignalSpy selected(m_panel.get(), &ProblemsPanel::selected);
        const QRect row = m_list->visualRect(rowOf(QStringLiteral("max_depth")));
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, row.topLeft() + QPoint(60, 14));
        QVERIFY(maxDepth() == AttributeValue(0));
        QCOMPARE(selected.size(), 1);
    }

    void menuOfARowOffersItsFixes()
    {
        const QModelIndex row = rowOf(QStringLiteral("max_depth"));
        m_list->setCurrentIndex(row);
        emit m_list->customContextMenuRequested(m_list->visualRect(row).center());
        auto *menu = m_panel->findChild<QMenu *>();
        QVERIFY(menu);
        menu->actions().last()->trigger();
        QVERIFY(maxDepth().isNone());
        menu->close();
    }

    void rowsAreTallerWhereTheSentenceBreaks()
    {
        const QModelIndex row = rowOf(QStringLiteral("max_depth"));
        const int before = m_list->visualRect(row).height();
        m_panel->resize(260, 300);
        QTRY_VERIFY(m_list->visualRect(rowOf(QStringLiteral("max_depth"))).height() > before);
    }

    void selectionFromElsewhereMarksTheRowAndSaysNothing()
    {
        QSignalSpy selected(m_panel.get(), &ProblemsPanel::selected);
        m_panel->select({m_forest});
        QVERIFY(m_list->currentIndex().isValid());
        m_panel->select({});
        QVERIFY(!m_list->currentIndex().isValid());
        QCOMPARE(selected.size(), 0);
    }

    void withoutProblemsItSaysSo()
    {
        QVERIFY(m_list->isVisible());
        QSignalSpy counted(m_panel.get(), &ProblemsPanel::countChanged);
        m_panel->showProblems({});
        QVERIFY(!m_list->isVisible());
        QCOMPARE(counted.last()[0].toInt() + counted.last()[1].toInt(), 0);
    }

    void goneDocumentLeavesNothingToMend()
    {
        m_panel->setDocument(nullptr);
        QVERIFY(!m_list->isVisible());
        m_panel->showProblems(check(m_document.pipeline(), m_catalog));
        m_list->setCurrentIndex(m_list->model()->index(0, 0));
        QTest::keyClick(m_list, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(maxDepth() == AttributeValue(0));
    }

    void everyControlHasAnAccessibleName()
    {
        QCOMPARE(test::namelessChildren(*m_panel), QStringList());
        const QModelIndex row = rowOf(QStringLiteral("max_depth"));
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().startsWith(QLatin1String("Error: ")));
        QCOMPARE(row.data(Qt::AccessibleDescriptionRole).toString(),
                 QStringLiteral("Ctrl+Enter: Use none"));
    }

private:
    void recheck() { m_panel->showProblems(check(m_document.pipeline(), m_catalog)); }

    QModelIndex rowOf(const QString &word) const
    {
        const QAbstractItemModel *model = m_list->model();
        return model->match(model->index(0, 0), Qt::DisplayRole, word, 1, Qt::MatchContains)
            .value(0);
    }

    AttributeValue maxDepth() const
    {
        return attributeValue(*m_document.pipeline().find(m_forest), QStringLiteral("max_depth"),
                              m_catalog);
    }

    Style m_style{*qApp, ThemeChoice::Light};
    const Catalog m_catalog = builtinCatalog();
    PipelineDocument m_document;
    BlockId m_forest{};
    std::unique_ptr<ProblemsPanel> m_panel;
    QListView *m_list = nullptr;
};

QTEST_MAIN(TestProblemsPanel)
#include "tst_problems_panel.moc"
