#include "core/codegen/plan.h"

#include "core/base/hash.h"
#include "core/codegen/plan_calls.h"
#include "core/codegen/plan_graph.h"
#include "core/codegen/python_literal.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Plan)
};

tl::unexpected<Error> refuse(const QString &sentence)
{
    return failure(ErrorKind::InvalidInput, sentence);
}

QString text(const PlanBlock &block, const char *attribute)
{
    const AttributeValue value = block.value(QLatin1String(attribute));
    return value.as<QString>() ? *value.as<QString>() : QString();
}

double number(const PlanBlock &block, const char *attribute, double otherwise)
{
    const AttributeValue value = block.value(QLatin1String(attribute));
    if (const auto *whole = value.as<qint64>())
        return double(*whole);
    return value.as<double>() ? *value.as<double>() : otherwise;
}

qint64 whole(const PlanBlock &block, const char *attribute, qint64 otherwise)
{
    const AttributeValue value = block.value(QLatin1String(attribute));
    return value.as<qint64>() ? *value.as<qint64>() : otherwise;
}

QVector<qint64> wholes(const PlanBlock &block, const char *attribute)
{
    QVector<qint64> numbers;
    const AttributeValue value = block.value(QLatin1String(attribute));
    if (const auto *one = value.as<qint64>())
        numbers << *one;
    if (const auto *items = value.as<AttributeValue::List>()) {
        for (const AttributeValue &item : *items) {
            if (const auto *one = item.as<qint64>())
                numbers << *one;
        }
    }
    return numbers;
}

PlannedStep step(const PlanBlock &block)
{
    return {block.block->id, block.title(), block.block->type, block.values()};
}

// Filter rows compares with one value, or looks for one in a list.
Result<> checkFilter(const PlanBlock &block)
{
    if (block.block->type != QLatin1String("table.filter_rows"))
        return {};
    const QString operation = text(block, "operator");
    const bool needsValue = !operation.startsWith(QLatin1String("is "));
    const bool needsList = operation.endsWith(QLatin1String("in"));
    const bool isList = block.value(QStringLiteral("value")).as<AttributeValue::List>() != nullptr;
    if (needsValue && needsList && !isList)
        return refuse(
            Tr::tr("%1 looks for a value in a list: give value as a list.").arg(block.title()));
    if (needsValue && !needsList && isList)
        return refuse(
            Tr::tr("%1 compares with one value, not with a list: take “in”.").arg(block.title()));
    return {};
}

// A package is the same in every language, so this is in English.
QString baselineTitle(TaskKind task)
{
    switch (task) {
    case TaskKind::Classification:
        return QStringLiteral("Most frequent class");
    case TaskKind::Regression:
        return QStringLiteral("Mean of the target");
    case TaskKind::Clustering:
        return QStringLiteral("Random labels");
    }
    return {};
}

// A candidate on its way into the plan.
struct Entrant
{
    PlanBlock block;
    TablePath path;
};

// Plans one pipeline: a class to hold what the parts of the plan are made from.
class Planner
{
public:
    Planner(const Pipeline &pipeline, const Catalog &catalog)
        : m_pipeline(pipeline), m_graph(pipeline, catalog)
    {
    }

    Result<Plan> plan();

private:
    Result<> findBlocks();
    Result<> findCandidates();
    Result<> addTask();
    Result<> addTable();
    Result<> addTarget(const PlanBlock &input);
    Result<> addSplit();
    Result<> addParts(const PlanBlock &split);
    Result<> addCandidates();
    Result<QVector<PlannedStep>> stepsOf(const Entrant &entrant) const;
    Result<> addEvaluation();
    Result<> addLatency();
    void addTitles();
    void addRequirements();
    Result<> setOnly(BlockRole role, std::optional<PlanBlock> &found) const;
    QVector<PlanBlock> comparedBlocks() const;
    int sharedSteps() const;

    const Pipeline &m_pipeline;
    const PlanGraph m_graph;
    QVector<PlanBlock> m_blocks;
    std::optional<PlanBlock> m_evaluate, m_bestModel, m_latency;
    QVector<Entrant> m_entrants;
    Plan m_plan;
};

