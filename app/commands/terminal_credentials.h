#pragma once

#include "core/ssh/credentials.h"

namespace outcrop {

// Asks on the terminal of the process, not on its streams; what is typed is not shown. Answers
// nothing where standard input is no terminal: a program in a script never waits for a person.
class TerminalCredentials : public Credentials
{
public:
    // `keeps`: the person wants that what they type is kept.
    explicit TerminalCredentials(bool keeps) : m_keeps(keeps) {}

    std::optional<LoginAnswer> answer(const LoginQuestion &question) override;
    bool hasPerson() const override;

private:
    bool m_keeps;
};

// Answers the first question for a password or passphrase with the first line of a descriptor
// (--password-fd), which it reads once and closes. No other question.
class DescriptorCredentials : public Credentials
{
public:
    DescriptorCredentials(int descriptor, bool keeps) : m_descriptor(descriptor), m_keeps(keeps) {}

    std::optional<LoginAnswer> answer(const LoginQuestion &question) override;
    bool hasPerson() const override { return false; }

private:
    int m_descriptor;
    bool m_keeps;
};

} // namespace outcrop
