#include "core/hosts/child_shell.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ChildShell)
};

struct Ends
{
    Descriptor ours, theirs;
};

// A socket also where a pipe would do: writing to one whose reader has died can be told not to kill
// us by SIGPIPE.
std::optional<Ends> makeChannel()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return {};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return Ends{Descriptor(ends[0]), Descriptor(ends[1])};
}

std::optional<Ends> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return {};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return Ends{Descriptor(ends[0]), Descriptor(ends[1])};
}

// 0, or the error code.
int spawn(pid_t &pid, const std::vector<QByteArray> &command, int input, int output, int errors)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);

    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<QByteArray> words = command; // posix_spawn() wants them writable.
    std::vector<char *> arguments;
    arguments.reserve(words.size() + 1);
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int code = ::posix_spawnp(&pid, command.front().constData(), &actions, &attributes,
                                    arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

// Reads what is there. Closes the descriptor at its end.
bool readSome(Descriptor &from, QByteArray &to)
{
    std::array<char, 1 << 16> block;
    const ssize_t count = ::read(from.number(), block.data(), block.size());
    if (count > 0)
        to.append(block.data(), int(count));
    else if (count == 0 || (errno != EAGAIN && errno != EINTR))
        from.close();
    return count > 0;
}

} // namespace

Result<ChildShell> ChildShell::start(const std::vector<QByteArray> &command)
{
    std::optional<Ends> input = makeChannel(), output = makePipe(), errors = makePipe();
    ChildShell child;
    const int code = !input || !output || !errors
                         ? errno
                         : spawn(child.m_pid, command, input->theirs.number(),
                                 output->theirs.number(), errors->theirs.number());
    if (code != 0)
        return failure(
            systemError(Tr::tr("Cannot start"), QFile::decodeName(command.front()), code));
    child.m_input = std::move(input->ours);
    child.m_output = std::move(output->ours);
    child.m_errors = std::move(errors->ours);
    return child;
}

ChildShell::ChildShell(ChildShell &&other) noexcept
    : m_pid(std::exchange(other.m_pid, -1))
    , m_input(std::move(other.m_input))
    , m_output(std::move(other.m_output))
    , m_errors(std::move(other.m_errors))
    , m_unsaid(std::move(other.m_unsaid))
    , m_said(other.m_said)
    , m_isLast(other.m_isLast)
{
}

ChildShell::~ChildShell()
{
    if (m_pid < 0)
        return;
    ::kill(-m_pid, SIGKILL); // Its number cannot belong to anybody else before it is reaped.
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void ChildShell::say(const QByteArray &bytes)
{
    m_unsaid = unsaid() == 0 ? bytes : m_unsaid.mid(int(m_said)) + bytes;
    m_said = 0;
}

void ChildShell::endInput()
{
    m_isLast = true;
    if (unsaid() == 0)
        m_input.close();
}

void ChildShell::writeSome()
{
    const ssize_t count =
        ::send(m_input.number(), m_unsaid.constData() + m_said, size_t(unsaid()), MSG_NOSIGNAL);
    if (count > 0) {
        m_said += count;
    } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
        m_said = m_unsaid.size(); // It has ended; its output tells why.
        m_isLast = true;
    }
    if (m_isLast && unsaid() == 0)
        m_input.close();
}

Result<bool> ChildShell::exchange(QByteArray &output, QByteArray &errors,
                                  std::chrono::milliseconds wait)
{
    // poll() skips negative numbers: what is closed, and an input with nothing to say.
    std::array<pollfd, 3> ends{{
        {unsaid() > 0 ? m_input.number() : -1, POLLOUT, 0},
        {m_output.number(), POLLIN, 0},
        {m_errors.number(), POLLIN, 0},
    }};
    if (::poll(ends.data(), ends.size(), int(wait.count())) < 0 && errno != EINTR)
        return failure(systemError(Tr::tr("Cannot talk to"), Tr::tr("a program"), errno));
    if (ends[0].revents != 0)
        writeSome();
    if (ends[1].revents != 0)
        readSome(m_output, output);
    if (ends[2].revents != 0)
        readSome(m_errors, errors);
    return m_output.isOpen() || m_errors.isOpen();
}

} // namespace outcrop