Result<Plan> Planner::plan()
{
    m_plan.name = m_pipeline.name();
    m_plan.seed = m_pipeline.seed();
    return findBlocks()
        .and_then([&] { return findCandidates(); })
        .and_then([&] { return addTask(); })
        .and_then([&] { return addTable(); })
        .and_then([&] { return addSplit(); })
        .and_then([&] { return addCandidates(); })
        .and_then([&] { return addEvaluation(); })
        .and_then([&] { return addLatency(); })
        .map([&] {
            addTitles();
            addRequirements();
            return m_plan;
        });
}

Result<> Planner::findBlocks()
{
    auto blocks = m_graph.blocks();
    if (!blocks)
        return failure(blocks.error());
    m_blocks = *blocks;
    return setOnly(BlockRole::Evaluate, m_evaluate)
        .and_then([&] { return setOnly(BlockRole::BestModel, m_bestModel); })
        .and_then([&] { return setOnly(BlockRole::LatencyTest, m_latency); });
}

Result<> Planner::setOnly(BlockRole role, std::optional<PlanBlock> &found) const
{
    for (const PlanBlock &block : m_blocks) {
        if (block.type->role != role)
            continue;
        if (found)
            return refuse(Tr::tr("%1 and %2 do the same for one pipeline: leave one of them.")
                              .arg(found->title(), block.title()));
        found = block;
    }
    return {};
}

// What goes to Evaluate; without one, every model that reads a table and that no other takes.
QVector<PlanBlock> Planner::comparedBlocks() const
{
    const auto takes = [](const PlanBlock &target) {
        return isModel(target.type->role) || target.type->role == BlockRole::Transformer;
    };
    QVector<PlanBlock> compared;
    for (const PlanBlock &block : m_blocks) {
        const QVector<PlanBlock> targets = m_graph.targetsOf(block);
        const bool stands = isModel(block.type->role) && m_graph.readsTable(block)
                            && std::none_of(targets.begin(), targets.end(), takes);
        if (m_evaluate ? targets.contains(*m_evaluate) : stands)
            compared << block;
    }
    return compared;
}

Result<> Planner::findCandidates()
{
    for (const PlanBlock &block : comparedBlocks()) {
        if (!isModel(block.type->role))
            return refuse(Tr::tr("%1 compares models, and %2 is none.")
                              .arg(m_evaluate->title(), block.title()));
        const auto path = m_graph.pathTo(block);
        if (!path)
            return failure(path.error());
        m_entrants << Entrant{block, *path};
    }
    if (!m_entrants.isEmpty())
        return {};
    return refuse(
        m_evaluate
            ? Tr::tr("%1 gets no model: connect one.").arg(m_evaluate->title())
            : Tr::tr("There is no model to train: add an algorithm and connect a table to it."));
}

Result<> Planner::addTask()
{
    const Entrant &first = m_entrants.first();
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        if (entrant.block.type->role == BlockRole::OutlierDetector)
            return refuse(Tr::tr("%1 finds outliers, and nothing tells which ones are right: it "
                                 "cannot be compared.")
                              .arg(entrant.block.title()));
        if (entrant.block.type->role != first.block.type->role)
            return refuse(Tr::tr("%1 and %2 do not do the same: compare classifiers, or "
                                 "regressors, or clusterings.")
                              .arg(first.block.title(), entrant.block.title()));
    }
    const BlockRole role = first.block.type->role;
    m_plan.task = role == BlockRole::Classifier  ? TaskKind::Classification
                  : role == BlockRole::Regressor ? TaskKind::Regression
                                                 : TaskKind::Clustering;
    return {};
}

bool isTableStep(const PlanBlock &block)
{
    return block.type->role == BlockRole::TableStep;
}

// How many blocks of a path, the first, act before anything is fitted: the steps that all share,
// and those of one candidate as far as a script of its own. Select columns behind that is a step
// of its Pipeline.
int stepsBeforeFitting(const QVector<PlanBlock> &blocks, int shared)
{
    int steps = shared;
    for (int i = shared; i < blocks.size() && isTableStep(blocks[i]); ++i) {
        if (blocks[i].block->type == QLatin1String("python.script"))
            steps = i + 1;
    }
    return steps;
}

// How many table steps all candidates have in common, from the input on.
int Planner::sharedSteps() const
{
    const QVector<PlanBlock> &first = m_entrants.first().path.blocks;
    int shared = int(std::find_if_not(first.begin(), first.end(), isTableStep) - first.begin());
    for (const Entrant &entrant : m_entrants) {
        const QVector<PlanBlock> &blocks = entrant.path.blocks;
        const auto differs =
            std::mismatch(first.begin(), first.begin() + shared, blocks.begin(), blocks.end());
        shared = int(differs.first - first.begin());
    }
    return shared;
}

