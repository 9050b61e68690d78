#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/connecting.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "tests/support/accessible_names.h"
#include "widgets/outline/outline_panel.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QMenu>
#include <QTreeView>
#include <QtTest>

using namespace outcrop;

Q_DECLARE_METATYPE(QVector<outcrop::BlockId>)
Q_DECLARE_METATYPE(std::optional<outcrop::Port>)

class TestOutlinePanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qRegisterMetaType<QVector<BlockId>>("QVector<BlockId>");
        qRegisterMetaType<std::optional<Port>>("std::optional<outcrop::Port>");
    }

    void init()
    {
        m_panel.reset();
        Pipeline pipeline;
        m_data = add(pipeline, "input.dataset");
        m_forest = add(pipeline, "sklearn.RandomForestClassifier");
        m_evaluate = add(pipeline, "evaluation.evaluate");
        m_document.reset(pipeline);
        m_panel = std::make_unique<OutlinePanel>(m_catalog, m_style);
        m_panel->resize(360, 700);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->setDocument(&m_document);
        m_tree = m_panel->findChild<QTreeView *>();
        m_tree->setFocus();
    }

    void blocksStandInFileOrderAndOpenToPortsAndAttributes()
    {
        QCOMPARE(blockRows(),
                 (QStringList{QStringLiteral("Bundled data set"), QStringLiteral("Random forest"),
                              QStringLiteral("Evaluate")}));
        const QModelIndex forest = open(1);
        QCOMPARE(child(forest, QStringLiteral("input table")).isValid(), true);
        QCOMPARE(child(forest, QStringLiteral("output model")).isValid(), true);
        QCOMPARE(valueOf(child(forest, QStringLiteral("n_estimators"))), QStringLiteral("100"));
    }

    void portIsConnectedByKeyboardAndTheConnectionRemoved()
    {
        go(child(open(0), QStringLiteral("output table")));
        QTest::keyClick(m_tree, Qt::Key_Return);
        chooseInMenu(QStringLiteral("Random forest, table"));
        QCOMPARE(m_document.pipeline().connectionCount(), 1);
        QCOMPARE(m_document.history().undoLabel(), QStringLiteral("Connect"));

        const QModelIndex port = child(open(1), QStringLiteral("input table"));
        m_tree->expand(port);
        const QModelIndex connection = child(port, QStringLiteral("from Bundled data set"));
        QVERIFY(connection.isValid());
        go(connection);
        QTest::keyClick(m_tree, Qt::Key_Delete);
        QCOMPARE(m_document.pipeline().connectionCount(), 0);
        QVERIFY(!child(port, QStringLiteral("from Bundled data set")).isValid());
        m_document.undo();
        QVERIFY(child(port, QStringLiteral("from Bundled data set")).isValid());
    }

    void onlyFittingPortsAreOffered()
    {
        go(child(open(1), QStringLiteral("output model")));
        QTest::keyClick(m_tree, Qt::Key_Return);
        auto *menu = m_panel->findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().first()->text(), QStringLiteral("Evaluate, models"));
        QCOMPARE(menu->actions().size(), 3); // And a new block, below a line.
        menu->close();
    }

    void attributeIsTypedAsTextAndAWrongOneIsRefusedWithASentence()
    {
        const QModelIndex row = child(open(1), QStringLiteral("max_depth"));
        typeInto(row, QStringLiteral("7"));
        QVERIFY(value("max_depth") == AttributeValue(7));
        QCOMPARE(m_document.history().undoLabel(), QStringLiteral("Set max_depth"));
        QCOMPARE(valueOf(row), QStringLiteral("7"));

        QSignalSpy said(m_panel.get(), &OutlinePanel::status);
        typeInto(row, QStringLiteral("-3"));
        QVERIFY(value("max_depth") == AttributeValue(7));
        QCOMPARE(said.size(), 1);
        QVERIFY(said[0][0].toString().contains(QLatin1String("max_depth is -3")));
        QCOMPARE(valueOf(row), QStringLiteral("7"));

        go(row);
        QTest::keyClick(m_tree, Qt::Key_Delete);
        QVERIFY(value("max_depth").isNone());
    }

    void titleIsEditedInPlace()
    {
        const QModelIndex row = m_tree->model()->index(1, 0);
        typeInto(row, QStringLiteral("My forest"));
        QCOMPARE(displayTitle(*m_document.pipeline().find(m_forest), m_catalog),
                 QStringLiteral("My forest"));
        QCOMPARE(blockRows()[1], QStringLiteral("My forest"));
        m_document.undo();
        QCOMPARE(blockRows()[1], QStringLiteral("Random forest"));
    }

    void deletedBlockComesBackWhereItStood()
    {
        go(m_tree->model()->index(1, 0));
        QTest::keyClick(m_tree, Qt::Key_Delete);
        QCOMPARE(m_document.pipeline().blockCount(), 2);
        QCOMPARE(blockRows().size(), 2);
        m_document.undo();
        QCOMPARE(blockRows()[1], QStringLiteral("Random forest"));
    }

    void editElsewhereIsSeenWithoutLosingThePlace()
    {
        const QModelIndex row = child(open(1), QStringLiteral("n_estimators"));
        go(row);
        m_document.apply(QStringLiteral("x"), setAttribute(m_document.pipeline(), m_forest,
                                                           QStringLiteral("n_estimators"),
                                                           AttributeValue(5), m_catalog));
        QCOMPARE(m_tree->currentIndex(), row);
        QCOMPARE(valueOf(row), QStringLiteral("5"));
    }

    void selectionIsSharedBothWays()
    {
        QSignalSpy selected(m_panel.get(), &OutlinePanel::selected);
        m_panel->select({m_evaluate});
        QCOMPARE(selected.size(), 0);
        QCOMPARE(m_tree->currentIndex().row(), 2);
        QTest::keyClick(m_tree, Qt::Key_Up);
        QCOMPARE(selected.last()[0].value<QVector<BlockId>>(), QVector<BlockId>{m_forest});
        QTest::keyClick(m_tree, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(selected.last()[0].value<QVector<BlockId>>().size(), 2);
    }

    void selectingTheSameBlockKeepsThePlaceWithinIt()
    {
        const QModelIndex row = child(open(1), QStringLiteral("n_estimators"));
        go(row);
        m_panel->select({m_forest});
        QCOMPARE(m_tree->currentIndex(), row);
    }

    void insertWishesABlockAndAPortOneThatFits()
    {
        QSignalSpy wished(m_panel.get(), &OutlinePanel::blockWished);
        QTest::keyClick(m_tree, Qt::Key_Insert);
        QCOMPARE(wished.size(), 1);
        QVERIFY(!wished[0][1].value<std::optional<Port>>());
        go(child(open(0), QStringLiteral("output table")));
        QTest::keyClick(m_tree, Qt::Key_Return);
        chooseInMenu(QStringLiteral("Add a block and connect it…"));
        const auto from = wished.last()[1].value<std::optional<Port>>();
        QVERIFY(from && from->block == m_data && from->name == QLatin1String("table"));
    }

    void filterHidesOtherBlocksAndNewOnesToo()
    {
        auto *field = m_panel->findChild<SearchField *>();
        QTest::keyClicks(field, QStringLiteral("forest"));
        QVERIFY(m_tree->isRowHidden(0, {}));
        QVERIFY(!m_tree->isRowHidden(1, {}));
        Pipeline next = m_document.pipeline();
        add(next, "sklearn.SVC");
        m_document.apply(QStringLiteral("x"), next);
        QVERIFY(m_tree->isRowHidden(3, {}));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!m_tree->isRowHidden(3, {}));
    }

    void problemsAreSaidWithTheBlock()
    {
        Problem problem;
        problem.block = m_forest;
        m_panel->showProblems({problem});
        const QModelIndex row = m_tree->model()->index(1, 0);
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Random forest, block, 1 errors"));
        m_panel->showProblems({});
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Random forest, block"));
    }

    void tenThousandBlocksAreNotFilledUntilTheyAreOpened()
    {
        Pipeline pipeline;
        const BlockType &type = *m_catalog.find(QStringLiteral("sklearn.SVC"));
        for (int i = 0; i < 10'000; ++i) {
            Block block;
            block.id = QStringLiteral("b%1").arg(i);
            block.type = type.key;
            pipeline.append(block);
        }
        m_document.reset(pipeline);
        QCOMPARE(m_tree->model()->rowCount(), 10'000);
        const QModelIndex first = m_tree->model()->index(0, 0);
        QCOMPARE(m_tree->model()->rowCount(first), 0);
        QVERIFY(m_tree->model()->hasChildren(first));
        m_tree->expand(first);
        QTRY_VERIFY(m_tree->model()->rowCount(first) > 10);
    }

    void withoutADocumentItIsEmptyAndKeysDoNoHarm()
    {
        m_panel->setDocument(nullptr);
        QCOMPARE(m_tree->model()->rowCount(), 0);
        for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_Return, Qt::Key_F2})
            QTest::keyClick(m_tree, key);
        m_panel->select({m_forest});
    }

    void everyControlHasAnAccessibleName()
    {
        QCOMPARE(test::namelessChildren(*m_panel), QStringList());
    }

