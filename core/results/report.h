#pragma once

#include "core/results/event.h"

#include <QStringList>

#include <vector>

namespace outcrop {

// What a finished job compared and found: training_result/ of core/hosts/PROTOCOL.md, section 6.
// Texts are foreign.

// Predictions for rows that were held out; lists of one length.
struct Predictions
{
    std::vector<int> fold;   // Empty for the test part.
    std::vector<qint64> row; // Of the table.
    // Classification: index into Report::classes. Regression: the number. Clusters: truth is NaN.
    std::vector<double> truth;
    std::vector<double> prediction;
    QStringList scoreClasses; // Binary: the positive class alone. None: the model gives no scores.
    std::vector<std::vector<double>> scores; // A list a score class.

    std::size_t size() const { return row.size(); }
};

struct FoldResult
{
    int fold = 0; // Index into Report::rows.folds.
    qint64 fitRows = 0;
    qint64 heldRows = 0;
    double fitSeconds = 0;
    NamedNumbers scores; // "roc_auc"; may be NaN.
};

struct LibraryWarning
{
    QString category;
    QString text;
    qint64 count = 1;
};

struct Candidate
{
    QString block; // Or "baseline".
    QString title;
    QString type; // "LogisticRegression"
    bool baseline = false;
    QStringList steps; // Blocks.
    std::vector<FoldResult> folds;
    QString scoreSource; // "predict_proba", "decision_function" or empty.
    QString loss;        // How its loss came about, "none recorded".
    std::vector<LibraryWarning> warnings;
    QString error; // Why it failed; else empty.
    std::optional<Predictions> heldOut;
};

// Which rows of the table were which, by number.
struct RowParts
{
    struct Fold
    {
        std::vector<qint64> fit;
        std::vector<qint64> held;
    };

    std::vector<qint64> train, validation, test;
    std::vector<Fold> folds;
};

struct FoldPlan
{
    QString kind; // "repeated_stratified_k_fold", "validation_part"
    int splits = 0;
    int repeats = 0;
    int count = 0;
    qint64 seed = 0;
    QString why; // Why fewer folds were drawn than were asked for; else empty.
};

struct RowCounts
{
    qint64 total = 0, train = 0, validation = 0, test = 0;
};

struct Refit
{
    qint64 rows = 0;
    QStringList parts;
    QString model; // Path below the folder.
    QString sha256;
};

struct TestScores
{
    QString block;
    int looks = 0; // How often the test part was looked at.
    NamedNumbers scores;
    std::optional<Predictions> predictions;
};

// One measurement of a model's latency: every request.
struct LatencyRun
{
    QString block;
    int batch = 1;
    int threads = 1;
    qint64 warmUp = 0;
    std::vector<int> repeat;
    std::vector<double> milliseconds;
};

struct Report
{
    enum class Task { Classification, Regression, Clustering };

    Task task = Task::Classification;
    QString name;
    QString metric; // "roc_auc"
    bool higherIsBetter = true;
    QString positiveClass; // Binary classification only.
    QStringList classes;
    std::map<QString, qint64> classCounts;
    QString averaging;
    RowCounts rowCounts;
    FoldPlan foldPlan;
    RowParts rows;
    std::vector<Candidate> candidates;
    QString winner; // A block; empty if every candidate failed.
    std::optional<Refit> refit;
    std::optional<TestScores> test;
    std::vector<LatencyRun> latency;
    double seconds = 0;

    const Candidate *find(const QString &block) const
    {
        for (const Candidate &candidate : candidates) {
            if (candidate.block == block)
                return &candidate;
        }
        return nullptr;
    }
    bool isBinary() const { return task == Task::Classification && classes.size() == 2; }
};

} // namespace outcrop
