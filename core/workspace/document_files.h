#pragma once

#include "core/base/result.h"
#include "core/pipeline/pipeline.h"

namespace outcrop {

// A file as it was last read or written here.
struct FileSeen
{
    qint64 size = -1; // -1: it was not there.
    qint64 modified = 0;
    QByteArray sha256;
};

struct LoadedFile
{
    QString path; // Absolute, with links followed: the identity of the file.
    Pipeline pipeline;
    FileSeen seen;
};

// What to do where the file is no longer what was read.
enum class Overwrite { Refuse, Allow };

// Each of these blocks.

// A pipeline without a layout is arranged, which is no edit.
Result<LoadedFile> loadFile(const QString &path);

// The identity of a file that need not exist.
QString resolvedPath(const QString &path);

// Busy: somebody else has written the file since it was `seen`, and it was not overwritten.
Result<FileSeen> saveFile(const Pipeline &pipeline, const QString &path, const FileSeen &seen,
                          Overwrite overwrite);

// The file now; `seen` itself if its content is still the same.
FileSeen lookAgain(const QString &path, const FileSeen &seen);

} // namespace outcrop
