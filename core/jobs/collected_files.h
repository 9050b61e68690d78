#pragma once

#include "core/base/result.h"
#include "core/job_store/job_event.h"

#include <vector>

namespace outcrop {

// Every file below a folder of collected results, with its hash, sorted by path.
Result<std::vector<CollectedFile>> collectedFilesIn(const QString &folder);

// The last `bytes` of a file; nothing if there is none.
QByteArray tailOf(const QString &path, qint64 bytes = 1 << 16);

} // namespace outcrop
