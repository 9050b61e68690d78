#include "core/ssh/authentication.h"

#include "core/base/text.h"
#include "core/ssh/agent_filter.h"
#include "core/ssh/private_key.h"

#include <QCoreApplication>

#include <fcntl.h>

#include <algorithm>
#include <memory>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Authentication)
};

constexpr size_t mostKeys = 5;
constexpr int mostPasswords = 3;
constexpr int mostRounds = 20;
constexpr int longestText = 4096;
constexpr std::chrono::minutes patienceWithAgent(2); // It may ask for a PIN or a touch.

// What one method came to.
enum class Outcome { In, More, Refused };

class Login
{
public:
    Login(SshSession &session, const SshProfile &hop, bool isJump, Credentials &credentials,
          const Patience &patience)
        : m_session(session)
        , m_hop(hop)
        , m_isJump(isJump)
        , m_credentials(credentials)
        , m_patience(patience)
    {
    }

    Result<> run()
    {
        Result<Outcome> outcome =
            attempt([this] { return ssh_userauth_none(m_session.get(), nullptr); });
        for (int round = 0; outcome && *outcome != Outcome::In; ++round) {
            if (*outcome == Outcome::More)
                m_tried = 0; // The list of what it wants is another one now.
            const unsigned method = nextMethod();
            if (method == 0 || round == mostRounds)
                return failure(refused());
            m_tried |= method;
            outcome = tryMethod(method);
        }
        return outcome ? Result<>() : failure(outcome.error());
    }

private:
    // The first method the host takes that was not tried since it last wanted more.
    unsigned nextMethod() const
    {
        const auto wanted = unsigned(ssh_userauth_list(m_session.get(), nullptr));
        unsigned methods = SSH_AUTH_METHOD_PUBLICKEY;
        if (m_hop.asksPassword && !m_isRefused)
            methods |= SSH_AUTH_METHOD_PASSWORD
                       | (m_credentials.hasPerson() ? SSH_AUTH_METHOD_INTERACTIVE : 0);
        for (const unsigned method :
             {SSH_AUTH_METHOD_PUBLICKEY, SSH_AUTH_METHOD_PASSWORD, SSH_AUTH_METHOD_INTERACTIVE}) {
            if ((wanted & methods & ~m_tried & method) != 0)
                return method;
        }
        return 0;
    }

    Result<Outcome> tryMethod(unsigned method)
    {
        if (method == SSH_AUTH_METHOD_PASSWORD)
            return tryPassword();
        if (method == SSH_AUTH_METHOD_INTERACTIVE)
            return tryPrompts();
        const Result<Outcome> byAgent = m_hop.usesAgent ? tryAgent() : Outcome::Refused;
        return byAgent && *byAgent == Outcome::Refused ? tryFiles() : byAgent;
    }

    // A session that died while the library says "again" is caught by await().
    template<class Call>
    Result<Outcome> attempt(Call call)
    {
        const Result<int> code = m_session.await(SSH_AUTH_AGAIN, m_patience, call);
        if (!code)
            return failure(explained(code.error()));
        switch (*code) {
        case SSH_AUTH_SUCCESS:
            return Outcome::In;
        case SSH_AUTH_PARTIAL:
            return Outcome::More;
        case SSH_AUTH_ERROR:
            if (!m_session.isAlive())
                return failure(explained(m_session.lost()));
            return Outcome::Refused;
        default:
            return Outcome::Refused;
        }
    }

    // The host hangs up on somebody who tried too often: that is no trouble of the network.
    Error explained(const Error &error) const
    {
        const QString reason = m_session.reason();
        return reason.contains(QLatin1String("Too many authentication failures"))
                   ? Error{ErrorKind::NeedsLogin,
                           Tr::tr("%1 hung up after too many keys or passwords.")
                               .arg(m_session.host())}
                   : error;
    }