Result<> Planner::addTable()
{
    const Entrant &first = m_entrants.first();
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        if (!(entrant.path.input == first.path.input))
            return refuse(
                Tr::tr("%1 reads %2 and %3 reads %4: models that are compared read the same input.")
                    .arg(first.block.title(), first.path.input.title(), entrant.block.title(),
                         entrant.path.input.title()));
    }
    m_plan.input = step(first.path.input);
    for (const PlanBlock &block : first.path.blocks.mid(0, sharedSteps())) {
        if (const Result<> checked = checkFilter(block); !checked)
            return checked;
        m_plan.steps << step(block);
    }
    return addTarget(first.path.input);
}

Result<> Planner::addTarget(const PlanBlock &input)
{
    if (m_plan.task == TaskKind::Clustering)
        return {};
    m_plan.target = input.type->findAttribute(QStringLiteral("target")) ? text(input, "target")
                                                                        : QStringLiteral("target");
    if (m_plan.target.isEmpty())
        return refuse(
            Tr::tr("%1 needs a target: name the column that models predict.").arg(input.title()));
    return {};
}

Result<> Planner::addSplit()
{
    const std::optional<PlanBlock> &split = m_entrants.first().path.split;
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        if (entrant.path.split != split)
            return refuse(
                Tr::tr("%1 and %2 do not share one Split: their scores could not be compared.")
                    .arg(m_entrants.first().block.title(), entrant.block.title()));
    }
    PlannedSplit &planned = m_plan.split;
    planned.seed = m_plan.seed;
    planned.stratify = m_plan.task == TaskKind::Classification;
    if (!split)
        return {};
    planned.block = split->block->id;
    planned.title = split->title();
    planned.groupColumn = text(*split, "group_column");
    planned.timeColumn = text(*split, "time_column");
    planned.seed = whole(*split, "seed", planned.seed);
    planned.stratify = planned.stratify
                       && split->value(QStringLiteral("stratify")) != AttributeValue(false)
                       && planned.groupColumn.isEmpty() && planned.timeColumn.isEmpty();
    return addParts(*split);
}

Result<> Planner::addParts(const PlanBlock &split)
{
    PlannedSplit &planned = m_plan.split;
    planned.train = number(split, "train", planned.train);
    planned.validation = number(split, "validation", planned.validation);
    planned.test = number(split, "test", planned.test);
    if (!planned.groupColumn.isEmpty() && !planned.timeColumn.isEmpty())
        return refuse(
            Tr::tr("%1 has a group and a time column: leave one of them.").arg(planned.title));
    if (std::abs(planned.train + planned.validation + planned.test - 1) > 1e-9)
        return refuse(Tr::tr("The parts of %1 are %2, %3 and %4: they must add up to 1.")
                          .arg(planned.title, pythonFloat(planned.train),
                               pythonFloat(planned.validation), pythonFloat(planned.test)));
    return {};
}

Result<> Planner::addCandidates()
{
    CallPlanner calls(m_graph, m_plan.seed);
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        const auto steps = stepsOf(entrant);
        if (!steps)
            return failure(steps.error());
        calls.beginCandidate(m_plan.steps.size() + steps->size());
        const auto transformers = calls.transformers(entrant.path);
        if (!transformers)
            return failure(transformers.error());
        const auto estimator = calls.call(entrant.block, entrant.path);
        if (!estimator)
            return failure(estimator.error());
        m_plan.candidates << PlannedCandidate{*estimator, *steps, *transformers};
    }
    return {};
}

// Candidates are compared on the same rows, so only what all of them share may drop some.
Result<QVector<PlannedStep>> Planner::stepsOf(const Entrant &entrant) const
{
    const QVector<PlanBlock> &blocks = entrant.path.blocks;
    const int shared = m_plan.steps.size();
    for (const PlanBlock &block : blocks.mid(shared)) {
        if (block.block->type == QLatin1String("table.filter_rows"))
            return refuse(Tr::tr("%1 drops rows for some models only, and models are compared on "
                                 "the same rows: put it in front of all that are compared, and of "
                                 "what learns from data.")
                              .arg(block.title()));
    }
    QVector<PlannedStep> steps;
    for (const PlanBlock &block : blocks.mid(shared, stepsBeforeFitting(blocks, shared) - shared))
        steps << step(block);
    return steps;
}

