#pragma once

#include "core/ssh/credentials.h"

namespace outcrop {

// Asks on the terminal of the process, not on its streams; what is typed is not shown. Answers
// nothing where standard input is no terminal: a program in a script never waits for a person.
class TerminalCredentials : public Credentials
{
public:
    std::optional<std::vector<Secret>> answer(const LoginQuestion &question) override;
};

// Answers the first question for a password or passphrase with the first line of a descriptor
// (--password-fd), which it reads once and closes. No other question.
class DescriptorCredentials : public Credentials
{
public:
    explicit DescriptorCredentials(int descriptor) : m_descriptor(descriptor) {}

    std::optional<std::vector<Secret>> answer(const LoginQuestion &question) override;

private:
    int m_descriptor;
};

} // namespace outcrop
