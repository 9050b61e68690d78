#include "core/host_list/remembered_credentials.h"

#include <QtTest>

using namespace outcrop;

namespace {

// Answers "1", "2", … and counts.
class CountingPerson : public Credentials
{
public:
    std::optional<std::vector<Secret>> answer(const LoginQuestion &) override
    {
        std::vector<Secret> answers;
        answers.emplace_back(QByteArray::number(++asked));
        return answers;
    }

    int asked = 0;
};

LoginQuestion password(const char *host, int attempt = 1)
{
    LoginQuestion question;
    question.host = QLatin1String(host);
    question.attempt = attempt;
    return question;
}

} // namespace

class TestRememberedCredentials : public QObject
{
    Q_OBJECT

private:
    static QByteArray ask(Credentials &credentials, const LoginQuestion &question)
    {
        return credentials.answer(question)->front().text();
    }

private slots:
    void aPersonIsAskedOnceAHost()
    {
        CountingPerson person;
        LoginMemory memory;
        RememberedCredentials credentials(memory, &person);
        QCOMPARE(ask(credentials, password("ann@a")), QByteArray("1"));
        QCOMPARE(ask(credentials, password("ann@a")), QByteArray("1"));
        QCOMPARE(ask(credentials, password("ann@b")), QByteArray("2"));
        LoginQuestion passphrase = password("ann@a");
        passphrase.kind = LoginQuestion::Kind::Passphrase;
        passphrase.file = QStringLiteral("/id");
        QCOMPARE(ask(credentials, passphrase), QByteArray("3"));
        passphrase.host = QStringLiteral("ann@b");
        QCOMPARE(ask(credentials, passphrase), QByteArray("3"));
        QCOMPARE(person.asked, 3);
    }

    void aWrongAnswerIsForgotten()
    {
        CountingPerson person;
        LoginMemory memory;
        RememberedCredentials credentials(memory, &person);
        ask(credentials, password("ann@a"));
        QCOMPARE(ask(credentials, password("ann@a", 2)), QByteArray("2"));
        QCOMPARE(ask(credentials, password("ann@a")), QByteArray("2"));
    }

    void codesThatCountOnceAreAskedAgain()
    {
        CountingPerson person;
        LoginMemory memory;
        RememberedCredentials credentials(memory, &person);
        LoginQuestion code = password("ann@a");
        code.kind = LoginQuestion::Kind::Prompts;
        ask(credentials, code);
        ask(credentials, code);
        QCOMPARE(person.asked, 2);
    }

    void whoAsksNobodyKnowsWhatOthersWereTold()
    {
        CountingPerson person;
        LoginMemory memory;
        RememberedCredentials asking(memory, &person);
        RememberedCredentials silent(memory, nullptr);
        QVERIFY(!silent.answer(password("ann@a")));
        ask(asking, password("ann@a"));
        QCOMPARE(ask(silent, password("ann@a")), QByteArray("1"));
        QVERIFY(!silent.answer(password("ann@a", 2))); // It was wrong, and is nobody's now.
        QVERIFY(!silent.answer(password("ann@a")));
        QCOMPARE(ask(asking, password("ann@a")), QByteArray("2"));
    }

    void whoAsksNobodyDoesNotWaitForSomebodyWhoTypes()
    {
        LoginMemory memory;
        RememberedCredentials silent(memory, nullptr);
        const std::lock_guard typing(memory.asking);
        QVERIFY(!silent.answer(password("ann@a")));
    }
};

QTEST_GUILESS_MAIN(TestRememberedCredentials)
#include "tst_remembered_credentials.moc"
