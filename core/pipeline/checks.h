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

// Where the table of every block comes from: what checkTables() finds out on its way.
struct TableOrigin
{
    int input = -1;     // Place of the Input block; -1: none is known.
    int split = -1;     // The last Split on the way; -1: none.
    int rowFilter = -1; // The last block on the way that drops rows: as the way is a line, it names
                        // all of them.
    int step = -1;      // The last block on the way that is no transformer and no Split.
    int transformer = -1; // The last transformer on the way.
};

// Order of the steps on the table, Splits, and the names of columns. The result is by place: the
// table that a block gives if it gives one, else the one that it gets.
QVector<TableOrigin> checkTables(const CheckInput &in, const InputTables &tables);

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
