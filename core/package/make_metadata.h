#pragma once

#include "core/codegen/plan.h"
#include "core/package/metadata.h"
#include "core/table/table.h"

namespace outcrop {

// What makes a package's metadata beyond its plan.
struct MetadataSources
{
    TableFacts table; // Of the plan's input: its rows and hash, as far as they are known.
    QString dataPath; // Where train.py reads it: "data/loans.csv", a path on the host; empty for a
                      // bundled data set.
    QString catalogSource; // "scikit-learn 1.2.1": the library the catalog was made from.
    QString creator;       // Empty: not said. Never guessed from the computer.
};

// The metadata of a package that Outcrop makes. Its own keys in what the specification leaves open:
//   data_process        data_load (block), data_split {train, validation, test, stratify, group,
//   time, seed}, steps (blocks) model_architecture  by candidate: steps, type, attributes (what
//   differs from the library's defaults), models (of a
//                       meta-estimator, by block, in the same form)
//   training_params     learning_rate, loss, batch_size, epoch, optimizer of the one candidate, as
//   far as it has them;
//                       of several: `candidates`, by block
//   evaluation          metric, positive_class, averaging, folds, repeats
Metadata makeMetadata(const Plan &plan, const MetadataSources &sources);

} // namespace outcrop
