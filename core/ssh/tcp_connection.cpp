#include "core/ssh/tcp_connection.h"

#include "core/base/gui_thread.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <future>
#include <memory>
#include <thread>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::TcpConnection)
};

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds glance(50);
constexpr int keepAliveSeconds = 15;
constexpr int unansweredMilliseconds = 30000;

// getaddrinfo()'s list, or its error code.
struct Addresses
{
    std::shared_ptr<addrinfo> list;
    int code = 0;
};

struct Target
{
    QString address;
    int port = 0;
    Patience patience;
    Clock::time_point began = Clock::now();

    QString shown() const { return QStringLiteral("%1:%2").arg(address).arg(port); }
    std::chrono::milliseconds left() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(patience.silence
                                                                     - (Clock::now() - began));
    }
};

tl::unexpected<Error> canceled()
{
    return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
}

tl::unexpected<Error> silent(const Target &target)
{
    return failure(
        ErrorKind::Network,
        Tr::tr("%1 did not answer within %2.")
            .arg(target.shown(), formatDuration(double(target.patience.silence.count()) / 1000)));
}

Addresses lookUp(const QByteArray &address, const QByteArray &port, int flags)
{
    addrinfo hints{}, *list = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    const int code = ::getaddrinfo(address.constData(), port.constData(), &hints, &list);
    return {std::shared_ptr<addrinfo>(code == 0 ? list : nullptr,
                                      [](addrinfo *l) { l ? ::freeaddrinfo(l) : void(); }),
            code};
}

// A name server that does not answer cannot be interrupted: its thread is left to end by itself,
// and owns all it touches.
Result<Addresses> resolve(const Target &target)
{
    const QByteArray address = target.address.toUtf8(), port = QByteArray::number(target.port);
    if (const Addresses literal = lookUp(address, port, AI_NUMERICHOST); literal.code == 0)
        return literal;
    auto promise = std::make_shared<std::promise<Addresses>>();
    std::future<Addresses> answer = promise->get_future();
    std::thread([promise, address, port] {
        promise->set_value(lookUp(address, port, AI_ADDRCONFIG));
    }).detach();
    while (answer.wait_for(glance) != std::future_status::ready) {
        if (target.patience.cancel.isCanceled())
            return canceled();
        if (target.left().count() <= 0)
            return silent(target);
    }
    return answer.get();
}

void keepAlive(const Descriptor &socket)
{
    const auto set = [&socket](int level, int option, int value) {
        ::setsockopt(socket.number(), level, option, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, keepAliveSeconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, keepAliveSeconds);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, unansweredMilliseconds);
}

// An error with an errno of its own, so that the next address is tried.
Result<Descriptor> connectTo(const addrinfo &address, const Target &target,
                             std::chrono::milliseconds share)
{
    Descriptor socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const auto refused = [&target](int code) {
        return failure(ErrorKind::Network,
                       Tr::tr("Cannot reach %1: %2.").arg(target.shown(), qt_error_string(code)));
    };
    if (!socket.isOpen())
        return refused(errno);
    if (::connect(socket.number(), address.ai_addr, address.ai_addrlen) != 0
        && errno != EINPROGRESS)
        return refused(errno);
    const Clock::time_point until = Clock::now() + share;
    pollfd waiting{socket.number(), POLLOUT, 0};
    while (::poll(&waiting, 1, int(glance.count())) <= 0) {
        if (target.patience.cancel.isCanceled())
            return canceled();
        if (Clock::now() > until)
            return silent(target);
    }
    int code = 0;
    socklen_t size = sizeof code;
    ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &code, &size);
    if (code != 0)
        return refused(code);
    keepAlive(socket);
    return socket;
}

} // namespace

Result<Descriptor> connectTcp(const QString &address, int port, const Patience &patience)
{
    assertMayBlock();
    const Target target{address, port, patience};
    const Result<Addresses> found = resolve(target);
    if (!found)
        return failure(found.error());
    if (found->code != 0)
        return failure(ErrorKind::Network,
                       Tr::tr("There is no host %1: %2.")
                           .arg(address, QString::fromLocal8Bit(::gai_strerror(found->code))));
    int count = 0;
    for (const addrinfo *at = found->list.get(); at; at = at->ai_next)
        ++count;
    Result<Descriptor> socket = silent(target);
    for (const addrinfo *at = found->list.get(); at; at = at->ai_next) {
        socket = connectTo(*at, target, target.left() / std::max(1, count--));
        if (socket || socket.error().kind == ErrorKind::Canceled)
            break;
    }
    return socket;
}

} // namespace outcrop
