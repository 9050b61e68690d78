#include "core/pipeline/connecting.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "core/pipeline/selection.h"
#include "tests/pipeline/samples.h"

#include <QSet>
#include <QtTest>

using namespace outcrop;
using samples::Builder;
using samples::text;

namespace {

const char *const csv = "input.csv";
const char *const scaler = "sklearn.StandardScaler";
const char *const forest = "sklearn.RandomForestClassifier";
const char *const evaluate = "evaluation.evaluate";

Catalog catalog()
{
    using samples::port;
    using samples::type;
    AttributeSpec target =
        samples::attribute("target", {samples::kind(AttributeKind::Form::Column)}, {}, true);
    return Catalog({
        type(csv, "CSV file", BlockRole::Input, {}, {port("table", PortType::Table)}, {target}),
        type(scaler, "Standard scaler", BlockRole::Transformer, {port("table", PortType::Table)},
             {port("table", PortType::Table)}),
        type(forest, "Random forest", BlockRole::Classifier, {port("table", PortType::Table)},
             {port("model", PortType::Model)},
             {samples::attribute("n_estimators", {samples::atLeast(AttributeKind::Form::Int, 1)},
                                 AttributeValue(100))}),
        type(evaluate, "Evaluate", BlockRole::Evaluate, {port("models", PortType::Model, true)},
             {port("scores", PortType::Scores)}),
    });
}

Builder classification()
{
    return Builder()
        .add(csv, "loans")
        .add(scaler, "scale")
        .add(forest, "forest")
        .add(evaluate, "evaluate")
        .connect("loans.table -> scale.table")
        .connect("scale.table -> forest.table")
        .connect("forest.model -> evaluate.models");
}

Connection between(const Pipeline &p, const char *from, const char *output, const char *to,
                   const char *input)
{
    return {{p.findById(text(from)), text(output)}, {p.findById(text(to)), text(input)}};
}

// The sentence of a refused connection.
QString refusal(const Pipeline &p, const Connection &connection)
{
    const auto result = connectPorts(p, connection, catalog());
    return result ? QString() : result.error().message;
}

} // namespace

class TestEdits : public QObject
{
    Q_OBJECT

private slots:
    void addedBlocksGetIdsFromTheirTitlesAndNumbersWhereTaken()
    {
        const Catalog all = catalog();
        Pipeline p;
        for (int i = 0; i < 3; ++i)
            p = addBlock(p, *all.find(text(forest)), QPointF(10.4, 20.6)).pipeline;
        QStringList ids;
        p.forEachBlock([&](BlockId, const Block &block) { ids << block.id; });
        QCOMPARE(ids, (QStringList{text("random_forest"), text("random_forest_2"),
                                   text("random_forest_3")}));
        QCOMPARE(p.find(p.findById(text("random_forest")))->position, QPointF(10, 21));
    }

