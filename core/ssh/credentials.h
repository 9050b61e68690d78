#pragma once

#include <QByteArray>
#include <QString>

#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace outcrop {

// Bytes that are wiped when they are no longer needed. Give it the only copy. What the SSH library
// copies for itself is out of reach.
class Secret
{
public:
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) { m_bytes.detach(); }
    ~Secret() { wipe(); }
    Secret(Secret &&other) noexcept { m_bytes.swap(other.m_bytes); }
    Secret &operator=(Secret &&other) noexcept
    {
        if (this != &other) {
            wipe();
            m_bytes.clear();
            m_bytes.swap(other.m_bytes);
        }
        return *this;
    }

    const char *text() const { return m_bytes.constData(); }
    Secret copy() const { return Secret(m_bytes); }

private:
    void wipe() { ::explicit_bzero(m_bytes.data(), size_t(m_bytes.size())); }

    QByteArray m_bytes;
};

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
};

// Who answers them. Called in the thread that connects, which waits.
class Credentials
{
public:
    virtual ~Credentials() = default;

    // As many as there are prompts; none: there is nobody to ask, or they do not want to.
    virtual std::optional<std::vector<Secret>> answer(const LoginQuestion &question) = 0;
};

// For work in the background, which never asks: the host then needs a login.
class NoCredentials : public Credentials
{
public:
    std::optional<std::vector<Secret>> answer(const LoginQuestion &) override { return {}; }
};

} // namespace outcrop
