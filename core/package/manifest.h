#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace outcrop {

// manifest.sha256: every file of a package but itself, as `sha256sum -c` reads it.
using Manifest = QMap<QString, QByteArray>; // SHA-256 in hexadecimal digits, by path.

inline QString manifestName()
{
    return QStringLiteral("manifest.sha256");
}

QByteArray formatManifest(const Manifest &manifest); // Sorted by path.

// `<64 digits>  <path>` a line; also `<64 digits> *<path>`, which sha256sum writes of binary files.
Result<Manifest> parseManifest(const QByteArray &bytes);

} // namespace outcrop
