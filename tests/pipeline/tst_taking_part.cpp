#include "core/pipeline/taking_part.h"
#include "tests/pipeline/samples.h"

#include <QtTest>

using namespace outcrop;
using samples::Builder;
using samples::text;

namespace {

Catalog catalog()
{
    using samples::port;
    using samples::type;
    const QVector<PortSpec> table{port("table", PortType::Table)};
    return Catalog({
        type("csv", "CSV file", BlockRole::Input, {}, table),
        type("scaler", "Standard scaler", BlockRole::Transformer, table, table),
        type("ridge", "Ridge", BlockRole::Regressor, table, {port("model", PortType::Model)}),
        type("evaluate", "Evaluate", BlockRole::Evaluate, {port("models", PortType::Model, true)},
             {port("scores", PortType::Scores)}),
        type("best", "Best model", BlockRole::BestModel, {port("scores", PortType::Scores)}, {}),
    });
}

Builder branches()
{
    return Builder()
        .add("csv", "data")
        .add("scaler", "scale")
        .add("ridge", "ridge")
        .add("scaler", "dead_end")
        .add("ridge", "other")
        .add("unknown", "alone")
        .connect("data.table -> scale.table")
        .connect("scale.table -> ridge.table")
        .connect("data.table -> dead_end.table")
        .connect("data.table -> other.table");
}

QStringList sorted(const Pipeline &pipeline, const QSet<BlockId> &blocks)
{
    QStringList ids;
    for (BlockId id : blocks)
        ids << pipeline.find(id)->id;
    ids.sort();
    return ids;
}

} // namespace

class TestTakingPart : public QObject
{
    Q_OBJECT

private slots:
    void aBlockReachesWhatFeedsItAndWhatItFeeds()
    {
        const Pipeline pipeline = branches();
        const auto around = [&](const char *id) {
            return sorted(pipeline, upAndDownstream(pipeline, {pipeline.findById(text(id))}))
                .join(QLatin1Char(' '));
        };
        QCOMPARE(around("scale"), QStringLiteral("data ridge scale"));
        QCOMPARE(around("alone"), QStringLiteral("alone"));
        QCOMPARE(around("nobody"), QString());
        QCOMPARE(around("data"), QStringLiteral("data dead_end other ridge scale"));
    }

    void whatDoesNotLeadToEvaluateTakesNoPart()
    {
        const Pipeline pipeline = branches()
                                      .add("evaluate", "evaluate")
                                      .add("best", "best")
                                      .connect("ridge.model -> evaluate.models")
                                      .connect("evaluate.scores -> best.scores");
        QCOMPARE(sorted(pipeline, takingPart(pipeline, catalog())).join(QLatin1Char(' ')),
                 QStringLiteral("best data evaluate ridge scale"));
    }

    void withoutEvaluateAllThatLeadsToAModelTakesPart()
    {
        const Pipeline pipeline = branches();
        QCOMPARE(sorted(pipeline, takingPart(pipeline, catalog())).join(QLatin1Char(' ')),
                 QStringLiteral("data other ridge scale"));
    }

    void aCircleEnds()
    {
        const Pipeline pipeline = Builder()
                                      .add("scaler", "a")
                                      .add("ridge", "b")
                                      .connect("a.table -> b.table")
                                      .connect("b.model -> a.table");
        QCOMPARE(takingPart(pipeline, catalog()).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestTakingPart)
#include "tst_taking_part.moc"
