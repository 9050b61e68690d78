#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace outcrop {

enum class TaskKind { Classification, Regression, Clustering };

// An argument of a constructor call that differs from the library's default.
struct PlannedArgument
{
    QString name;
    AttributeValue value;
    bool isTuple = false;    // The library takes a list of values as a tuple.
    bool isFreeText = false; // Holds text of a person: kept in params.json, never code.
};

struct PlannedModel;

// A call of a constructor: a block with what its type says of it. A Select columns of one branch is
// one too, without a class: it passes its columns on and drops the rest.
struct PlannedCall
{
    QString block; // Id.
    QString title;
    BlockRole role = BlockRole::Other;
    QString module;
    QString className;
    // What differs from the library's defaults, in the order of its signature.
    QVector<PlannedArgument> arguments;
    QMap<QString, AttributeValue> attributes; // Every parameter, defaults filled in.
    QStringList constants;  // "sparse_output=False": what else every call is given.
    AttributeValue columns; // Transformers: `all`, `numeric`, `text` or a list; none means all.
    bool pandasOutput = false;
    bool textInput = false;
    bool predictsProba = false, hasDecisionFunction = false;
    // The estimators it takes, in the order of its ports, then of the file.
    QVector<PlannedModel> models;
};

// An estimator as a meta-estimator takes it.
struct PlannedModel
{
    QString parameter;    // Of the meta-estimator: "estimator", "estimators".
    bool isFirst = false; // It is the constructor's first: given by position.
    bool isList = false;  // It takes a list of (name, estimator).
    PlannedCall estimator;
    QVector<PlannedCall> transformers; // From the shared table to the estimator, in order.
    int done = 0; // That many of them, the first, act before the meta-estimator itself.
};

// A stateless step on the table, or its input.
struct PlannedStep
{
    QString block; // Id.
    QString title;
    QString type; // "input.csv", "table.filter_rows", "python.script", …
    QMap<QString, AttributeValue> attributes; // Complete: defaults filled in.
};

struct PlannedCandidate
{
    PlannedCall estimator;
    // Stateless steps of its own, on the columns of the shared table: they change no row.
    QVector<PlannedStep> steps;
    QVector<PlannedCall> transformers; // From that table to the estimator, in order.
};

struct PlannedSplit
{
    QString block; // Empty: there is no Split block, the default applies.
    QString title;
    double train = 0.8, validation = 0, test = 0.2;
    bool stratify = false;
    QString groupColumn, timeColumn;
    qint64 seed = 0;
};

struct PlannedLatency
{
    QString block;
    QString title;
    bool winnerOnly = true; // Else `models`: the candidates connected to it.
    QStringList models;
    QVector<qint64> batches{1}, threads{1};
    qint64 requests = 2000, repeats = 5, warmUp = 100;
};

// What will run, in the order it runs: the pipeline with every default resolved. Codegen,
// metadata.yaml and the property panel's "what will run" all read this and nothing else.
struct Plan
{
    QString name;
    qint64 seed = 0;
    TaskKind task = TaskKind::Classification;
    PlannedStep input;
    QVector<PlannedStep> steps; // Between the input and the table that all candidates share.
    QString target;             // Empty for clusters.
    QString positiveClass;      // Empty where there is none.
    PlannedSplit split;
    QVector<PlannedCandidate> candidates; // In file order.
    QString evaluate;                     // Block id; empty: there is none.
    QString evaluateTitle;
    QString metric; // "roc_auc": never "auto".
    qint64 folds = 5, repeats = 2;
    // Seconds. After a longer fit the folds are not drawn a second time, for any candidate. None:
    // a person said how often they are drawn.
    std::optional<double> slowFit = 60;
    QString averaging;
    QString bestModel; // Block id; empty: there is none.
    QString bestModelTitle;
    std::optional<PlannedLatency> latency;
    // Of every block of the pipeline, by id, and of `baseline`. Not translated.
    QMap<QString, QString> titles;
    QStringList requirements; // "scikit-learn>=1.2", sorted.
};

// The plan of a pipeline that has no error Problems. What check() would refuse comes back as an
// error with a sentence.
Result<Plan> makePlan(const Pipeline &pipeline, const Catalog &catalog);

// The steps that candidates have of their own, each block once, in the order of its first use.
QVector<PlannedStep> ownSteps(const Plan &plan);

// The seed of a block: every random number of a pipeline comes from one seed. (README.md, Seeds.)
qint64 derivedSeed(qint64 pipelineSeed, const QString &block);

} // namespace outcrop
