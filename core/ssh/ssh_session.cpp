#include "core/ssh/ssh_session.h"

#include "core/base/gui_thread.h"
#include "core/base/text.h"
#include "core/ssh/algorithms.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <libssh/server.h> // The keepalive is declared there.
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SshSession)
};

using Clock = std::chrono::steady_clock;

constexpr int smallestRsaKey = 2048; // bits

bool set(ssh_session session, ssh_options_e option, const QByteArray &text)
{
    return ssh_options_set(session, option, text.constData()) == SSH_OK;
}

bool set(ssh_session session, ssh_options_e option, int number)
{
    return ssh_options_set(session, option, &number) == SSH_OK;
}

// The library expands `%` in paths.
QByteArray literalPath(const QString &path)
{
    return QFile::encodeName(path).replace('%', "%%");
}

bool setAlgorithms(ssh_session session, const AlgorithmLists &lists)
{
    const std::vector<std::pair<ssh_options_e, QByteArray>> options{
        {SSH_OPTIONS_KEY_EXCHANGE, lists.keyExchange},
        {SSH_OPTIONS_HOSTKEYS, lists.hostKeys},
        {SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, lists.hostKeys},
        {SSH_OPTIONS_CIPHERS_C_S, lists.ciphers},
        {SSH_OPTIONS_CIPHERS_S_C, lists.ciphers},
        {SSH_OPTIONS_HMAC_C_S, lists.macs},
        {SSH_OPTIONS_HMAC_S_C, lists.macs}};
    return std::all_of(options.begin(), options.end(), [session](const auto &option) {
        return option.second.isEmpty() || set(session, option.first, option.second);
    });
}

// Every return value counts: the library has been seen to keep a value it refused.
bool configure(ssh_session session, const SshProfile &hop, const QString &knownHosts,
               const QString &globalKnownHosts)
{
    const bool hasAlias = !hop.hostKeyAlias.isEmpty();
    const QString name = hasAlias ? hop.hostKeyAlias : hop.address;
    const QString none = QStringLiteral("/dev/null");
    // Without an agent of its own: AgentFilter is the only one it ever sees.
    return set(session, SSH_OPTIONS_PROCESS_CONFIG, 0)
           && set(session, SSH_OPTIONS_LOG_VERBOSITY, SSH_LOG_NOLOG)
           && set(session, SSH_OPTIONS_HOST, name.toUtf8())
           && set(session, SSH_OPTIONS_PORT, hasAlias ? 22 : hop.port)
           && set(session, SSH_OPTIONS_USER, hop.user.toUtf8())
           && set(session, SSH_OPTIONS_KNOWNHOSTS,
                  literalPath(knownHosts.isEmpty() ? none : knownHosts))
           && set(session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS,
                  literalPath(globalKnownHosts.isEmpty() ? none : globalKnownHosts))
           && set(session, SSH_OPTIONS_IDENTITY_AGENT, none.toUtf8())
           && set(session, SSH_OPTIONS_GSSAPI_AUTH, 0)
           && setAlgorithms(session, algorithmsWith(hop.legacyAlgorithms))
           && set(session, SSH_OPTIONS_RSA_MIN_SIZE, smallestRsaKey)
           && set(session, SSH_OPTIONS_STRICTHOSTKEYCHECK, 1);
}

bool isSameSocket(int a, int b)
{
    struct stat first
    {
    }, second{};
    return ::fstat(a, &first) == 0 && ::fstat(b, &second) == 0 && first.st_dev == second.st_dev
           && first.st_ino == second.st_ino;
}

} // namespace

SshSession::SshSession(ssh_session session, const SshProfile &hop)
    : m_session(session), m_host(shownAddress(hop))
{
}

SshSession::~SshSession()
{
    ssh_disconnect(m_session);
    ssh_free(m_session);
    // The library closes it after some errors, and not otherwise.
    if (m_lent >= 0 && isSameSocket(m_lent, m_socket.number()))
        ::close(m_lent);
}

