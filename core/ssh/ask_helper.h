#pragma once

#include "core/base/descriptor.h"
#include "core/base/secret.h"
#include "core/hosts/remote_shell.h"

#include <QString>

#include <optional>

namespace outcrop {

// How the system's ssh asks a person (SSH_ASKPASS): a script passes its question on through a named
// pipe in a folder that nobody else may enter, and prints what comes through another one. So an
// answer is never in a file, an argument or the environment. Used by one thread.
class AskHelper
{
public:
    // `folder`: ours alone; it outlives the helper. Call it once before the rest.
    // `passesOn`: else each question is refused. Io, NoSpace.
    Result<> prepare(const QString &folder, bool passesOn);

    QString program() const { return m_program; }

    // Whether ssh may ask at all. Where programs of the folder may not run it must not: it would
    // take that for an empty answer.
    bool passesOn() const { return m_questions.isOpen(); }

    struct Question
    {
        QString text;              // Of ssh or the host, at most 4 KiB; plainLine() was here.
        bool isPermission = false; // Only "yes" is an answer; none may be given otherwise.
    };
    // What ssh has asked since, at once. It waits until it is answered or killed: a refusal would
    // be an empty answer to it, which a host counts as a wrong one.
    std::optional<Question> question();

    // Canceled. Network: ssh does not wait for it any more.
    Result<> answer(const Secret &secret, const CancelToken &cancel) const;

    // Whether ssh has told on standard error, through the script, that it waits for somebody to
    // touch a device.
    static bool wantsTouch(const QByteArray &said);
    static constexpr auto touchMark = "outcrop-touch";

private:
    QString m_folder, m_program;
    Descriptor m_questions;
    QByteArray m_heard; // Of a question that has not ended.
};

} // namespace outcrop
