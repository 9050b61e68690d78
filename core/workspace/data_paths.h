#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

namespace outcrop {

// The pipeline with its relative data paths, which start at `from`, naming the same files from
// `to`: relative where the file lies below `to`, absolute elsewhere. What saving into another
// folder needs. Files on a host stay as they are.
Pipeline moveDataPaths(Pipeline pipeline, const Catalog &catalog, const QString &from,
                       const QString &to);

} // namespace outcrop
