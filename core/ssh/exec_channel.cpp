#include "core/ssh/exec_channel.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ExecChannel)
};

// The library lets the host send as much ahead as somebody reads at a time. More was measured to be
// slower, and less to wait for the round trip.
constexpr int blockSize = 2 << 20;
constexpr int enoughAtOnce = 4 << 20;

} // namespace

Result<std::unique_ptr<ExecChannel>> ExecChannel::open(SshSession &session, const char *command,
                                                       const Patience &patience)
{
    std::unique_ptr<ExecChannel> channel;
    {
        const auto mine = session.turn();
        channel.reset(new ExecChannel(session, ssh_channel_new(session.get())));
    }
    Result<int> code = session.await(SSH_AGAIN, patience,
                                     [&] { return ssh_channel_open_session(channel->m_channel); });
    if (code)
        channel->m_opening = *code == SSH_OK ? Opening::Done : Opening::Refused;
    if (code && *code == SSH_OK)
        code = session.await(SSH_AGAIN, patience,
                             [&] { return ssh_channel_request_exec(channel->m_channel, command); });
    if (!code)
        return failure(code.error());
    if (*code == SSH_OK)
        return channel;
    if (!session.isAlive())
        return failure(session.lost());
    return failure(
        ErrorKind::Busy,
        Tr::tr("%1 does not run a command just now: %2").arg(session.host(), session.reason()));
}

ExecChannel::ExecChannel(SshSession &session, ssh_channel channel)
    : m_session(session), m_channel(channel), m_block(blockSize, Qt::Uninitialized)
{
}

ExecChannel::~ExecChannel()
{
    const auto mine = m_session.turn();
    if (m_opening == Opening::Waits) { // The host may open it yet.
        m_session.leave(m_channel);
        return;
    }
    // One that was refused has no number there; to close it would close that of another.
    if (m_opening == Opening::Done && m_session.isAlive())
        ssh_channel_close(m_channel);
    ssh_channel_free(m_channel);
}

void ExecChannel::say(const QByteArray &bytes)
{
    m_unsaid = unsaid() == 0 ? bytes : m_unsaid.mid(int(m_said)) + bytes;
    m_said = 0;
}

Result<bool> ExecChannel::exchange(QByteArray &output, QByteArray &errors,
                                   std::chrono::milliseconds wait)
{
    Result<bool> moved = moveSome(output, errors);
    if (moved && !*moved && !hasEnded()) {
        m_session.idle(wait);
        moved = moveSome(output, errors);
    }
    if (!moved)
        return moved;
    return *moved || !hasEnded();
}

bool ExecChannel::hasEnded() const
{
    const auto mine = m_session.turn();
    return ssh_channel_is_eof(m_channel) != 0 || ssh_channel_is_closed(m_channel) != 0;
}

Result<bool> ExecChannel::moveSome(QByteArray &output, QByteArray &errors)
{
    const auto mine = m_session.turn();
    Result<bool> moved = writeSome();
    for (const bool isErrors : {false, true}) {
        Result<bool> got = moved ? readSome(isErrors ? errors : output, isErrors) : moved;
        if (!got)
            return got;
        *moved = *moved || *got;
    }
    return moved;
}

Result<bool> ExecChannel::writeSome()
{
    bool moved = false;
    if (unsaid() > 0 && !ssh_channel_is_closed(m_channel)) {
        const int count =
            ssh_channel_write(m_channel, m_unsaid.constData() + m_said, uint(unsaid()));
        if (count == SSH_ERROR && !m_session.isAlive())
            return failure(m_session.lost());
        moved = count > 0;
        if (count > 0)
            m_said += count;
        else if (count == SSH_ERROR)
            m_said = m_unsaid.size(); // The command has ended; its output tells why.
    }
    if (m_isLast && unsaid() == 0 && !m_hasEndedInput) {
        m_hasEndedInput = true;
        ssh_channel_send_eof(m_channel);
    }
    return moved;
}

Result<bool> ExecChannel::readSome(QByteArray &to, bool isErrors)
{
    const int before = to.size();
    for (;;) {
        const int count = ssh_channel_read_timeout(m_channel, m_block.data(), uint(m_block.size()),
                                                   isErrors ? 1 : 0, 0);
        if (count > 0)
            to.append(m_block.constData(), count);
        else if (count == SSH_ERROR && !m_session.isAlive())
            return failure(m_session.lost());
        if (count <= 0 || isErrors || to.size() - before >= enoughAtOnce)
            return to.size() != before;
    }
}

} // namespace outcrop