Result<> Planner::addEvaluation()
{
    const PlanBlock &input = m_entrants.first().path.input;
    const bool classes = m_plan.task == TaskKind::Classification;
    if (classes)
        m_plan.positiveClass = text(input, "positive_class");
    if (classes)
        m_plan.averaging = QStringLiteral("macro");
    m_plan.metric = classes                               ? QStringLiteral("roc_auc")
                    : m_plan.task == TaskKind::Regression ? QStringLiteral("rmse")
                                                          : QStringLiteral("silhouette");
    if (m_bestModel) {
        m_plan.bestModel = m_bestModel->block->id;
        m_plan.bestModelTitle = m_bestModel->title();
    }
    if (!m_evaluate)
        return {};
    m_plan.evaluate = m_evaluate->block->id;
    m_plan.evaluateTitle = m_evaluate->title();
    m_plan.folds = whole(*m_evaluate, "folds", m_plan.folds);
    m_plan.repeats = whole(*m_evaluate, "repeats", m_plan.repeats);
    if (!m_evaluate->value(QStringLiteral("repeats")).isNone())
        m_plan.slowFit.reset();
    if (const QString metric = text(*m_evaluate, "metric");
        !metric.isEmpty() && metric != QLatin1String("auto"))
        m_plan.metric = metric;
    if (const QString positive = text(*m_evaluate, "positive_class");
        classes && !positive.isEmpty())
        m_plan.positiveClass = positive;
    return {};
}

Result<> Planner::addLatency()
{
    if (!m_latency)
        return {};
    PlannedLatency planned;
    planned.block = m_latency->block->id;
    planned.title = m_latency->title();
    planned.winnerOnly = false;
    for (const PortSpec &port : m_latency->type->inputs) {
        for (const PlanBlock &source : m_graph.sourcesOf(*m_latency, port.name)) {
            const auto isSource = [&](const Entrant &entrant) { return entrant.block == source; };
            if (source.type->role == BlockRole::BestModel)
                planned.winnerOnly = true;
            else if (std::any_of(m_entrants.begin(), m_entrants.end(), isSource))
                planned.models << source.block->id;
            else
                return refuse(Tr::tr("%1 measures models that are compared, and %2 is not: connect "
                                     "it to Evaluate.")
                                  .arg(planned.title, source.title()));
        }
    }
    if (!planned.winnerOnly && planned.models.isEmpty())
        return refuse(Tr::tr("%1 gets no model: connect one.").arg(planned.title));
    planned.batches = wholes(*m_latency, "batches");
    planned.threads = wholes(*m_latency, "threads");
    planned.requests = whole(*m_latency, "requests", planned.requests);
    planned.repeats = whole(*m_latency, "repeats", planned.repeats);
    planned.warmUp = whole(*m_latency, "warm_up", planned.warmUp);
    m_plan.latency = planned;
    return {};
}

void Planner::addTitles()
{
    for (const PlanBlock &block : qAsConst(m_blocks))
        m_plan.titles[block.block->id] = block.title();
    m_plan.titles[QStringLiteral("baseline")] = baselineTitle(m_plan.task);
}

void Planner::addRequirements()
{
    for (const PlanBlock &block : qAsConst(m_blocks))
        m_plan.requirements << block.type->requirements;
    m_plan.requirements << QStringLiteral("pandas>=1.5") << QStringLiteral("scikit-learn>=1.2");
    m_plan.requirements.removeDuplicates();
    m_plan.requirements.sort();
}

} // namespace

Result<Plan> makePlan(const Pipeline &pipeline, const Catalog &catalog)
{
    return Planner(pipeline, catalog).plan();
}

QVector<PlannedStep> ownSteps(const Plan &plan)
{
    QVector<PlannedStep> steps;
    QSet<QString> seen;
    for (const PlannedCandidate &candidate : plan.candidates) {
        for (const PlannedStep &step : candidate.steps) {
            if (!seen.contains(step.block))
                steps << step;
            seen << step.block;
        }
    }
    return steps;
}

qint64 derivedSeed(qint64 pipelineSeed, const QString &block)
{
    const QByteArray hash = sha256(QByteArray::number(pipelineSeed) + '/' + block.toUtf8());
    return hash.left(8).toLongLong(nullptr, 16) & 0x7FFFFFFF;
}

} // namespace outcrop
