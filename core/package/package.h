#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

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
    QMap<QString, PackageFile> files;
};

// Writes the ZIP whole or not at all: sorted names, fixed times and modes, manifest.sha256 added. Equal packages give
// equal bytes on any machine. Returns the SHA-256 of the file.
Result<QByteArray> writePackage(const Package &package, const QString &path);

// Limits of reading (hostile archives; reliability: the declared sizes are not believed).
struct PackageLimits
{
    int entries = 10000;
    qint64 bytes = qint64(2) << 30;
    int ratio = 100; // Above 10 MiB.
};

// Reads a package's files below `maxBytesInMemory` each into memory; refuses lying, duplicate, absolute, linked,
// encrypted entries with a sentence.
Result<Package> readPackage(const QString &path, const PackageLimits &limits = {});

} // namespace outcrop
