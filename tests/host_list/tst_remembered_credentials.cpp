#include "core/host_list/kept_secrets.h"
#include "core/host_list/remembered_credentials.h"
#include "core/secrets/once_asked_store.h"
#include "tests/support/counted_secrets.h"

#include <QtTest>

using namespace outcrop;
using samples::CountedSecrets;

namespace {

// Answers "1", "2", … and counts.
class CountingPerson : public Credentials
{
public:
    std::optional<LoginAnswer> answer(const LoginQuestion &question) override
    {
        last = question;
        LoginAnswer answer;
        answer.secrets.emplace_back(QByteArray::number(++asked));
        answer.isToBeKept = keeps;
        return answer;
    }

    int asked = 0;
    bool keeps = false;
    LoginQuestion last;
};

LoginQuestion password(const char *host, int attempt = 1)
{
    LoginQuestion question;
    question.host = QLatin1String(host);
    question.attempt = attempt;
    return question;
}

LoginQuestion passphrase(const char *host, const char *file)
{
    LoginQuestion question = password(host);
    question.kind = LoginQuestion::Kind::Passphrase;
    question.file = QLatin1String(file);
    return question;
}

} // namespace

class TestRememberedCredentials : public QObject
{
    Q_OBJECT

private:
    static QByteArray ask(Credentials &credentials, const LoginQuestion &question)
    {
        const auto answer = credentials.answer(question);
        return answer ? QByteArray(answer->secrets.front().text()) : QByteArray("nothing");
    }

    // Asks, and says at once what the host thinks of the answer.
    static QByteArray tryOnce(Credentials &credentials, const LoginQuestion &question, bool isRight)
    {
        const auto answer = credentials.answer(question);
        if (!answer)
            return "nothing";
        credentials.judge(question, *answer, isRight);
        return answer->secrets.front().text();
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
        QCOMPARE(ask(credentials, passphrase("ann@a", "/id")), QByteArray("3"));
        QCOMPARE(ask(credentials, passphrase("ann@b", "/id")), QByteArray("3"));
        QCOMPARE(person.asked, 3);
        QCOMPARE(person.last.keeping, LoginQuestion::Keeping::NotOffered); // There is no store.
    }

    void aWrongAnswerIsForgotten()
    {
        CountingPerson person;
        LoginMemory memory;
        RememberedCredentials credentials(memory, &person);
        QCOMPARE(tryOnce(credentials, password("ann@a"), false), QByteArray("1"));
        QCOMPARE(tryOnce(credentials, password("ann@a", 2), true), QByteArray("2"));
        QCOMPARE(ask(credentials, password("ann@a")), QByteArray("2"));
    }

    void whatSomebodyTypedSinceOutlivesAnOlderWrongAnswer()
    {
        CountingPerson person;
        LoginMemory memory;
        RememberedCredentials one(memory, &person), other(memory, &person);
        const auto early = other.answer(password("ann@a"));
        QCOMPARE(tryOnce(one, password("ann@a"), false), QByteArray("1"));
        QCOMPARE(tryOnce(one, password("ann@a", 2), true), QByteArray("2"));
        other.judge(password("ann@a"), *early, false);
        QCOMPARE(ask(other, password("ann@a", 2)), QByteArray("2"));
    }

    void onlyWhatWasRightAndIsToBeKeptGoesIntoTheStore()
    {
        CountingPerson person;
        CountedSecrets store;
        LoginMemory memory(&store);
        RememberedCredentials credentials(memory, &person);
        tryOnce(credentials, password("ann@a"), true);
        QVERIFY(store.all.empty()); // They did not want it.
        QCOMPARE(person.last.keeping, LoginQuestion::Keeping::Offered);
        person.keeps = true;
        tryOnce(credentials, password("ann@b"), false);
        QVERIFY(store.all.empty());
        tryOnce(credentials, password("ann@b", 2), true);
        tryOnce(credentials, passphrase("ann@b", "/id"), true);
        QCOMPARE(store.all,
                 (std::map<QString, QByteArray>{{QStringLiteral("password ann@b"), "3"},
                                                {QStringLiteral("passphrase /id"), "4"}}));
    }

