#pragma once

#include "core/base/descriptor.h"
#include "core/base/result.h"
#include "core/hosts/follow_frames.h"
#include "core/job_store/job_event.h"

#include <QString>

namespace outcrop {

// The local copy of a file that grows on a host. What lies before `position().offset` equals the
// host's file.
class StreamCopy
{
public:
    StreamCopy() = default;

    // Cuts off what is behind the position: it was not yet on the disk when that was written down.
    // A file that is shorter (deleted, or from a backup) begins anew.
    static Result<StreamCopy> open(const QString &path, StreamPosition position);

    // Appends a part that follows what is there; one from the beginning starts a new generation.
    Result<> add(const StreamPart &part);
    Result<> sync();
    StreamPosition position() const { return m_position; }

private:
    QString m_path;
    Descriptor m_file;
    StreamPosition m_position;
};

} // namespace outcrop
