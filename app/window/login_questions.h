#pragma once

#include "core/base/cancel_token.h"
#include "core/ssh/credentials.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace outcrop {

// Carries a question from the thread that logs in, which waits, to the thread of a person, and
// their answer back. Used for logins that a person has begun.
class LoginQuestions : public Credentials
{
public:
    using Answer = std::optional<LoginAnswer>;
    using Reply = std::function<void(Answer)>;
    // Nobody waits for the reply any more when the token is cancelled.
    using Ask = std::function<void(const LoginQuestion &, const CancelToken &, const Reply &)>;

    // `ask` is called in the thread of `person`, which lives until `cancel` has ended the wait.
    // Its reply may be given in any way, or never.
    LoginQuestions(QObject *person, Ask ask, CancelToken cancel);

    Answer answer(const LoginQuestion &question) override;
    bool hasPerson() const override { return bool(m_ask); }

private:
    QObject *m_person;
    Ask m_ask;
    CancelToken m_cancel;
};

} // namespace outcrop
