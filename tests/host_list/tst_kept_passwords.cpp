#include "core/host_list/kept_secrets.h"
#include "core/host_list/reach.h"
#include "core/host_list/remembered_credentials.h"
#include "core/secrets/keychain.h"
#include "tests/secrets/secret_service.h"
#include "tests/ssh/accounts.h"
#include "tests/ssh/scripted_credentials.h"

using namespace outcrop;
using samples::Accounts;
using samples::ScriptedCredentials;
using samples::SecretService;
using Kind = LoginQuestion::Kind;

namespace {

// A person who wants everything kept.
class KeepingPerson : public ScriptedCredentials
{
public:
    std::optional<LoginAnswer> answer(const LoginQuestion &question) override
    {
        auto answer = ScriptedCredentials::answer(question);
        if (answer)
            answer->isToBeKept = true;
        return answer;
    }
};

} // namespace

// A real sshd that asks for a password, and a real keychain.
class TestKeptPasswords : public QObject
{
    Q_OBJECT

    SecretService m_service;
    Keychain m_keychain{std::chrono::minutes(1)}; // The computer may be busy.

    // Logs in as a program does that was just started; whether it is let in.
    bool start(const Accounts &accounts, Credentials *person)
    {
        LoginMemory memory(&m_keychain);
        RememberedCredentials credentials(memory, person);
        SshShell shell(accounts.profile(), accounts.server->trust(), credentials);
        return shell.run("id -un", {}).has_value();
    }

private slots:
    void initTestCase() { m_service.startKeyring(); }

    void aPasswordIsAskedForOnceInTwoStartsAndAgainWhenItIsAnotherOne()
    {
        const Accounts accounts("PasswordAuthentication yes");
        KeepingPerson person;
        person.answers[Kind::Password] = {{"canary-wrong"}, {"canary-pass"}};
        QVERIFY(start(accounts, &person));
        QCOMPARE(person.asked.size(), size_t(2));
        QCOMPARE(person.asked.front().keeping, LoginQuestion::Keeping::Offered);

        KeepingPerson second;
        QVERIFY(start(accounts, &second));
        QVERIFY(start(accounts, nullptr)); // Work in the background, too.
        QVERIFY(second.asked.empty());

        accounts.changePassword("canary-new");
        KeepingPerson third;
        third.answers[Kind::Password] = {{"canary-new"}};
        QVERIFY(start(accounts, &third));
        QCOMPARE(third.asked.size(), size_t(1));
        QCOMPARE(third.asked.front().attempt, 2);
        QVERIFY(start(accounts, nullptr));
        QVERIFY(!accounts.server->log().contains("canary"));
        QCOMPARE(m_service.filesWith("canary"), QStringList());
    }

    void aPasswordIsForgottenByTheAddressAtWhichItIsAskedFor()
    {
        const Accounts accounts("PasswordAuthentication yes");
        KeepingPerson person;
        person.answers[Kind::Password] = {{"canary-pass"}};
        QVERIFY(start(accounts, &person));
        LoginQuestion question;
        question.host = shownAddress(accounts.profile());
        QCOMPARE(forgetSecrets(m_keychain, {secretName(question)}).value(), 1);
        QVERIFY(!start(accounts, nullptr));
        QCOMPARE(forgetSecrets(m_keychain, {secretName(question)}).value(), 0);
    }

    void aHostThatHangsUpForAWrongPasswordDoesNotKeepItKept()
    {
        const Accounts accounts("PasswordAuthentication yes\nMaxAuthTries 1");
        KeepingPerson person;
        person.answers[Kind::Password] = {{"canary-pass"}};
        QVERIFY(start(accounts, &person));
        accounts.changePassword("canary-new");
        QVERIFY(!start(accounts, nullptr));
        KeepingPerson second;
        second.answers[Kind::Password] = {{"canary-new"}};
        QVERIFY(start(accounts, &second));
        QCOMPARE(second.asked.size(), size_t(1));
    }

    void withoutAKeychainEachStartAsks()
    {
        const Accounts accounts("PasswordAuthentication yes");
        SecretService::leave();
        for (int time = 0; time < 2; ++time) {
            KeepingPerson person;
            person.answers[Kind::Password] = {{"canary-pass"}};
            QVERIFY(start(accounts, &person));
            QCOMPARE(person.asked.size(), size_t(1));
            QCOMPARE(person.asked.front().keeping, LoginQuestion::Keeping::Impossible);
        }
        m_service.join();
    }

    void aHostThatGoesTakesItsSecretsAlongButNotThoseOthersUse()
    {
        const auto keep = [this](const char *name) {
            QVERIFY_RESULT(m_keychain.keep(QLatin1String(name), Secret(QByteArray("x"))));
        };
        HostEntry gone = thisComputerEntry(), other = gone;
        gone.profile.id = QStringLiteral("gone");
        gone.address = QStringLiteral("127.0.0.1");
        gone.user = QStringLiteral("ann");
        gone.port = 2222;
        gone.identityFiles = QStringList{QStringLiteral("/own"), QStringLiteral("/shared")};
        other.profile.id = QStringLiteral("other");
        other.address = QStringLiteral("127.0.0.2");
        other.identityFiles = QStringList{QStringLiteral("/shared")};
        for (const char *const name : {"password ann@127.0.0.1:2222", "password ann@127.0.0.2",
                                       "passphrase /own", "passphrase /shared"})
            keep(name);
        const ConfiguredHost way = reach(gone, {gone, other}).value();
        QCOMPARE(keptSecrets(m_keychain, way).size(), 3);
        forgetSecretsOf(m_keychain, gone, {other});
        QCOMPARE(keptSecrets(m_keychain, way), QStringList{QStringLiteral("passphrase /shared")});
        QVERIFY(m_keychain.find(QStringLiteral("password ann@127.0.0.2")));
        QCOMPARE(forgetSecrets(m_keychain, {QStringLiteral("passphrase /shared")}).value_or(-1), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeptPasswords)
#include "tst_kept_passwords.moc"
