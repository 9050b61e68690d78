#include "core/package/zip_archive.h"

#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ZipArchive)
};

QString damaged(const zip_error_t *error)
{
    zip_error_t copy = *error;
    copy.str = nullptr;
    const QString reason = QString::fromUtf8(zip_error_strerror(&copy));
    zip_error_fini(&copy);
    return Tr::tr("it is damaged, or no ZIP that a package may be (%1)")
        .arg(plainLine(reason, 100));
}

} // namespace

Error zipError(const QString &what, const QString &path, const zip_error_t *error)
{
    const int code = zip_error_code_system(error);
    if (zip_error_system_type(error) == ZIP_ET_SYS && code != 0)
        return systemError(what, path, code);
    const QString shown = plainLine(path);
    switch (zip_error_code_zip(error)) {
    case ZIP_ER_NOENT:
        return systemError(what, path, ENOENT);
    case ZIP_ER_NOZIP:
        return {ErrorKind::InvalidInput, Tr::tr("%1 %2: it is not a ZIP file.").arg(what, shown)};
    case ZIP_ER_MEMORY:
        return {ErrorKind::InvalidInput,
                Tr::tr("%1 %2: it takes too much memory.").arg(what, shown)};
    default:
        return {ErrorKind::Corrupt, QStringLiteral("%1 %2: %3.").arg(what, shown, damaged(error))};
    }
}

Result<ZipArchive> openZip(const QString &what, const QString &path, int flags)
{
    assertMayBlock();
    int code = 0;
    ZipArchive archive(zip_open(QFile::encodeName(path).constData(), flags, &code));
    if (archive)
        return archive;
    const int systemCode = errno;
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    if (zip_error_system_type(&error) == ZIP_ET_SYS)
        zip_error_set(&error, code, systemCode);
    Error result = zipError(what, path, &error);
    zip_error_fini(&error);
    return failure(std::move(result));
}

} // namespace outcrop