    void anyTitleGivesAValidId_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("id");
        QTest::newRow("words") << "Random forest"
                               << "random_forest";
        QTest::newRow("marks") << QString::fromUtf8("Pr\xc3\xa9traitement d'\xc3\xa9t\xc3\xa9")
                               << "pretraitement_d_ete";
        QTest::newRow("digits first") << "2 trees"
                                      << "block_2_trees";
        QTest::newRow("nothing left") << QString::fromUtf8("\xe6\xa3\xae") << "block";
        QTest::newRow("empty") << ""
                               << "block";
        QTest::newRow("keyword") << "Class"
                                 << "class_block";
        QTest::newRow("symbols") << " -- F1 / Score! -- "
                                 << "f1_score";
    }

    void anyTitleGivesAValidId()
    {
        QFETCH(QString, title);
        QFETCH(QString, id);
        QCOMPARE(unusedBlockId({}, title), id);
        QVERIFY(!checkBlockId(id));
    }

    void aLongTitleLeavesRoomForANumber()
    {
        Pipeline p;
        for (int i = 0; i < 12; ++i) {
            Block block;
            block.id = unusedBlockId(p, QString(500, QLatin1Char('x')));
            QVERIFY(!checkBlockId(block.id));
            p.append(block);
        }
        QCOMPARE(p.blockCount(), 12);
    }

    void whatPythonOrTheProgramNeedsIsNoId_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"", "1st", "Forest", "a-b", "a b", "a.b", "class", "match", "lambda",
                               "baseline", "_x"})
            QTest::newRow(id) << text(id);
        QTest::newRow("49 letters") << QString(49, QLatin1Char('a'));
        QTest::newRow("not ASCII") << QString::fromUtf8("for\xc3\xaat");
    }

    void whatPythonOrTheProgramNeedsIsNoId()
    {
        QFETCH(QString, id);
        QVERIFY(checkBlockId(id));
        const Pipeline p = classification();
        QVERIFY(!renameId(p, p.findById(text("forest")), id));
    }

    void anAttributeSetToItsDefaultIsNotStored()
    {
        const Catalog all = catalog();
        Pipeline p = classification();
        const BlockId block = p.findById(text("forest"));
        p = setAttribute(p, block, text("n_estimators"), AttributeValue(200), all);
        QCOMPARE(p.find(block)->attributes.size(), 1);
        QVERIFY(attributeValue(*p.find(block), text("n_estimators"), all) == AttributeValue(200));
        p = setAttribute(p, block, text("n_estimators"), AttributeValue(100), all);
        QVERIFY(p == classification().pipeline());
        QVERIFY(attributeValue(*p.find(block), text("n_estimators"), all) == AttributeValue(100));
    }

    void aFloatThatEqualsAWholeDefaultIsStored()
    {
        Pipeline p = classification();
        const BlockId block = p.findById(text("forest"));
        p = setAttribute(p, block, text("n_estimators"), AttributeValue(100.0), catalog());
        QVERIFY(p.find(block)->attributes.value(text("n_estimators")) == AttributeValue(100.0));
    }

    void resettingAnAttributeRemovesIt()
    {
        Pipeline p = classification();
        const BlockId block = p.findById(text("forest"));
        p = setAttribute(p, block, text("unheard_of"), AttributeValue(1), catalog());
        QCOMPARE(p.find(block)->attributes.size(), 1);
        QVERIFY(resetAttribute(p, block, text("unheard_of")) == classification().pipeline());
    }

    void editsOfABlockThatIsGoneChangeNothing()
    {
        const Pipeline p = classification();
        const BlockId gone{77};
        QVERIFY(setTitle(p, gone, text("x")) == p);
        QVERIFY(removeBlocks(p, {gone}) == p);
        QVERIFY(moveBlocks(p, {gone}, {1, 1}) == p);
        QVERIFY(renameId(p, gone, text("other")).value() == p);
    }

    void renamingAnIdKeepsConnectionsAndGroups()
    {
        Pipeline p =
            addGroup(classification(), {text("Group"), {text("scale"), text("forest")}, {}, {}});
        p = renameId(p, p.findById(text("forest")), text("trees")).value();
        QCOMPARE(p.groups()[0].blocks, (QVector<QString>{text("scale"), text("trees")}));
        QVERIFY(p.findById(text("forest")) == BlockId{});
        QCOMPARE(p.inputsOf(p.findById(text("trees"))).size(), 1);
    }

    void anIdThatAnotherBlockHasIsRefusedWithAFreeOne()
    {
        const Pipeline p = classification();
        const auto renamed = renameId(p, p.findById(text("forest")), text("scale"));
        QVERIFY(!renamed);
        QVERIFY2(renamed.error().message.contains(text("scale_2")),
                 qPrintable(renamed.error().message));
    }

    void removingTheLastBlockOfAGroupRemovesTheGroup()
    {
        Pipeline p =
            addGroup(classification(), {text("Group"), {text("scale"), text("forest")}, {}, {}});
        p = removeBlocks(p, {p.findById(text("scale"))});
        QCOMPARE(p.groups()[0].blocks, QVector<QString>{text("forest")});
        p = removeBlocks(p, {p.findById(text("forest"))});
        QVERIFY(p.groups().isEmpty());
        QCOMPARE(p.connectionCount(), 0);
    }

    void groupsAndNotesAreChangedByTheirPlace()
    {
        Pipeline p = addNote(addNote({}, {text("one"), {}, {}, {}}), {text("two"), {}, {}, {}});
        p = removeNote(replaceNote(p, 1, {text("three"), {}, {}, {}}), 0);
        QCOMPARE(p.notes().size(), 1);
        QCOMPARE(p.notes()[0].text, text("three"));
        QVERIFY(removeNote(p, 5) == p);
        QVERIFY(replaceGroup(p, -1, {}) == p);
    }

    void connectionsThatDoNotFitAreRefusedWithTheReason()
    {
        const Pipeline p = classification().add("nobody.Knows", "alien").add(scaler, "scale_2");
        const auto sentence = [&](const char *from, const char *output, const char *to,
                                  const char *input) {
            return refusal(p, between(p, from, output, to, input));
        };
        QVERIFY(sentence("forest", "model", "scale_2", "table").contains(text("gives a model")));
        QVERIFY(
            sentence("evaluate", "scores", "scale_2", "table").contains(text("gives scores, but")));
        QVERIFY(sentence("scale", "table", "scale", "table").contains(text("itself")));
        QVERIFY(sentence("scale_2", "table", "scale_2", "table").contains(text("itself")));
        QVERIFY(sentence("scale", "table", "forest", "table").contains(text("already")));
        QVERIFY(
            sentence("loans", "table", "forest", "table").contains(text("takes one connection")));
        QVERIFY(sentence("loans", "tables", "scale_2", "table").contains(text("no output tables")));
        QVERIFY(sentence("loans", "table", "scale_2", "model").contains(text("no input model")));
        QVERIFY(sentence("loans", "table", "alien", "table").contains(text("nobody.Knows")));
        QVERIFY(sentence("loans", "table", "nowhere", "table").contains(text("no such block")));
    }

    void aConnectionThatWouldCloseACircleIsRefused()
    {
        Pipeline p = Builder().add(scaler, "a").add(scaler, "b").add(scaler, "c");
        p = connectPorts(p, between(p, "a", "table", "b", "table"), catalog()).value();
        p = connectPorts(p, between(p, "b", "table", "c", "table"), catalog()).value();
        QVERIFY(refusal(p, between(p, "c", "table", "a", "table")).contains(text("circle")));
    }

    void anOccupiedInputIsReconnectedWhereAsked()
    {
        Pipeline p = classification();
        const Connection wanted = between(p, "loans", "table", "forest", "table");
        p = connectPorts(p, wanted, catalog(), Occupied::Replace).value();
        QCOMPARE(p.inputsOf(p.findById(text("forest"))), QVector<Connection>{wanted});
        QCOMPARE(p.connectionCount(), 3);
    }

    void anInputForManyKeepsWhatItHas()
    {
        Pipeline p = classification().add(forest, "second");
        p = connectPorts(p, between(p, "second", "model", "evaluate", "models"), catalog(),
                         Occupied::Replace)
                .value();
        QCOMPARE(p.inputsOf(p.findById(text("evaluate"))).size(), 2);
    }

    void pastedBlocksGetNewIdsAndKeepTheirConnections()
    {
        const Pipeline p =
            addGroup(classification(), {text("Both"), {text("scale"), text("forest")}, {}, {}});
        const Pipeline selection =
            selectionOf(p, {p.findById(text("forest")), p.findById(text("scale"))});
        QCOMPARE(selection.connectionCount(), 1);

        const Insertion pasted = paste(p, selection, QPointF(20, 30));
        QCOMPARE(pasted.blocks.size(), 2);
        QCOMPARE(pasted.pipeline.find(pasted.blocks[0])->id, text("scale_2"));
        QCOMPARE(pasted.pipeline.find(pasted.blocks[1])->id, text("forest_2"));
        QCOMPARE(pasted.pipeline.find(pasted.blocks[1])->position, QPointF(20, 30));
        QCOMPARE(pasted.pipeline.connectionCount(), 4);
        QCOMPARE(pasted.pipeline.groups()[1].blocks,
                 (QVector<QString>{text("scale_2"), text("forest_2")}));
    }

    void pastedIntoAnotherPipelineBlocksKeepTheirIds()
    {
        const Pipeline p = classification();
        QVERIFY(paste({}, selectionOf(p, p.blockIds()), {}).pipeline == p);
    }

    void aSelectionLeavesOutGroupsThatReachBeyondIt()
    {
        const Pipeline p =
            addGroup(classification(), {text("Both"), {text("scale"), text("forest")}, {}, {}});
        QVERIFY(selectionOf(p, {p.findById(text("scale"))}).groups().isEmpty());
    }

    void aDuplicateIsFedLikeItsOriginalAndFeedsNobody()
    {
        const Pipeline p = classification();
        const Insertion copied = duplicate(p, {p.findById(text("forest"))}, QPointF(0, 96));
        const BlockId copy = copied.blocks[0];
        QCOMPARE(copied.pipeline.find(copy)->id, text("forest_2"));
        QVERIFY(copied.pipeline.inputsOf(copy)[0].from.block == p.findById(text("scale")));
        QVERIFY(copied.pipeline.outputsOf(copy).isEmpty());
    }

    void aDuplicatedChainIsConnectedWithinItself()
    {
        const Pipeline p = classification();
        const Insertion copied =
            duplicate(p, {p.findById(text("scale")), p.findById(text("forest"))}, {});
        QVERIFY(copied.pipeline.inputsOf(copied.blocks[0])[0].from.block
                == p.findById(text("loans")));
        QVERIFY(copied.pipeline.inputsOf(copied.blocks[1])[0].from.block == copied.blocks[0]);
    }

    void aCopyOfACopyCountsOn()
    {
        Pipeline p = classification();
        p = duplicate(p, {p.findById(text("forest"))}, {}).pipeline;
        p = duplicate(p, {p.findById(text("forest_2"))}, {}).pipeline;
        QVERIFY(p.findById(text("forest_3")) != BlockId{});
    }

    void theGuidOfAnIdIsAlwaysTheSame()
    {
        QCOMPARE(blockGuid(text("forest")), text("f2878972-d4d2-5f1e-a45e-d1a7d7f6277f"));
        QVERIFY(blockGuid(text("forest")) != blockGuid(text("forest_2")));
    }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
