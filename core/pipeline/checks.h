#pragma once

#include "core/pipeline/check.h"
#include "core/pipeline/check_report.h"

namespace outcrop {

// The parts of check(). Each adds what it finds to `report`, and needs O(blocks + connections).
struct CheckInput
{
    const Pipeline &pipeline;
    const Catalog &catalog;
    const CheckGraph &graph;
    CheckReport &report;
};

// Each block alone: its id, its type, its attributes' names and values.
void checkBlocks(const CheckInput &in);

// Ports, types, missing and crowded inputs, circles.
void checkConnections(const CheckInput &in);

// Where the table of every block comes from: what checkTables() finds out on its way. Members are
// places; -1: none.
struct TableOrigin
{
    int input = -1;
    int split = -1; // The last on the way.
    // The last block on the way that drops rows: as the way is a line, it names all of them.
    int rowFilter = -1;
    int transformer = -1; // The last on the way.
    // The last block on the way that may change the table: the Input, a step or a transformer, be
    // it the block itself. A Split only marks rows.
    int last = -1;
    int got = -1;   // The same of the table that the block gets: from `got` to `got` to the Input.
    int length = 0; // How many such blocks the way has.
};

// Order of the steps on the table, Splits, and the names of columns. The result is by place: the
// table that a block gives if it gives one, else the one that it gets. A model without a table of
// its own gets what the ways to the models that it takes have in common.
QVector<TableOrigin> checkTables(const CheckInput &in, const InputTables &tables);

// What is taken by models and transformers: models, on the table of their taker.
void checkTaken(const CheckInput &in, const QVector<TableOrigin> &origins);

// Models that take models that take models: each is constructed for every one that takes it, so
// there may be mostTakenModels in all candidates.
constexpr int mostTakenModels = 1000;
void checkTakenCount(const CheckInput &in, const QVector<TableOrigin> &origins,
                     const QVector<int> &candidates);

bool selectsColumns(const CheckGraph &graph, int place); // By its type.
bool filtersRows(const CheckGraph &graph, int place);

// What is compared: models that can be, on the same rows, by a metric of their task; classes and
// targets.
void checkEvaluation(const CheckInput &in, const QVector<TableOrigin> &origins,
                     const InputTables &tables);

// What is compared: models of one task.
struct Comparison
{
    int evaluate = -1;       // Place; -1: there is no Evaluate block.
    QVector<int> candidates; // Places, sorted; not empty.
};

// Whether the target is there and fits the models, and the positive class.
void checkTargets(const CheckInput &in, const Comparison &comparison,
                  const QVector<TableOrigin> &origins, const InputTables &tables);

// "a classifier"
QString taskName(BlockRole role);

// The column to predict; empty: none is set. A bundled data set calls it `target`.
QString targetColumn(const CheckGraph &graph, int input);

// What is known of the table of an Input block: as given, else as bundled; nullptr: nothing.
const TableFacts *findTable(const InputTables &tables, const QString &block);

} // namespace outcrop
