#include "core/run_presenter/changed_since.h"

#include <QtTest>

using namespace outcrop;

namespace {

QString operator""_q(const char *text, std::size_t size)
{
    return QString::fromLatin1(text, int(size));
}

Block makeBlock(const QString &id, const QString &type)
{
    Block block;
    block.id = id;
    block.type = type;
    return block;
}

// csv -> scale -> forest
Pipeline linear()
{
    Pipeline pipeline;
    const BlockId csv = pipeline.append(makeBlock("csv"_q, "input.csv"_q));
    const BlockId scale = pipeline.append(makeBlock("scale"_q, "sklearn.StandardScaler"_q));
    const BlockId forest = pipeline.append(makeBlock("forest"_q, "sklearn.Forest"_q));
    pipeline.connect({{csv, "table"_q}, {scale, "table"_q}});
    pipeline.connect({{scale, "table"_q}, {forest, "table"_q}});
    return pipeline;
}

template<class Edit>
void edit(Pipeline &pipeline, const QString &id, Edit change)
{
    const BlockId handle = pipeline.findById(id);
    Block block = *pipeline.find(handle);
    change(block);
    pipeline.replace(handle, block);
}

} // namespace

class TestChangedSince : public QObject
{
    Q_OBJECT

private slots:
    void samePipelineReadAgainHasNoChanges();
    void placeAndTitleAreNoChange();
    void attributesAndTypesAre();
    void addedAndRemovedBlocksAreNamedWithThoseTheyFed();
    void otherSeedChangesAll();
};

void TestChangedSince::samePipelineReadAgainHasNoChanges()
{
    QVERIFY(changedSince(linear(), linear()).isEmpty());
}

void TestChangedSince::placeAndTitleAreNoChange()
{
    Pipeline now = linear();
    edit(now, "forest"_q, [](Block &block) {
        block.position = {9, 9};
        block.title = "My forest"_q;
    });
    QVERIFY(changedSince(linear(), now).isEmpty());
}

void TestChangedSince::attributesAndTypesAre()
{
    Pipeline now = linear();
    edit(now, "forest"_q, [](Block &block) {
        block.attributes.insert("n_estimators"_q, AttributeValue(qint64(7)));
    });
    edit(now, "csv"_q, [](Block &block) { block.type = "input.dataset"_q; });
    QCOMPARE(changedSince(linear(), now), (QSet<QString>{"forest"_q, "csv"_q}));
}

void TestChangedSince::addedAndRemovedBlocksAreNamedWithThoseTheyFed()
{
    Pipeline now = linear();
    now.remove(now.findById("scale"_q));
    now.append(makeBlock("pca"_q, "sklearn.PCA"_q));
    QCOMPARE(changedSince(linear(), now), (QSet<QString>{"scale"_q, "pca"_q, "forest"_q}));
}

void TestChangedSince::otherSeedChangesAll()
{
    Pipeline now = linear();
    now.setSeed(5);
    QCOMPARE(changedSince(linear(), now).size(), 3);
}

QTEST_GUILESS_MAIN(TestChangedSince)
#include "tst_changed_since.moc"
