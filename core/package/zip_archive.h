#pragma once

#include "core/base/result.h"

#include <zip.h>

#include <memory>

namespace outcrop {

// What stays inside this module of libzip: an archive that is closed on every way out, and its
// errors as ours.

struct ZipDiscard
{
    void operator()(zip_t *archive) const { zip_discard(archive); }
};
using ZipArchive = std::unique_ptr<zip_t, ZipDiscard>;

struct ZipFileClose
{
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};
using ZipFile = std::unique_ptr<zip_file_t, ZipFileClose>;

// "Cannot write loan.zip: the disk is full; …": libzip's error of an operation on a file.
Error zipError(const QString &what, const QString &path, const zip_error_t *error);

Result<ZipArchive> openZip(const QString &what, const QString &path, int flags);

} // namespace outcrop
