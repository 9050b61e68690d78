#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/problem.h"

namespace outcrop {

// A Problem as it is listed: the block's title leads, in bold, and is not said twice.
struct ProblemRow
{
    Problem problem;
    QString lead; // Empty where the whole pipeline is meant.
    QString rest;
};

// Errors first, else in the order they were found.
QVector<ProblemRow> problemRows(const QVector<Problem> &problems, const Pipeline &pipeline,
                                const Catalog &catalog);

} // namespace outcrop
