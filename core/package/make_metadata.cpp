#include "core/package/make_metadata.h"

#include <QFileInfo>

#include <algorithm>

namespace outcrop {

namespace {

// What the catalog's library was measured with. Any Python from 3.8 runs a package.
const auto pythonVersion = QLatin1String("3.11");

MetadataValue callMap(const PlannedCall &call, const QVector<PlannedCall> &transformers,
                      const QVector<PlannedStep> &ownSteps = {})
{
    QStringList steps;
    for (const PlannedStep &step : ownSteps)
        steps.append(step.block);
    for (const PlannedCall &transformer : transformers)
        steps.append(transformer.block);
    steps.append(call.block);
    MetadataValue::Map attributes, models, map;
    for (const PlannedArgument &argument : call.arguments)
        attributes.emplace_back(argument.name, MetadataValue(argument.value));
    for (const PlannedModel &model : call.models)
        models.emplace_back(model.estimator.block, callMap(model.estimator, model.transformers));

    map.emplace_back(QStringLiteral("steps"), MetadataValue(steps));
    map.emplace_back(QStringLiteral("type"), MetadataValue(call.className));
    if (!attributes.empty())
        map.emplace_back(QStringLiteral("attributes"), MetadataValue(attributes));
    if (!models.empty())
        map.emplace_back(QStringLiteral("models"), MetadataValue(models));
    return MetadataValue(map);
}

// The values of one estimator under the specification's names.
class TrainingParams
{
public:
    explicit TrainingParams(const PlannedCall &call) : m_call(call) {}

    MetadataValue value(bool classifies, qint64 trainingRows)
    {
        const bool network = m_call.className.startsWith(QLatin1String("MLP"));
        const bool gradient = m_call.className.startsWith(QLatin1String("SGD"));
        add<double>("learning_rate", {"learning_rate", "learning_rate_init", "eta0"});
        if (network)
            put("loss", MetadataValue(classifies ? QStringLiteral("log_loss")
                                                 : QStringLiteral("squared_error")));
        else
            add<QString>("loss", {"loss"});
        // "auto": 200, or all rows if there are fewer.
        if (network && !add<qint64>("batch_size", {"batch_size"}) && trainingRows > 0)
            put("batch_size", MetadataValue(std::min<qint64>(200, trainingRows)));
        if (network || gradient) // Elsewhere an iteration is no pass over the data.
            add<qint64>("epoch", {"max_iter"});
        if (gradient)
            put("optimizer", MetadataValue(QStringLiteral("sgd")));
        else
            add<QString>("optimizer", {"solver"});
        return MetadataValue(m_map);
    }

private:
    void put(const char *name, MetadataValue value)
    {
        m_map.emplace_back(QLatin1String(name), std::move(value));
    }

    // Adds the first of the attributes that is there and of this kind.
    template<class T>
    bool add(const char *name, std::initializer_list<const char *> attributes)
    {
        for (const char *attribute : attributes) {
            const AttributeValue value = m_call.attributes.value(QLatin1String(attribute));
            if (value.as<T>()) {
                put(name, MetadataValue(value));
                return true;
            }
        }
        return false;
    }