    void whatIsKeptIsAskedBeforeAPerson()
    {
        CountingPerson person;
        CountedSecrets store;
        store.all[QStringLiteral("password ann@a")] = "kept";
        LoginMemory memory(&store);
        RememberedCredentials credentials(memory, &person);
        RememberedCredentials silent(memory, nullptr);
        QCOMPARE(tryOnce(silent, password("ann@a"), true), QByteArray("kept"));
        QCOMPARE(tryOnce(credentials, password("ann@a"), true), QByteArray("kept"));
        QCOMPARE(ask(silent, password("ann@b")), QByteArray("nothing"));
        QCOMPARE(person.asked, 0);
        LoginMemory given(&store, LoginMemory::Use::Keep);
        RememberedCredentials giving(given, &person);
        QCOMPARE(ask(giving, password("ann@a")), QByteArray("1"));
    }

    void whatIsKeptAndWrongIsRemovedAndAPersonIsAsked()
    {
        CountingPerson person;
        CountedSecrets store;
        store.all[QStringLiteral("password ann@a")] = "old";
        LoginMemory memory(&store);
        RememberedCredentials credentials(memory, &person);
        QCOMPARE(tryOnce(credentials, password("ann@a"), false), QByteArray("old"));
        QVERIFY(store.all.empty());
        person.keeps = true;
        QCOMPARE(tryOnce(credentials, password("ann@a", 2), true), QByteArray("1"));
        QCOMPARE(store.all[QStringLiteral("password ann@a")], QByteArray("1"));
        QCOMPARE(tryOnce(credentials, password("ann@a"), false), QByteArray("1")); // Changed again.
        QVERIFY(store.all.empty());
    }

    void aStoreThatCannotKeepSaysWhyAndNothingElseFails()
    {
        CountingPerson person;
        person.keeps = true;
        CountedSecrets store;
        store.broken = QStringLiteral("It is locked.");
        LoginMemory memory(&store);
        QStringList told;
        RememberedCredentials credentials(memory, &person,
                                          [&](const QString &sentence) { told << sentence; });
        QCOMPARE(tryOnce(credentials, password("ann@a"), true), QByteArray("1"));
        QCOMPARE(person.last.keeping, LoginQuestion::Keeping::Impossible);
        QCOMPARE(person.last.whyNotKept, store.broken);
        QCOMPARE(told.size(), 1);
        QVERIFY(told.front().endsWith(store.broken));
        QCOMPARE(ask(credentials, password("ann@a")), QByteArray("1"));
    }

    void codesThatCountOnceAreAskedAgainAndNeverKept()
    {
        CountingPerson person;
        person.keeps = true;
        CountedSecrets store;
        LoginMemory memory(&store);
        RememberedCredentials credentials(memory, &person);
        LoginQuestion code = password("ann@a");
        code.kind = LoginQuestion::Kind::Prompts;
        tryOnce(credentials, code, true);
        tryOnce(credentials, code, true);
        QCOMPARE(person.asked, 2);
        QCOMPARE(person.last.keeping, LoginQuestion::Keeping::NotOffered);
        QVERIFY(store.all.empty());
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
        tryOnce(silent, password("ann@a"), false); // It was wrong, and is nobody's now.
        QVERIFY(!silent.answer(password("ann@a", 2)));
        QCOMPARE(ask(asking, password("ann@a")), QByteArray("2"));
    }

    void whoAsksNobodyDoesNotWaitForSomebodyWhoTypes()
    {
        LoginMemory memory;
        RememberedCredentials silent(memory, nullptr);
        const std::lock_guard typing(memory.asking);
        QVERIFY(!silent.answer(password("ann@a")));
    }

    void refusedSecretIsAskedForAnewOfAStoreThatIsAskedOnce()
    {
        const auto inner = std::make_shared<CountedSecrets>();
        const LoginQuestion question = password("ann@cpu1");
        inner->all[secretName(question)] = "old";
        OnceAskedStore store(inner);
        LoginMemory memory(&store);
        RememberedCredentials silent(memory, nullptr);
        auto answer = silent.answer(question);
        QVERIFY(answer);
        silent.judge(question, *answer, true);
        QCOMPARE(ask(silent, question), QByteArray("old"));
        QCOMPARE(inner->asked.load(), 1);
        silent.judge(question, *answer, false);
        inner->all[secretName(question)] = "new";
        QCOMPARE(ask(silent, question), QByteArray("new"));
        QCOMPARE(inner->asked.load(), 2);
    }
};

QTEST_GUILESS_MAIN(TestRememberedCredentials)
#include "tst_remembered_credentials.moc"