private:
    BlockId add(Pipeline &pipeline, const char *type) const
    {
        Insertion added = addBlock(pipeline, *m_catalog.find(QString::fromLatin1(type)), {});
        pipeline = added.pipeline;
        return added.blocks.first();
    }

    QStringList blockRows() const
    {
        QStringList rows;
        for (int row = 0; row < m_tree->model()->rowCount(); ++row)
            rows << m_tree->model()->index(row, 0).data().toString();
        return rows;
    }

    QModelIndex open(int row)
    {
        const QModelIndex index = m_tree->model()->index(row, 0);
        m_tree->expand(index);
        return index;
    }

    QModelIndex child(const QModelIndex &parent, const QString &text) const
    {
        for (int row = 0; row < m_tree->model()->rowCount(parent); ++row) {
            const QModelIndex index = m_tree->model()->index(row, 0, parent);
            if (index.data().toString() == text)
                return index;
        }
        return {};
    }

    static QString valueOf(const QModelIndex &row)
    {
        return row.siblingAtColumn(1).data().toString();
    }

    void go(const QModelIndex &index) { m_tree->setCurrentIndex(index); }

    void typeInto(const QModelIndex &row, const QString &text)
    {
        go(row);
        QTest::keyClick(m_tree, Qt::Key_F2);
        auto *editor = m_tree->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!m_tree->viewport()->findChild<QLineEdit *>());
    }

    void chooseInMenu(const QString &title)
    {
        auto *menu = m_panel->findChild<QMenu *>();
        QVERIFY(menu && menu->isVisible());
        while (menu->activeAction() && menu->activeAction()->text() != title
               && menu->activeAction() != menu->actions().last())
            QTest::keyClick(menu, Qt::Key_Down);
        QCOMPARE(menu->activeAction()->text(), title);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(!m_panel->findChild<QMenu *>());
    }

    AttributeValue value(const char *name) const
    {
        return attributeValue(*m_document.pipeline().find(m_forest), QLatin1String(name),
                              m_catalog);
    }

    Style m_style{*qApp, ThemeChoice::Light};
    const Catalog m_catalog = builtinCatalog();
    PipelineDocument m_document;
    BlockId m_data{}, m_forest{}, m_evaluate{};
    std::unique_ptr<OutlinePanel> m_panel;
    QTreeView *m_tree = nullptr;
};

QTEST_MAIN(TestOutlinePanel)
#include "tst_outline_panel.moc"
