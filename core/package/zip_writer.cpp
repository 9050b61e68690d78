#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/heap.h"
#include "core/base/text.h"
#include "core/package/entry_names.h"
#include "core/package/manifest.h"
#include "core/package/package.h"
#include "core/package/streamed_file.h"
#include "core/package/zip_archive.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryFile>

#include <sys/stat.h>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PackageWriter)
};

constexpr zip_uint16_t firstDosDate =
    1 << 5 | 1; // 1 January 1980, the first day a ZIP knows; at 00:00.
constexpr zip_uint32_t plainFileMode = zip_uint32_t(S_IFREG | 0644) << 16;
constexpr zip_uint32_t compressionLevel = 6;

Error cannotWrite(const QString &path, const QString &why)
{
    return {ErrorKind::InvalidInput, Tr::tr("Cannot write %1: %2.").arg(plainLine(path), why)};
}

// Small files become bytes in memory as long as there is room: opened and hashed once, where a
// streamed file is read a second time when its turn comes.
Result<QMap<QString, PackageFile>> withSmallFilesRead(QMap<QString, PackageFile> files)
{
    constexpr qint64 small = 64 << 10;
    qint64 room = 16 << 20;
    for (PackageFile &file : files) {
        if (file.source.isEmpty() || QFileInfo(file.source).size() > std::min(small, room))
            continue;
        auto content = readFile(file.source, room);
        if (!content)
            return failure(content.error());
        room -= content->size();
        file = {std::move(*content), {}};
    }
    return files;
}

Result<Manifest> makeManifest(const QMap<QString, PackageFile> &files, const QString &path)
{
    EntryNames names;
    Manifest manifest;
    for (auto file = files.begin(); file != files.end(); ++file) {
        const QString &name = file.key();
        if (name.endsWith(QLatin1Char('/')) || name == manifestName())
            return failure(cannotWrite(
                path, Tr::tr("%1 cannot be a file's name in it").arg(plainLine(name, 100))));
        if (const auto problem = names.add(name))
            return failure(cannotWrite(
                path, Tr::tr("it would hold %1, %2").arg(plainLine(name, 100), *problem)));
        const auto hash = file->source.isEmpty() ? Result<QByteArray>(sha256(file->content))
                                                 : sha256OfFile(file->source);
        if (!hash)
            return failure(hash.error());
        manifest.insert(name, *hash);
    }
    return manifest;
}

// Adds one file with everything about it fixed. The content must live until the archive is closed.
bool addFile(zip_t *archive, const QString &name, const PackageFile &file, const QByteArray &hash)
{
    zip_source_t *const source = file.source.isEmpty()
                                     ? zip_source_buffer(archive, file.content.constData(),
                                                         zip_uint64_t(file.content.size()), 0)
                                     : makeStreamedFile(archive, file.source, hash);
    if (!source)
        return false;
    const zip_int64_t added =
        zip_file_add(archive, name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
        zip_source_free(source);
        return false;
    }
    const auto index = zip_uint64_t(added);
    return zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, compressionLevel) == 0
           && zip_file_set_dostime(archive, index, 0, firstDosDate, 0) == 0
           && zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, plainFileMode)
                  == 0;
}

Error writeError(const QString &path, zip_t *archive)
{
    const zip_error_t *const error = zip_get_error(archive);
    if (zip_error_code_zip(error) == ZIP_ER_CHANGED)
        return cannotWrite(path, Tr::tr("a file changed while it was packed; try again"));
    return zipError(Tr::tr("Cannot write"), path, error);
}

} // namespace

Result<QByteArray> writePackage(const Package &package, const QString &path)
{
    keepFreedMemory(); // Else asking for it anew is half of the time with 10,000 small files.
    auto read = withSmallFilesRead(package.files);
    if (!read)
        return failure(read.error());
    QMap<QString, PackageFile> &files = *read;
    const auto manifest = makeManifest(files, path);
    if (!manifest)
        return failure(manifest.error());
    files.insert(manifestName(), {formatManifest(*manifest), {}});

    QTemporaryFile temporary(QFileInfo(path).absolutePath() + QLatin1String("/.outcrop-XXXXXX"));
    if (!temporary.open())
        return failure(
            ErrorKind::Io,
            Tr::tr("Cannot write %1: %2.").arg(plainLine(path), temporary.errorString()));
    auto archive = openZip(Tr::tr("Cannot write"), temporary.fileName(), ZIP_CREATE | ZIP_TRUNCATE);
    if (!archive)
        return failure(archive.error());
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (!addFile(archive->get(), file.key(), *file, manifest->value(file.key())))
            return failure(writeError(path, archive->get()));
    }
    if (zip_close(archive->get()) != 0)
        return failure(writeError(path, archive->get()));
    (void)archive->release();

    const auto hash = sha256OfFile(temporary.fileName());
    if (!hash)
        return hash;
    if (const auto published = publishFile(temporary.fileName(), path); !published)
        return failure(published.error());
    return hash;
}

} // namespace outcrop