    Result<Outcome> tryAgent()
    {
        Patience patience = m_patience;
        patience.silence = std::max<std::chrono::milliseconds>(patience.silence, patienceWithAgent);
        Result<AgentConnection> agent = AgentConnection::open(m_hop.agentSocket);
        if (!agent)
            return without(agent.error());
        const auto all = agent->identities(patience);
        if (!all)
            return without(all.error());
        std::vector<AgentConnection::Identity> chosen = choose(*all);
        m_offered += chosen.size();
        if (chosen.empty())
            return Outcome::Refused;
        AgentFilter filter(std::move(*agent), chosen, patience);
        Descriptor end = filter.takeClientEnd();
        // Theirs to close from now on.
        if (!end.isOpen()
            || ssh_set_agent_socket(m_session.get(), ::fcntl(end.number(), F_DUPFD_CLOEXEC, 3))
                   != SSH_OK)
            return Outcome::Refused;
        end.close();
        return attempt([this] { return ssh_userauth_agent(m_session.get(), nullptr); });
    }

    // Keys of the profile in its order, then the others unless it wants none.
    std::vector<AgentConnection::Identity> choose(const std::vector<AgentConnection::Identity> &all)
    {
        std::vector<AgentConnection::Identity> chosen;
        const auto take = [&chosen](const AgentConnection::Identity &identity) {
            const auto isSame = [&](const auto &c) { return c.key == identity.key; };
            if (chosen.size() < mostKeys && std::none_of(chosen.begin(), chosen.end(), isSame))
                chosen.push_back(identity);
        };
        for (const QString &file : m_hop.identityFiles) {
            const QByteArray blob = blobOf(publicKeyOf(file));
            for (const AgentConnection::Identity &identity : all) {
                if (!blob.isEmpty() && identity.key == blob) {
                    take(identity);
                    m_inAgent << file;
                }
            }
        }
        if (!m_hop.identitiesOnly)
            std::for_each(all.begin(), all.end(), take);
        return chosen;
    }

    Result<Outcome> tryFiles()
    {
        for (const QString &file : m_hop.identityFiles) {
            if (m_inAgent.contains(file) || m_offered >= mostKeys)
                continue;
            ++m_offered;
            Result<Outcome> outcome = tryFile(file);
            if (!outcome || *outcome != Outcome::Refused)
                return outcome;
        }
        return Outcome::Refused;
    }

    // The passphrase is asked for only if the host would take the key.
    Result<Outcome> tryFile(const QString &file)
    {
        if (const SshKey key = publicKeyOf(file)) {
            Result<Outcome> would = attempt(
                [&] { return ssh_userauth_try_publickey(m_session.get(), nullptr, key.get()); });
            if (!would || *would == Outcome::Refused)
                return would;
        }
        Passphrase passphrase;
        const Result<SshKey> key = openPrivateKey(
            file, [&](int number) { return askPassphrase(file, number, passphrase); });
        judge(passphrase, key.has_value());
        if (!key)
            return without(key.error());
        return attempt(
            [&] { return ssh_userauth_publickey(m_session.get(), nullptr, key->get()); });
    }

    Result<Outcome> tryPassword()
    {
        LoginQuestion question = questionOf(LoginQuestion::Kind::Password);
        question.prompts = {{Tr::tr("Password"), false}};
        for (; question.attempt <= mostPasswords; ++question.attempt) {
            const auto answers = ask(question);
            if (!answers)
                return Outcome::Refused;
            Result<Outcome> outcome = attempt([&] {
                return ssh_userauth_password(m_session.get(), nullptr,
                                             answers->secrets.front().text());
            });
            const bool isWrong = outcome ? *outcome == Outcome::Refused
                                         : outcome.error().kind == ErrorKind::NeedsLogin;
            if (outcome || isWrong)
                m_credentials.judge(question, *answers, !isWrong);
            if (!outcome || *outcome != Outcome::Refused)
                return outcome;
        }
        return without({ErrorKind::NeedsLogin, Tr::tr("The password was wrong.")});
    }

    Result<Outcome> tryPrompts()
    {
        LoginQuestion question = questionOf(LoginQuestion::Kind::Prompts);
        for (int round = 0; round < mostRounds; ++round) {
            bool hasPrompts = false;
            Result<Outcome> outcome = attempt([&] {
                const int code = ssh_userauth_kbdint(m_session.get(), nullptr, nullptr);
                hasPrompts = code == SSH_AUTH_INFO;
                return code;
            });
            if (!outcome || !hasPrompts)
                return outcome;
            if (!answerPrompts(question))
                return Outcome::Refused;
        }
        return Outcome::Refused;
    }

