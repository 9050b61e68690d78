#pragma once

#include "core/base/descriptor.h"
#include "core/base/result.h"

#include <QString>

namespace outcrop {

// A lock between processes, kept by the kernel on a file of its own: it ends with the process,
// however that ends.
class FileLock
{
public:
    // Waits up to `milliseconds`, then ErrorKind::Busy. The file stays behind, empty.
    static Result<FileLock> take(const QString &path, int milliseconds = 10000);

private:
    explicit FileLock(Descriptor file) : m_file(std::move(file)) {}

    Descriptor m_file;
};

} // namespace outcrop
