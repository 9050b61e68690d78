#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <vector>

namespace outcrop {

// A file a host offers: PROTOCOL.md 5.
struct ManifestEntry
{
    QByteArray written; // the path as the manifest writes it, and as it is stored here:
                        // [^%\x00-\x1f\x7f\\]|%XX
    QByteArray path;    // the bytes of its name on the host
    qint64 size = 0;
    QByteArray sha256;

    bool operator==(const ManifestEntry &) const = default;
};

struct ManifestLimits
{
    int entries = 10000;
    qint64 bytes = qint64(5) << 30; // of all files together
};

// The lines of manifest.jsonl, which is hostile input. ErrorKind::Corrupt: a line that is no entry,
// a path that is absolute, leaves its folder, has empty or dot parts, parts over 255 bytes, or
// occurs twice (case ignored), a file that is another's folder. ErrorKind::Denied: more than the
// limits allow.
Result<std::vector<ManifestEntry>> parseManifest(const QByteArray &bytes,
                                                 const ManifestLimits &limits = {});

} // namespace outcrop
