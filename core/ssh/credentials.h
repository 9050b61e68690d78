#pragma once

#include "core/base/secret.h"

#include <QString>

#include <optional>
#include <vector>

namespace outcrop {

// What a person is asked for while logging in. Texts of the host are foreign: plainLine() them.
struct LoginQuestion
{
    enum class Kind {
        Passphrase, // of `file`
        Password,
        Prompts, // The host's own, such as those of two-factor logins; not to be remembered.
    };
    struct Prompt
    {
        QString text;
        bool isShown = false; // what is typed may be seen
    };

    Kind kind = Kind::Password;
    QString host; // "ann@cpu1"
    bool isJump = false;
    QString file;
    QString hostText;            // What the host shows before a login
    QString instruction;         // Prompts only
    std::vector<Prompt> prompts; // one for the other two kinds
    int attempt = 1;             // above 1: the answer before was wrong

    // Whether a person may choose that the answer is kept for the next time the program runs.
    enum class Keeping {
        NotOffered,
        Offered,
        Impossible, // Now; `whyNotKept` is a sentence.
    };
    Keeping keeping = Keeping::NotOffered;
    QString whyNotKept;
};

struct LoginAnswer
{
    std::vector<Secret> secrets; // As many as there are prompts.
    bool isToBeKept = false;     // If it turns out to be right.
};

// Who answers them. Called in the thread that connects, which waits.
class Credentials
{
public:
    virtual ~Credentials() = default;

    // Nothing: there is nobody to ask, or they do not want to.
    virtual std::optional<LoginAnswer> answer(const LoginQuestion &question) = 0;

    // Whether there is somebody for what nobody knows before. Else a host is not even asked what it
    // wants to know: it may send a code to a person then, who has not asked for any.
    virtual bool hasPerson() const { return true; }

    // What came of an answer to a question for a password or passphrase. Not called where nobody
    // can know, as when the connection was lost.
    virtual void judge(const LoginQuestion &, const LoginAnswer &, bool /*isRight*/) {}
};

// For work in the background, which never asks: the host then needs a login.
class NoCredentials : public Credentials
{
public:
    std::optional<LoginAnswer> answer(const LoginQuestion &) override { return {}; }
    bool hasPerson() const override { return false; }
};

} // namespace outcrop