Result<std::unique_ptr<SshSession>> SshSession::start(const SshProfile &hop, Descriptor socket,
                                                      const QString &knownHosts,
                                                      const QString &globalKnownHosts)
{
    assertMayBlock();
    if (Result<> checked = checkSshProfile(hop); !checked)
        return failure(checked.error());
    ssh_session raw = ssh_version(SSH_VERSION_INT(0, 10, 6)) ? ssh_new() : nullptr;
    if (!raw)
        return failure(ErrorKind::Io, Tr::tr("The SSH library is too old or out of memory; "
                                             "Outcrop needs libssh 0.10.6."));
    std::unique_ptr<SshSession> session(new SshSession(raw, hop));
    if (!configure(raw, hop, knownHosts, globalKnownHosts))
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("The SSH library refuses %1: %2").arg(session->host(), session->reason()));
    ::fcntl(socket.number(), F_SETFL, ::fcntl(socket.number(), F_GETFL) | O_NONBLOCK);
    ssh_set_blocking(raw, 0);
    session->m_lent = ::fcntl(socket.number(), F_DUPFD_CLOEXEC, 3);
    session->m_socket = std::move(socket);
    const socket_t number = session->m_lent;
    if (number < 0 || ssh_options_set(raw, SSH_OPTIONS_FD, &number) != SSH_OK)
        return failure(ErrorKind::Io, session->reason());
    return session;
}

Result<> SshSession::handshake(const Patience &patience)
{
    const Result<int> code = await(SSH_AGAIN, patience, [this] { return ssh_connect(m_session); });
    if (!code)
        return failure(code.error());
    if (*code == SSH_OK)
        return {};
    if (reason().contains(QLatin1String("no match for method")))
        return failure(
            ErrorKind::Denied,
            Tr::tr("%1 and Outcrop have no algorithm in common that is still safe: %2. If "
                   "the host cannot be mended, allow it one of its own by name: 'legacy: "
                   "[NAME]' of the host in hosts.yaml.")
                .arg(m_host, reason()));
    return failure(ErrorKind::Network,
                   Tr::tr("%1 does not answer as an SSH server: %2").arg(m_host, reason()));
}

bool SshSession::isAlive() const
{
    const auto mine = turn();
    return ssh_is_connected(m_session) != 0;
}

void SshSession::stayAwake()
{
    const auto mine = turn();
    ssh_send_keepalive(m_session);
    const auto isOpen = [](ssh_channel channel) { return ssh_channel_is_open(channel) != 0; };
    const auto open = std::partition(m_left.begin(), m_left.end(), std::not_fn(isOpen));
    std::for_each(open, m_left.end(), ssh_channel_free); // Says so to the host.
    m_left.erase(open, m_left.end());
}

// The library frees those that are left at the end.
void SshSession::leave(ssh_channel channel)
{
    const auto mine = turn();
    m_left.push_back(channel);
}

// On our end of the socket: the library's may be closed by another thread meanwhile.
void SshSession::idle(std::chrono::milliseconds longest) const
{
    pollfd socket{-1, POLLIN, 0};
    {
        const auto mine = turn();
        if ((ssh_get_poll_flags(m_session) & SSH_WRITE_PENDING) != 0)
            socket.events |= POLLOUT;
        if (ssh_get_fd(m_session) >= 0)
            socket.fd = m_socket.number();
    }
    ::poll(&socket, 1, int(longest.count()));
}

QString SshSession::reason() const
{
    const auto mine = turn();
    return plainLine(QString::fromUtf8(ssh_get_error(m_session)));
}

Error SshSession::lost() const
{
    return {ErrorKind::Network, Tr::tr("The connection to %1 was lost: %2").arg(m_host, reason())};
}

Result<> SshSession::mayWait(Clock::time_point since, const Patience &patience) const
{
    {
        const auto mine = turn();
        if (!isAlive() && ssh_get_error_code(m_session) == SSH_FATAL)
            return failure(lost());
    }
    if (patience.cancel.isCanceled())
        return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
    if (Clock::now() - since > patience.silence)
        return failure(ErrorKind::Network,
                       Tr::tr("%1 did not answer within %2.")
                           .arg(m_host, formatDuration(double(patience.silence.count()) / 1000)));
    return {};
}

} // namespace outcrop
