#pragma once

#include "core/base/result.h"

#include <memory>

namespace outcrop {

// A lock between processes, kept by the kernel on a file of its own: it ends with the process,
// however that ends.
class FileLock
{
public:
    // Waits up to `milliseconds`, then ErrorKind::Busy. The file stays behind, empty.
    static Result<FileLock> take(const QString &path, int milliseconds = 10000);

    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&) = delete;

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor;
};

} // namespace outcrop
