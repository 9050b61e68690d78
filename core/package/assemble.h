#pragma once

#include "core/catalog/catalog.h"
#include "core/package/package.h"
#include "core/pipeline/pipeline.h"
#include "core/table/data_location.h"

#include <QStringList>

#include <optional>

namespace outcrop {

// What the host is to do with the package: its entry point.
enum class Purpose {
    Train,        // train.py
    CheckLeakage, // check_leakage.py: the leak test alone.
};

struct AssembledPackage : Package
{
    QStringList notices; // Sentences for a person: what the package depends on outside of itself.
    // Where its data lie, so that it runs only there. None: they are in the package.
    std::optional<DataLocation> data;
};

// The package of a pipeline: generated code, metadata.yaml, pipeline.outcrop and its data
// (FORMAT.md). Relative data paths start at `baseFolder`. A data file of up to 10 MB becomes
// data/<name> in the package; a larger one, and one on a host (core/table/data_location.h), is used
// where it is, by its absolute path, and a notice says so. Nothing else in the package depends on
// where it was made: equal pipelines over equal data give equal packages.
Result<AssembledPackage> assemblePackage(const Pipeline &pipeline, const Catalog &catalog,
                                         const QString &baseFolder,
                                         Purpose purpose = Purpose::Train);

} // namespace outcrop
