#include "app/commands/terminal_credentials.h"

#include "core/base/descriptor.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::TerminalCredentials)
};

constexpr int longestSecret = 4096;

// Up to a newline, which is taken away. Byte by byte: what follows is for somebody else. Nothing
// where there is no line at all.
std::optional<Secret> readLine(int descriptor)
{
    QByteArray line;
    line.reserve(longestSecret); // No copy of it is left behind by growing.
    for (char byte = 0; line.size() < longestSecret;) {
        const ssize_t count = ::read(descriptor, &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0 && line.isEmpty())
            return {};
        if (count <= 0 || byte == '\n')
            break;
        line.append(byte);
    }
    return Secret(std::move(line));
}

// Leaves the terminal as it was.
class QuietTerminal
{
public:
    QuietTerminal(int terminal, bool isShown) : m_terminal(terminal)
    {
        m_isSet = !isShown && ::tcgetattr(terminal, &m_before) == 0;
        if (!m_isSet)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        quiet.c_lflag |= ECHONL;
        ::tcsetattr(terminal, TCSAFLUSH, &quiet);
    }
    ~QuietTerminal()
    {
        if (m_isSet)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    QuietTerminal(const QuietTerminal &) = delete;
    QuietTerminal &operator=(const QuietTerminal &) = delete;

private:
    int m_terminal;
    bool m_isSet = false;
    termios m_before{};
};

void say(int terminal, const QString &text)
{
    const QByteArray bytes = text.toLocal8Bit();
    if (::write(terminal, bytes.constData(), size_t(bytes.size())) < 0)
        return; // Nobody sees it; reading the answer will end.
}

QString introduction(const LoginQuestion &question)
{
    const QString again = question.attempt > 1 ? Tr::tr("That was wrong. ") : QString();
    const QString host = question.isJump ? Tr::tr("the jump host %1").arg(plainLine(question.host))
                                         : plainLine(question.host);
    switch (question.kind) {
    case LoginQuestion::Kind::Passphrase:
        return again + Tr::tr("Passphrase of %1, for %2: ").arg(plainLine(question.file), host);
    case LoginQuestion::Kind::Password:
        return again + Tr::tr("Password for %1: ").arg(host);
    case LoginQuestion::Kind::Prompts:
        break;
    }
    const QString more = plainLine(question.instruction);
    return again + Tr::tr("%1 asks:").arg(host) + (more.isEmpty() ? more : QLatin1Char(' ') + more)
           + QLatin1Char('\n');
}

} // namespace

bool TerminalCredentials::hasPerson() const
{
    return ::isatty(STDIN_FILENO) != 0;
}

std::optional<LoginAnswer> TerminalCredentials::answer(const LoginQuestion &question)
{
    if (!hasPerson())
        return {};
    const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal.isOpen())
        return {};
    const QString banner = question.attempt == 1 ? plainLine(question.hostText) : QString();
    if (!banner.isEmpty())
        say(terminal.number(), Tr::tr("Text from the host: %1").arg(banner) + QLatin1Char('\n'));
    say(terminal.number(), introduction(question));
    LoginAnswer answer;
    for (const LoginQuestion::Prompt &prompt : question.prompts) {
        if (question.kind == LoginQuestion::Kind::Prompts)
            say(terminal.number(), plainLine(prompt.text) + QLatin1Char(' '));
        const QuietTerminal quiet(terminal.number(), prompt.isShown);
        std::optional<Secret> line = readLine(terminal.number());
        if (!line)
            return {};
        answer.secrets.push_back(std::move(*line));
    }
    answer.isToBeKept = m_keeps && question.kind != LoginQuestion::Kind::Prompts;
    return answer;
}

std::optional<LoginAnswer> DescriptorCredentials::answer(const LoginQuestion &question)
{
    if (m_descriptor < 0 || question.kind == LoginQuestion::Kind::Prompts)
        return {};
    const Descriptor source(std::exchange(m_descriptor, -1));
    std::optional<Secret> line = readLine(source.number());
    if (!line)
        return {};
    LoginAnswer answer;
    answer.secrets.push_back(std::move(*line));
    answer.isToBeKept = m_keeps;
    return answer;
}

} // namespace outcrop
