#pragma once

#include "core/base/result.h"
#include "core/pipeline/pipeline.h"

#include <QByteArray>

namespace outcrop {

// The version of the format that this program writes (README.md in this folder). Newer ones are
// refused.
constexpr int pipelineFileVersion = 1;

// Reads an `.outcrop` file. Runs nothing and opens no other file. What a newer or foreign program
// may have added is kept: unknown types, attributes and keys; duplicate ids; connections of blocks
// that are not there. What cannot be kept is refused with the place, "loan.outcrop:12: …".
Result<Pipeline> parsePipeline(const QByteArray &bytes, const QString &fileName);

// The canonical form: equal pipelines give equal bytes, and parsing them gives an equal pipeline.
QByteArray formatPipeline(const Pipeline &pipeline);

Result<Pipeline> loadPipeline(const QString &path);
Result<> savePipeline(const Pipeline &pipeline, const QString &path); // Whole or not at all.

// Blocks on the clipboard: a pipeline file of the selection alone.
QByteArray formatSelection(const Pipeline &pipeline, const QVector<BlockId> &blocks);
Result<Pipeline> parseSelection(const QByteArray &text);

} // namespace outcrop
