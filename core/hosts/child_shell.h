#pragma once

#include "core/base/descriptor.h"
#include "core/base/result.h"

#include <QByteArray>

#include <sys/types.h>

#include <chrono>

namespace outcrop {

// A `/bin/sh -s` on this computer, in a session of its own, with default signals and none of our
// descriptors but the three it talks through. When the object goes, the child and its process group
// are gone and reaped.
class ChildShell
{
public:
    static Result<ChildShell> start();
    ~ChildShell();
    ChildShell(ChildShell &&other) noexcept;
    ChildShell &operator=(ChildShell &&) = delete;

    // What is still to be written to its standard input, which is closed behind it.
    void say(const QByteArray &script) { m_unsaid = script; }

    // Moves what can be moved within `wait`, and adds it to the two. False once both outputs are
    // closed.
    Result<bool> exchange(QByteArray &output, QByteArray &errors, std::chrono::milliseconds wait);

private:
    ChildShell() = default;

    void writeSome();

    pid_t m_pid = -1;
    Descriptor m_input, m_output, m_errors;
    QByteArray m_unsaid;
};

} // namespace outcrop
