#include "core/ssh/jump_tunnel.h"

#include <QCoreApplication>

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JumpTunnel)
};

constexpr int blockSize = 1 << 20;

} // namespace

Result<std::unique_ptr<JumpTunnel>> JumpTunnel::open(SshSession &session, const QString &address,
                                                     int port, const Patience &patience)
{
    std::unique_ptr<JumpTunnel> tunnel(new JumpTunnel(session, ssh_channel_new(session.get())));
    const QByteArray target = address.toUtf8();
    const Result<int> code = session.await(SSH_AGAIN, patience, [&] {
        return ssh_channel_open_forward(tunnel->m_channel, target.constData(), port, "127.0.0.1",
                                        0);
    });
    if (!code)
        return failure(code.error());
    std::array<int, 2> ends{-1, -1};
    if (*code != SSH_OK
        || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
        return failure(ErrorKind::Network, Tr::tr("The jump host %1 cannot reach %2: %3")
                                               .arg(session.host(), address, session.reason()));
    tunnel->m_client = Descriptor(ends[0]);
    tunnel->m_own = Descriptor(ends[1]);
    tunnel->m_thread = std::thread([raw = tunnel.get()] { raw->pump(); });
    return tunnel;
}

JumpTunnel::JumpTunnel(SshSession &session, ssh_channel channel)
    : m_session(session), m_channel(channel), m_block(blockSize, Qt::Uninitialized)
{
}

JumpTunnel::~JumpTunnel()
{
    m_isUnwanted = true;
    if (m_own.isOpen())
        ::shutdown(m_own.number(), SHUT_RDWR); // It wakes the thread.
    if (m_thread.joinable())
        m_thread.join();
    ssh_channel_free(m_channel);
}

void JumpTunnel::pump()
{
    while (!m_isUnwanted && !m_hasEnded && m_session.isAlive()) {
        const bool moved = moveFromHost();
        if (!moveToHost() && !moved)
            idle();
    }
    ::shutdown(m_own.number(), SHUT_RDWR); // The other side of the socket sees the end.
}

bool JumpTunnel::moveFromHost()
{
    bool moved = false;
    if (m_fromHost.isEmpty()) {
        const int count =
            ssh_channel_read_timeout(m_channel, m_block.data(), uint(blockSize), 0, 0);
        if (count > 0)
            m_fromHost = QByteArray(m_block.constData(), count);
        else if (count == SSH_ERROR || ssh_channel_is_eof(m_channel) != 0)
            m_hasEnded = true;
        moved = count > 0;
    }
    if (m_fromHost.isEmpty())
        return moved;
    const ssize_t sent =
        ::send(m_own.number(), m_fromHost.constData(), size_t(m_fromHost.size()), MSG_NOSIGNAL);
    if (sent > 0)
        m_fromHost.remove(0, int(sent));
    else if (sent < 0 && errno != EAGAIN && errno != EINTR)
        m_hasEnded = true;
    return moved || sent > 0;
}

bool JumpTunnel::moveToHost()
{
    bool moved = false;
    if (m_toHost.isEmpty()) {
        const ssize_t count = ::recv(m_own.number(), m_block.data(), size_t(blockSize), 0);
        if (count > 0)
            m_toHost = QByteArray(m_block.constData(), int(count));
        else if (count == 0 || (errno != EAGAIN && errno != EINTR))
            m_hasEnded = true;
        moved = count > 0;
    }
    if (m_toHost.isEmpty())
        return moved;
    const int sent = ssh_channel_write(m_channel, m_toHost.constData(), uint(m_toHost.size()));
    if (sent > 0)
        m_toHost.remove(0, sent);
    else if (sent == SSH_ERROR)
        m_hasEnded = true;
    return moved || sent > 0;
}

// Until either side has something, or can take what is held back for it.
void JumpTunnel::idle() const
{
    const bool hasUnsent = (ssh_get_poll_flags(m_session.get()) & SSH_WRITE_PENDING) != 0;
    const int fromOurs = m_toHost.isEmpty() ? POLLIN : 0;
    const int toOurs = m_fromHost.isEmpty() ? 0 : POLLOUT;
    std::array<pollfd, 2> ends{{
        {ssh_get_fd(m_session.get()), short(hasUnsent ? POLLIN | POLLOUT : POLLIN), 0},
        {m_own.number(), short(fromOurs | toOurs), 0},
    }};
    ::poll(ends.data(), ends.size(), 1000);
}

} // namespace outcrop
