#include "core/ssh/agent_filter.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QtEndian>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AgentFilter)
};

using Clock = std::chrono::steady_clock;

constexpr char agentFailure = 5, requestIdentities = 11, identitiesAnswer = 12, signRequest = 13;
constexpr quint32 longestMessage = 256 * 1024;

QByteArray lengthOf(const QByteArray &bytes)
{
    QByteArray length(4, Qt::Uninitialized);
    qToBigEndian(quint32(bytes.size()), length.data());
    return length;
}

QByteArray field(const QByteArray &bytes)
{
    return lengthOf(bytes) + bytes;
}

// The field that begins at `at`, which is moved behind it.
std::optional<QByteArray> takeField(const QByteArray &message, int &at)
{
    if (message.size() - at < 4)
        return {};
    const quint32 length = qFromBigEndian<quint32>(message.constData() + at);
    if (length > quint32(message.size() - at - 4))
        return {};
    const QByteArray bytes = message.mid(at + 4, int(length));
    at += 4 + int(length);
    return bytes;
}

// What a wait has left; none once it is over.
struct Deadline
{
    Patience patience;
    Clock::time_point began = Clock::now();

    bool isOver() const
    {
        return patience.cancel.isCanceled() || Clock::now() - began > patience.silence;
    }
};

bool waitFor(int socket, short what, const Deadline &deadline)
{
    pollfd waiting{socket, what, 0};
    while (::poll(&waiting, 1, 50) <= 0) {
        if (deadline.isOver())
            return false;
    }
    return true;
}

bool sendAll(int socket, const QByteArray &bytes, const Deadline &deadline)
{
    int done = 0;
    while (done < bytes.size()) {
        if (!waitFor(socket, POLLOUT, deadline))
            return false;
        const ssize_t count =
            ::send(socket, bytes.constData() + done, size_t(bytes.size() - done), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        done += int(count);
    }
    return true;
}

std::optional<QByteArray> receive(int socket, int count, const Deadline &deadline)
{
    QByteArray bytes(count, Qt::Uninitialized);
    int done = 0;
    while (done < count) {
        if (!waitFor(socket, POLLIN, deadline))
            return {};
        const ssize_t got = ::recv(socket, bytes.data() + done, size_t(count - done), 0);
        if (got <= 0)
            return {};
        done += int(got);
    }
    return bytes;
}

std::optional<QByteArray> receiveMessage(int socket, const Deadline &deadline)
{
    const std::optional<QByteArray> length = receive(socket, 4, deadline);
    if (!length)
        return {};
    const quint32 count = qFromBigEndian<quint32>(length->constData());
    if (count == 0 || count > longestMessage)
        return {};
    return receive(socket, int(count), deadline);
}

} // namespace

Result<AgentConnection> AgentConnection::open(const QString &socketPath)
{
    const QByteArray path =
        socketPath.isEmpty() ? qgetenv("SSH_AUTH_SOCK") : QFile::encodeName(socketPath);
    if (path.isEmpty())
        return failure(ErrorKind::NotFound, Tr::tr("No SSH agent is running."));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (size_t(path.size()) >= sizeof address.sun_path)
        return failure(ErrorKind::InvalidInput, Tr::tr("The path of the SSH agent is too long."));
    std::copy(path.begin(), path.end(), std::begin(address.sun_path));
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket.isOpen()
        || ::connect(socket.number(), reinterpret_cast<const sockaddr *>(&address), sizeof address)
               != 0)
        return failure(ErrorKind::NotFound,
                       Tr::tr("The SSH agent at %1 does not answer: %2.")
                           .arg(plainLine(QFile::decodeName(path)), qt_error_string(errno)));
    return AgentConnection(std::move(socket));
}

Result<QByteArray> AgentConnection::ask(const QByteArray &message, const Patience &patience)
{
    const Deadline deadline{patience};
    std::optional<QByteArray> answer;
    if (sendAll(m_socket.number(), field(message), deadline))
        answer = receiveMessage(m_socket.number(), deadline);
    if (!answer)
        return failure(ErrorKind::Io, Tr::tr("The SSH agent did not answer."));
    return *answer;
}

Result<std::vector<AgentConnection::Identity>> AgentConnection::identities(const Patience &patience)
{
    const Result<QByteArray> answer = ask(QByteArray(1, requestIdentities), patience);
    if (!answer)
        return failure(answer.error());
    if (answer->size() < 5 || answer->at(0) != identitiesAnswer)
        return failure(ErrorKind::Io, Tr::tr("The SSH agent is locked."));
    std::vector<Identity> identities;
    int at = 5;
    for (;;) {
        const std::optional<QByteArray> key = takeField(*answer, at);
        const std::optional<QByteArray> comment = key ? takeField(*answer, at) : key;
        if (!comment)
            return identities;
        identities.push_back({*key, *comment});
    }
}

AgentFilter::AgentFilter(AgentConnection agent, std::vector<AgentConnection::Identity> chosen,
                         const Patience &patience)
    : m_agent(std::move(agent)), m_chosen(std::move(chosen)), m_patience(patience)
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return; // Without its end the client has no agent.
    m_client = Descriptor(ends[0]);
    m_own = Descriptor(ends[1]);
    m_thread = std::thread([this] { serve(); });
}

AgentFilter::~AgentFilter()
{
    m_patience.cancel.cancel();
    if (m_own.isOpen())
        ::shutdown(m_own.number(), SHUT_RDWR);
    if (m_thread.joinable())
        m_thread.join();
}

// Ends when the client goes, when this object goes, or when the agent leaves it without an answer:
// the client, which waits without a limit of its own, then sees its agent gone.
void AgentFilter::serve()
{
    for (;;) {
        Patience forEver = m_patience;
        forEver.silence = std::chrono::hours(24);
        const std::optional<QByteArray> message = receiveMessage(m_own.number(), Deadline{forEver});
        if (!message)
            break;
        const QByteArray answer = answerTo(*message);
        if (answer.isEmpty() || !sendAll(m_own.number(), field(answer), Deadline{m_patience}))
            break;
    }
    ::shutdown(m_own.number(), SHUT_RDWR);
}

QByteArray AgentFilter::answerTo(const QByteArray &message)
{
    if (message.at(0) == requestIdentities) {
        QByteArray list(4, Qt::Uninitialized);
        qToBigEndian(quint32(m_chosen.size()), list.data());
        for (const AgentConnection::Identity &identity : m_chosen)
            list += field(identity.key) + field(identity.comment);
        return identitiesAnswer + list;
    }
    int at = 1;
    const std::optional<QByteArray> key = takeField(message, at);
    const auto isKey = [&key](const AgentConnection::Identity &i) { return i.key == *key; };
    if (message.at(0) != signRequest || !key
        || std::none_of(m_chosen.begin(), m_chosen.end(), isKey))
        return QByteArray(1, agentFailure);
    return m_agent.ask(message, m_patience).value_or(QByteArray());
}

} // namespace outcrop
