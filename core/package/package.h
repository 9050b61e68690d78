#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

namespace outcrop {

// A file of a package: bytes in memory, or a file of this computer that is streamed.
struct PackageFile
{
    QByteArray content;
    QString source; // Not empty: the path of the file to read instead of `content`.
};

// The ZIP that is submitted, by path inside it. FORMAT.md says what is in one that Outcrop made.
struct Package
{
    QMap<QString, PackageFile> files; // Without manifest.sha256, which is made when it is written.
};

// Writes the ZIP whole or not at all: sorted names, fixed times and modes, manifest.sha256 added.
// Equal packages give equal bytes on any machine. Files are streamed: memory stays flat. A name
// that readPackage() would refuse is refused. Returns the SHA-256 of the file.
Result<QByteArray> writePackage(const Package &package, const QString &path);

// Limits of reading (hostile archives: what the archive declares of itself is not believed).
struct PackageLimits
{
    int entries = 10000;
    qint64 bytes = qint64(2) << 30;  // Of all entries, unpacked.
    int ratio = 100;                 // Unpacked to packed, above 10 MiB.
    qint64 bytesInMemory = 64 << 20; // Of all entries that are kept; those above are only checked.
    QStringList keep;                // Only these are kept; empty: all.
};

struct PackageReading : Package
{
    QStringList unkept;  // In the package and sound, but not in `files`.
    QStringList ignored; // In the ZIP, but not in its manifest. Nobody may rely on them.
};

// Reads and checks every entry: CRC, true sizes, names, and where there is a manifest.sha256 the
// hashes of all it names. InvalidInput: no ZIP, over a limit, or with an entry no package may have
// (absolute, climbing, linked, encrypted, duplicate, also by case). Corrupt: damaged, or not what
// its manifest says.
Result<PackageReading> readPackage(const QString &path, const PackageLimits &limits = {});

} // namespace outcrop
