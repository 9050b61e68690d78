#pragma once

#include "core/base/folders.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/check.h"

namespace outcrop {

// A pipeline file with everything that is known of it before it runs.
struct OpenedPipeline
{
    QString path;
    QString folder; // Of the file: relative data paths start here.
    Pipeline pipeline;
    Catalog catalog;
    QVector<Problem> problems;
};

// Reads the file ("-" is standard input), the heads of the data it names and the catalog, and
// checks it. Runs and connects to nothing.
Result<OpenedPipeline> openPipeline(const QString &path, const Folders &folders);

// An error that lists the Problems which keep it from running, or nothing.
Result<> requireRunnable(const OpenedPipeline &opened);

// "loans: Forest: max_depth is 0; …": a Problem on one line.
QString problemLine(const OpenedPipeline &opened, const Problem &problem);

} // namespace outcrop