    bool answerPrompts(LoginQuestion &question)
    {
        const int count = ssh_userauth_kbdint_getnprompts(m_session.get());
        if (count <= 0)
            return true; // A round without a question is answered with nothing.
        question.prompts.clear();
        question.instruction = foreign(ssh_userauth_kbdint_getinstruction(m_session.get()));
        for (int i = 0; i < count; ++i) {
            char isShown = 0;
            const char *text = ssh_userauth_kbdint_getprompt(m_session.get(), uint(i), &isShown);
            question.prompts.push_back({foreign(text), isShown != 0});
        }
        const auto answers = ask(question);
        for (int i = 0; answers && i < count; ++i) {
            if (ssh_userauth_kbdint_setanswer(m_session.get(), uint(i),
                                              answers->secrets[size_t(i)].text())
                != SSH_OK)
                return false;
        }
        return answers.has_value();
    }

    static QString foreign(const char *text)
    {
        return plainLine(QString::fromUtf8(text).trimmed(), longestText);
    }

    LoginQuestion questionOf(LoginQuestion::Kind kind) const
    {
        LoginQuestion question;
        question.kind = kind;
        question.host = m_session.host();
        question.isJump = m_isJump;
        char *text = ssh_get_issue_banner(m_session.get());
        question.hostText = foreign(text ? text : "");
        ssh_string_free_char(text);
        return question;
    }

    // What a key was last tried with.
    struct Passphrase
    {
        LoginQuestion question;
        std::optional<LoginAnswer> answer;
    };

    // Being asked again means that the one before was wrong.
    std::optional<Secret> askPassphrase(const QString &file, int number, Passphrase &passphrase)
    {
        judge(passphrase, false);
        LoginQuestion question = questionOf(LoginQuestion::Kind::Passphrase);
        question.file = file;
        question.attempt = number;
        question.prompts = {{Tr::tr("Passphrase"), false}};
        passphrase = {question, m_credentials.answer(question)};
        if (!passphrase.answer || passphrase.answer->secrets.size() != 1) {
            passphrase.answer.reset();
            return {};
        }
        return passphrase.answer->secrets.front().copy();
    }

    void judge(const Passphrase &passphrase, bool isRight)
    {
        if (passphrase.answer)
            m_credentials.judge(passphrase.question, *passphrase.answer, isRight);
    }

    // Who does not want to answer is not asked in another way.
    std::optional<LoginAnswer> ask(const LoginQuestion &question)
    {
        auto answer = m_credentials.answer(question);
        if (answer && answer->secrets.size() == question.prompts.size())
            return answer;
        m_isRefused = true;
        return {};
    }

    Outcome without(const Error &error)
    {
        m_remarks << error.message;
        return Outcome::Refused;
    }

    Error refused() const
    {
        const auto wanted = unsigned(ssh_userauth_list(m_session.get(), nullptr));
        QStringList names;
        if ((wanted & SSH_AUTH_METHOD_PUBLICKEY) != 0)
            names << Tr::tr("a key");
        if ((wanted & SSH_AUTH_METHOD_PASSWORD) != 0)
            names << Tr::tr("a password");
        if ((wanted & SSH_AUTH_METHOD_INTERACTIVE) != 0)
            names << Tr::tr("answers to its questions");
        if ((wanted & SSH_AUTH_METHOD_GSSAPI_MIC) != 0)
            names << Tr::tr("Kerberos (get a ticket with kinit)");
        QString message = Tr::tr("%1 does not let you in with what could be offered; it takes %2.")
                              .arg(m_session.host(), names.join(QLatin1String(", ")));
        for (const QString &remark : m_remarks)
            message += QLatin1Char(' ') + remark;
        return {ErrorKind::NeedsLogin, message};
    }

    SshSession &m_session;
    const SshProfile &m_hop;
    bool m_isJump;
    Credentials &m_credentials;
    const Patience &m_patience;

    unsigned m_tried = 0; // SSH_AUTH_METHOD_… since the host last wanted more
    size_t m_offered = 0;
    bool m_isRefused = false;
    QStringList m_inAgent, m_remarks;
};

} // namespace

Result<> logIn(SshSession &session, const SshProfile &hop, bool isJump, Credentials &credentials,
               const Patience &patience)
{
    return Login(session, hop, isJump, credentials, patience).run();
}

} // namespace outcrop
