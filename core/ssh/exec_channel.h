#pragma once

#include "core/hosts/shell_channel.h"
#include "core/ssh/ssh_session.h"

namespace outcrop {

// A command on the host of a session, which other threads may use at the same time. Its exit code
// is not told: a lost connection looks the same as a signal there; the frame of a script says it.
class ExecChannel : public ShellChannel
{
public:
    // `session` is borrowed and must outlive it. Network: it did not come to it. Busy: the host
    // runs no more commands over this session just now.
    static Result<std::unique_ptr<ExecChannel>> open(SshSession &session, const char *command,
                                                     const Patience &patience);
    ~ExecChannel() override;
    ExecChannel(const ExecChannel &) = delete;
    ExecChannel &operator=(const ExecChannel &) = delete;

    void say(const QByteArray &bytes) override;
    void endInput() override { m_isLast = true; }
    qint64 unsaid() const override { return m_unsaid.size() - m_said; }
    Result<bool> exchange(QByteArray &output, QByteArray &errors,
                          std::chrono::milliseconds wait) override;

private:
    ExecChannel(SshSession &session, ssh_channel channel);

    enum class Opening { Waits, Done, Refused };

    bool hasEnded() const;
    Result<bool> moveSome(QByteArray &output, QByteArray &errors);
    Result<bool> writeSome();
    Result<bool> readSome(QByteArray &to, bool isErrors);

    SshSession &m_session;
    ssh_channel m_channel;
    Opening m_opening = Opening::Waits;
    QByteArray m_block;
    QByteArray m_unsaid;
    qint64 m_said = 0; // of m_unsaid
    bool m_isLast = false, m_hasEndedInput = false;
};

} // namespace outcrop
