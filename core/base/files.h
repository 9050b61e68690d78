#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace outcrop {

// The only way to read a whole file: refuses devices, pipes and folders, and files over `maxBytes`.
Result<QByteArray> readFile(const QString &path, qint64 maxBytes = 256 << 20);

// The only way to write a whole file. Either the old or the new content is there afterwards, never
// a part: temporary file beside it, one checked write, fsync, rename, fsync of the folder. A full
// disk is ErrorKind::NoSpace and leaves the old file. QSaveFile is not used: on a full disk its
// commit() has been measured to return true after a short write.
Result<> saveAtomically(const QString &path, const QByteArray &content);

// The same promise for a file that another library wrote: `temporary`, in the folder of `path`,
// becomes `path`.
Result<> publishFile(const QString &temporary, const QString &path);

// Creates the folder and its parents, each new one with mode 0700.
Result<> makeFolder(const QString &path);

// The error for the failed system call: names the path, the reason in words and for a full disk the
// remedy.
Error systemError(const QString &what, const QString &path, int code);

} // namespace outcrop
