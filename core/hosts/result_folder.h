#pragma once

#include "core/base/descriptor.h"
#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/hosts/result_manifest.h"

#include <QByteArray>
#include <QString>

namespace outcrop {

// A folder that appears whole or not at all: files are written to `<destination>.part`, which
// publish() renames. Below it nothing is followed that could be a link.
class ResultFolder
{
public:
    // Busy: `destination` exists. NoSpace: the disk has not the room for what is still missing plus
    // a tenth. A part that holds other files than `entries` is of another download and thrown away.
    static Result<ResultFolder> open(const QString &destination,
                                     const std::vector<ManifestEntry> &entries);

    // One file while it is written.
    struct File
    {
        Descriptor descriptor;
        Sha256 digest; // of the bytes there are
        qint64 size = 0;
    };

    // The file of this entry with what is there of it already, hashed anew; empty with `anew`.
    Result<File> openFile(const ManifestEntry &entry, bool anew);

    // Never beyond the entry's size: ErrorKind::Corrupt.
    Result<> append(File &file, const ManifestEntry &entry, const QByteArray &bytes);

    // Whether the file is the one of the manifest; on disk then.
    Result<bool> finish(File file, const ManifestEntry &entry);

    Result<> publish();

private:
    explicit ResultFolder(const QString &destination);

    Result<Descriptor> openParent(const QByteArray &path);

    QString m_destination, m_part;
    Descriptor m_root;
};

} // namespace outcrop
