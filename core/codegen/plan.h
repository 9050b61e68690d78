#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <QStringList>

#include <optional>

namespace outcrop {

enum class TaskKind { Classification, Regression, Clustering };

// A call of a constructor: a block with what its type says of it, and only the arguments that differ from the
// library's defaults, in the order of its signature.
struct PlannedCall
{
    QString block; // Id.
    QString title;
    QString module;
    QString className;
    QVector<QPair<QString, AttributeValue>> arguments;
    QStringList constants; // "sparse_output=False"
    AttributeValue columns; // Transformers: none means all.
    bool pandasOutput = false;
    bool textInput = false;
};

// A stateless step on the table, or its input.
struct PlannedStep
{
    QString block;
    QString type; // "input.csv", "table.filter_rows", "python.script", …
    QMap<QString, AttributeValue> attributes; // Complete: defaults filled in.
};

struct PlannedCandidate
{
    PlannedCall estimator;
    QVector<PlannedCall> transformers;  // Between the table and the estimator, in order.
    QVector<PlannedStep> steps;         // From the input to the table, in order; without the split.
    QVector<PlannedCandidate> models;   // What a meta-estimator takes, with its parameter's name in `parameter`.
    QString parameter;
    BlockRole role = BlockRole::Classifier;
    bool predictsProba = false, hasDecisionFunction = false;
};

struct PlannedSplit
{
    QString block; // Empty: there is no Split block, the default applies.
    double train = 0.8, validation = 0, test = 0.2;
    bool stratify = false;
    QString groupColumn, timeColumn;
    qint64 seed = 0;
};

struct PlannedLatency
{
    QString block;
    bool winnerOnly = true; // Else every model connected to it.
    QStringList models;
    QVector<qint64> batches{1}, threads{1};
    qint64 requests = 2000, repeats = 5, warmUp = 100;
};

// What will run, in the order it runs: the pipeline with every default resolved. Codegen, metadata.yaml and the
// property panel's "what will run" all read this and nothing else.
struct Plan
{
    QString name;
    qint64 seed = 0;
    TaskKind task = TaskKind::Classification;
    PlannedStep input;
    QString target;
    QString positiveClass; // Empty where there is none.
    PlannedSplit split;
    QVector<PlannedCandidate> candidates; // In file order.
    QString evaluate; // Block id.
    QString metric;
    qint64 folds = 5, repeats = 2;
    QString averaging;
    QString bestModel; // Block id; empty: none.
    std::optional<PlannedLatency> latency;
    QStringList requirements; // "scikit-learn>=1.2", sorted.
};

// The plan of a pipeline that has no error Problems. What check() would refuse comes back as an error with a sentence.
Result<Plan> makePlan(const Pipeline &pipeline, const Catalog &catalog);

// The seed of a block: every random number of a pipeline comes from one seed. (README.md, Seeds.)
qint64 derivedSeed(qint64 pipelineSeed, const QString &block);

} // namespace outcrop
