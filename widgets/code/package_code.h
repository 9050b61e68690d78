#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"
#include "widgets/code/block_lines.h"
#include "widgets/code/code_colors.h"

#include <QStringList>

namespace outcrop {

struct CodeWish
{
    Pipeline pipeline;
    Catalog catalog;
    QString folder; // Where relative data paths start.
    QString file;   // "train.py": which file of the package.
};

// A file of the package of a pipeline, as a panel shows it.
struct PackageCode
{
    QStringList files; // All of the package but its data and its manifest; what people read first.
    QString file;      // The one that is shown: the wished one, or train.py where it is gone.
    QString text;
    QVector<BlockLines> blocks;
    QVector<ColoredLine> colors;
};

// Blocks for milliseconds; for `params.json`, `metadata.yaml` and `pipeline.outcrop` as long as
// reading the data takes. Errors are sentences of the plan, of the data or of the package.
Result<PackageCode> packageCode(const CodeWish &wish, CodeColors &colors);

} // namespace outcrop
