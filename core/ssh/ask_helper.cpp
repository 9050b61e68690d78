#include "core/ssh/ask_helper.h"

#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AskHelper)
};

using Clock = std::chrono::steady_clock;

constexpr int longestQuestion = 4096;
constexpr std::chrono::seconds longestHandover(5);

// ssh asks for a device's PIN in batch mode, too, and tells in the same way that it wants a touch.
constexpr auto refusingScript = "#!/bin/sh\n"
                                "[ \"$SSH_ASKPASS_PROMPT\" != none ] || echo outcrop-touch >&2\n"
                                "exit 1\n";

// Opening a named pipe waits for the other side. What was asked ends with a byte no question has.
constexpr auto passingScript =
    "#!/bin/sh\n"
    "[ \"$SSH_ASKPASS_PROMPT\" != none ] || { echo outcrop-touch >&2; exit 1; }\n"
    "here=${0%/*}\n"
    "printf '%s\\n%s\\000' \"$SSH_ASKPASS_PROMPT\" \"$1\" > \"$here/question\" || exit 1\n"
    "exec cat \"$here/answer\"\n";

} // namespace

Result<> AskHelper::prepare(const QString &folder, bool passesOn)
{
    assertMayBlock();
    m_folder = folder;
    m_program = folder + QLatin1String("/ask");
    if (Result<> saved = saveAtomically(m_program, passesOn ? passingScript : refusingScript);
        !saved)
        return saved;
    QFile::setPermissions(m_program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_questions.close();
    if (!passesOn || ::access(QFile::encodeName(m_program).constData(), X_OK) != 0)
        return {};
    for (const char *name : {"/question", "/answer"}) {
        const QString pipe = folder + QLatin1String(name);
        if (::mkfifo(QFile::encodeName(pipe).constData(), 0600) != 0 && errno != EEXIST)
            return failure(systemError(Tr::tr("Cannot make"), pipe, errno));
    }
    // For writing, too: so that it has no end between two questions.
    const QString questions = folder + QLatin1String("/question");
    m_questions = Descriptor(
        ::open(QFile::encodeName(questions).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    return m_questions.isOpen() ? Result<>()
                                : failure(systemError(Tr::tr("Cannot read"), questions, errno));
}

std::optional<AskHelper::Question> AskHelper::question()
{
    if (!m_questions.isOpen())
        return {};
    std::array<char, longestQuestion> block;
    for (ssize_t count = 0; !m_heard.contains('\0');) {
        count = ::read(m_questions.number(), block.data(), block.size());
        if (count <= 0)
            return {};
        m_heard.append(block.data(), int(count));
    }
    const QByteArray whole = m_heard.left(m_heard.indexOf('\0'));
    m_heard.clear(); // One at a time is asked.
    const int end = whole.indexOf('\n');
    return Question{
        plainLine(QString::fromLocal8Bit(whole.mid(end + 1)).trimmed(), longestQuestion),
        whole.left(end) == "confirm"};
}

Result<> AskHelper::answer(const Secret &secret, const CancelToken &cancel) const
{
    const QByteArray path = QFile::encodeName(m_folder + QLatin1String("/answer"));
    Descriptor pipe;
    for (const auto began = Clock::now(); !pipe.isOpen();) { // Until the script has come to it.
        pipe = Descriptor(::open(path.constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
        if (cancel.isCanceled())
            return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
        if (!pipe.isOpen() && Clock::now() - began > longestHandover)
            return failure(ErrorKind::Network, Tr::tr("ssh does not wait for an answer any more."));
        if (!pipe.isOpen())
            ::poll(nullptr, 0, 10);
    }
    // A pipe that nobody reads any more would end us by SIGPIPE; so somebody does.
    const Descriptor reader(::open(path.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    // Less than a pipe holds, so at once. ssh reads up to the end of the line.
    std::array<iovec, 2> parts{{{const_cast<char *>(secret.text()), qstrlen(secret.text())},
                                {const_cast<char *>("\n"), 1}}};
    if (!reader.isOpen() || ::writev(pipe.number(), parts.data(), int(parts.size())) < 0)
        return failure(ErrorKind::Network, Tr::tr("ssh does not wait for an answer any more."));
    return {};
}

bool AskHelper::wantsTouch(const QByteArray &said)
{
    return said.contains(touchMark);
}

} // namespace outcrop