    const PlannedCall &m_call;
    MetadataValue::Map m_map;
};

MetadataValue trainingParams(const Plan &plan, qint64 rows)
{
    const auto trainingRows = qint64(double(rows) * plan.split.train);
    MetadataValue::Map candidates;
    for (const PlannedCandidate &candidate : plan.candidates) {
        MetadataValue params = TrainingParams(candidate.estimator)
                                   .value(plan.task == TaskKind::Classification, trainingRows);
        if (plan.candidates.size() == 1)
            return params;
        if (!params.isEmpty())
            candidates.emplace_back(candidate.estimator.block, std::move(params));
    }
    if (candidates.empty())
        return {};
    return MetadataValue(
        MetadataValue::Map{{QStringLiteral("candidates"), MetadataValue(std::move(candidates))}});
}

MetadataValue dataProcess(const Plan &plan)
{
    const PlannedSplit &split = plan.split;
    MetadataValue::Map parts{{QStringLiteral("train"), MetadataValue(split.train)}};
    if (split.validation > 0)
        parts.emplace_back(QStringLiteral("validation"), MetadataValue(split.validation));
    parts.emplace_back(QStringLiteral("test"), MetadataValue(split.test));
    parts.emplace_back(QStringLiteral("stratify"), MetadataValue(split.stratify));
    if (!split.groupColumn.isEmpty())
        parts.emplace_back(QStringLiteral("group"), MetadataValue(split.groupColumn));
    if (!split.timeColumn.isEmpty())
        parts.emplace_back(QStringLiteral("time"), MetadataValue(split.timeColumn));
    parts.emplace_back(QStringLiteral("seed"), MetadataValue(split.seed));

    QStringList steps;
    for (const PlannedStep &step : plan.steps)
        steps.append(step.block);
    MetadataValue::Map map{{QStringLiteral("data_load"), MetadataValue(plan.input.block)},
                           {QStringLiteral("data_split"), MetadataValue(parts)}};
    if (!steps.isEmpty())
        map.emplace_back(QStringLiteral("steps"), MetadataValue(steps));
    return MetadataValue(map);
}

MetadataValue evaluation(const Plan &plan)
{
    MetadataValue::Map map{{QStringLiteral("metric"), MetadataValue(plan.metric)}};
    if (!plan.positiveClass.isEmpty())
        map.emplace_back(QStringLiteral("positive_class"), MetadataValue(plan.positiveClass));
    if (!plan.averaging.isEmpty())
        map.emplace_back(QStringLiteral("averaging"), MetadataValue(plan.averaging));
    map.emplace_back(QStringLiteral("folds"), MetadataValue(plan.folds));
    map.emplace_back(QStringLiteral("repeats"), MetadataValue(plan.repeats));
    return MetadataValue(map);
}

Metadata::Dataset dataset(const Plan &plan, const MetadataSources &sources)
{
    Metadata::Dataset dataset;
    dataset.format = sources.table.format;
    dataset.samples = sources.table.rows;
    if (sources.dataPath.isEmpty()) {
        const AttributeValue name = plan.input.attributes.value(QStringLiteral("name"));
        dataset.name = name.as<QString>() ? *name.as<QString>() : QString();
        dataset.version = sources.catalogSource;
        dataset.source = QStringLiteral("sklearn.datasets.load_") + dataset.name;
    } else {
        dataset.name = QFileInfo(sources.dataPath).completeBaseName();
        if (!sources.table.sha256.isEmpty())
            dataset.version = QStringLiteral("sha256:") + QString::fromLatin1(sources.table.sha256);
        dataset.source = sources.dataPath;
    }
    return dataset;
}

} // namespace

Metadata makeMetadata(const Plan &plan, const MetadataSources &sources)
{
    Metadata metadata;
    metadata.framework.name = sources.catalogSource.section(QLatin1Char(' '), 0, 0);
    metadata.framework.version = sources.catalogSource.section(QLatin1Char(' '), 1, 1);
    metadata.framework.runtime = QStringLiteral("python");
    metadata.framework.runtimeVersion = pythonVersion;
    for (const QString &requirement : plan.requirements) {
        if (!requirement.startsWith(metadata.framework.name))
            metadata.framework.requirements.append(requirement);
    }
    metadata.model.name = plan.name;
    metadata.model.version = QStringLiteral("1");
    metadata.model.source = QStringLiteral("pipeline.outcrop");
    metadata.model.creator = sources.creator;
    metadata.dataset = dataset(plan, sources);
    metadata.dataProcess = dataProcess(plan);
    MetadataValue::Map architecture;
    for (const PlannedCandidate &candidate : plan.candidates)
        architecture.emplace_back(
            candidate.estimator.block,
            callMap(candidate.estimator, candidate.transformers, candidate.steps));
    metadata.modelArchitecture = MetadataValue(architecture);
    metadata.trainingParams = trainingParams(plan, sources.table.rows);
    metadata.evaluation = evaluation(plan);
    metadata.entryPoint = QStringLiteral("train.py");
    return metadata;
}

} // namespace outcrop
