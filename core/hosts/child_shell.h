#pragma once

#include "core/base/descriptor.h"
#include "core/hosts/shell_channel.h"

#include <sys/types.h>

#include <vector>

namespace outcrop {

// A program on this computer, in a session of its own, with default signals and none of our
// descriptors but the three it talks through. When the object goes, the child and its process group
// are gone and reaped.
class ChildShell : public ShellChannel
{
public:
    // The program and its arguments; it is looked for on the PATH.
    static Result<ChildShell> start(const std::vector<QByteArray> &command = {"/bin/sh", "-s"});
    ~ChildShell() override;
    ChildShell(ChildShell &&other) noexcept;
    ChildShell &operator=(ChildShell &&) = delete;

    void say(const QByteArray &bytes) override;
    void endInput() override;
    qint64 unsaid() const override { return m_unsaid.size() - m_said; }
    Result<bool> exchange(QByteArray &output, QByteArray &errors,
                          std::chrono::milliseconds wait) override;

private:
    ChildShell() = default;

    void writeSome();

    pid_t m_pid = -1;
    Descriptor m_input, m_output, m_errors;
    QByteArray m_unsaid;
    qint64 m_said = 0; // of m_unsaid
    bool m_isLast = false;
};

} // namespace outcrop
