#pragma once

#include <QByteArray>
#include <QString>

#include <zip.h>

namespace outcrop {

// A source for libzip that reads a file in blocks when its turn comes, and fails with
// ZIP_ER_CHANGED if what it read is not what `sha256` says: the manifest is written from a first
// reading, and must speak of the same bytes. nullptr if memory is short; `archive` has the error.
zip_source_t *makeStreamedFile(zip_t *archive, const QString &path, const QByteArray &sha256);

} // namespace outcrop
