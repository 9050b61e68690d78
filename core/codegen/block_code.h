#pragma once

#include "core/codegen/imports.h"
#include "core/codegen/plan.h"

#include <QStringList>

namespace outcrop {

// The functions that stand for the blocks of a plan, as README.md 2 and 5 say, without the
// baseline's.
struct BlockCode
{
    QStringList functions; // Each without a newline at its end.
    QVector<ImportedName> imports;
    bool findsColumns = false, choosesColumns = false,
         runsScripts = false; // What they need of the fixed text.
};

BlockCode blockCode(const Plan &plan);

// Those that predict.py needs: the stateless steps that add or choose columns. Rows are not
// filtered there.
BlockCode predictionCode(const Plan &plan);

// The steps of predictionCode() that all candidates share.
QVector<PlannedStep> predictionSteps(const Plan &plan);

// `NAME = {"scale": apply_scale}`, always one item a line.
QString functionTable(const QString &name, const QString &verb, const QStringList &blocks);

// `CANDIDATE_STEPS = {"forest": {"ratio": apply_ratio}}`; empty where no candidate has a step of
// its own.
QString ownStepsTable(const Plan &plan);

} // namespace outcrop
