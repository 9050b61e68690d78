#include "core/workspace/document_files.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/pipeline/arrange.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::DocumentFiles)
};

FileSeen seenNow(const QString &path, const QByteArray &content)
{
    const QFileInfo file(path);
    return {file.size(), file.lastModified().toMSecsSinceEpoch(), sha256(content)};
}

} // namespace

QString resolvedPath(const QString &path)
{
    const QFileInfo file(path);
    if (const QString known = file.canonicalFilePath(); !known.isEmpty())
        return known;
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? file.absoluteFilePath() : folder + QLatin1Char('/') + file.fileName();
}

Result<LoadedFile> loadFile(const QString &path)
{
    const QString file = resolvedPath(path);
    const auto bytes = readFile(file, 64 << 20);
    if (!bytes)
        return failure(bytes.error());
    auto pipeline = parsePipeline(*bytes, QFileInfo(file).fileName());
    if (!pipeline)
        return failure(pipeline.error());
    return LoadedFile{file, placed(std::move(*pipeline)), seenNow(file, *bytes)};
}

Result<FileSeen> saveFile(const Pipeline &pipeline, const QString &path, const FileSeen &seen,
                          Overwrite overwrite)
{
    if (overwrite == Overwrite::Refuse && lookAgain(path, seen).sha256 != seen.sha256)
        return failure(ErrorKind::Busy,
                       Tr::tr("%1 was changed by another program since it was opened here.")
                           .arg(plainLine(QFileInfo(path).fileName())));
    const QByteArray bytes = formatPipeline(pipeline);
    if (const Result<> saved = saveAtomically(path, bytes); !saved)
        return failure(saved.error());
    return seenNow(path, bytes);
}

FileSeen lookAgain(const QString &path, const FileSeen &seen)
{
    const QFileInfo file(path);
    if (!file.exists())
        return {};
    const FileSeen now{file.size(), file.lastModified().toMSecsSinceEpoch(), seen.sha256};
    if (now.size == seen.size && now.modified == seen.modified)
        return seen;
    const auto bytes = readFile(path, 64 << 20);
    return bytes ? seenNow(path, *bytes) : seen;
}

} // namespace outcrop
