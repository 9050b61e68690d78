#include "core/ssh/system_ssh_shell.h"
#include "tests/ssh/accounts.h"
#include "tests/ssh/scripted_credentials.h"
#include "tests/support/shell_contract.h"

#include <atomic>
#include <thread>

using namespace outcrop;
using samples::Accounts;
using samples::ScriptedCredentials;
using Kind = LoginQuestion::Kind;

// Hosts that want to know something of a person at each login, such as a code that counts once.
class TestHostLogins : public QObject
{
    Q_OBJECT

    const QByteArray m_asks = "UsePAM yes\nKbdInteractiveAuthentication yes\n";
    ScriptedCredentials m_person; // Knows the answer once.
    NoCredentials m_nobody;

    static int loginsOn(const Accounts &accounts)
    {
        const QByteArray log = accounts.server->log();
        return log.count("Accepted publickey for") + log.count("Accepted keyboard-interactive");
    }

    static Patience within(int milliseconds)
    {
        Patience patience;
        patience.silence = std::chrono::milliseconds(milliseconds);
        return patience;
    }

    // As the window has them: over the library or the system's ssh.
    std::unique_ptr<ExecShell> shellOn(const Accounts &accounts, Credentials &credentials,
                                       HostLogins &logins, bool isSystem = false) const
    {
        const HostTrust trust = accounts.server->trust();
        if (isSystem)
            return std::make_unique<SystemSshShell>(
                SystemSshTarget{QStringLiteral("/dev/null"), accounts.profile()}, trust,
                credentials, &logins);
        return std::make_unique<SshShell>(accounts.profile(), trust, credentials, &logins);
    }

private slots:
    void init()
    {
        m_person = {};
        m_person.answers[Kind::Prompts] = {{"canary-pass"}};
    }

    void whoHasLoggedInHasDoneSoForAllAndNobodyWaitsForAnother_data()
    {
        QTest::addColumn<bool>("isSystem");
        QTest::newRow("library") << false;
        QTest::newRow("system") << true;
    }
    void whoHasLoggedInHasDoneSoForAllAndNobodyWaitsForAnother()
    {
        QFETCH(bool, isSystem);
        const Accounts accounts(m_asks);
        HostLogins logins;
        QCOMPARE(shellOn(accounts, m_nobody, logins, isSystem)->run("echo", {}).error().kind,
                 ErrorKind::NeedsLogin);
        QVERIFY(logins.isEmpty());
        QVERIFY_RESULT(shellOn(accounts, m_person, logins, isSystem)->run("echo", {}));
        QCOMPARE(m_person.asked.size(), size_t(1));

        // A job is followed, for as long as it takes…
        std::atomic<bool> isFollowing = false;
        CancelToken enough;
        std::thread follower([&] {
            const auto heard = [&](const QByteArray &) -> Result<> {
                isFollowing = true;
                return {};
            };
            Patience patience;
            patience.cancel = enough;
            static_cast<void>(shellOn(accounts, m_nobody, logins, isSystem)
                                  ->follow("while :; do echo; sleep 0.02; done", heard, patience));
        });
        const auto hasBegun = QTest::qWaitFor([&] { return isFollowing.load(); }, 20000);
        // …and others work there meanwhile, at the same time.
        std::vector<std::thread> others;
        std::atomic<int> right = 0;
        for (int i = 0; i < 4; ++i) {
            others.emplace_back([&] {
                const auto shell = shellOn(accounts, m_nobody, logins, isSystem);
                for (int turn = 0; turn < 5; ++turn) {
                    const auto output = shell->run("seq 1 20000 | tail -n 1", {});
                    right += output && output->body == "20000\n" ? 1 : 0;
                }
            });
        }
        for (std::thread &other : others)
            other.join();
        enough.cancel();
        follower.join();
        QVERIFY(hasBegun);
        QCOMPARE(right.load(), 20);
        QCOMPARE(loginsOn(accounts), 1);
        QCOMPARE(m_person.asked.size(), size_t(1));
    }

    void filesPassWholeWhileAnotherDoes()
    {
        const Accounts accounts(m_asks);
        HostLogins logins;
        QVERIFY_RESULT(shellOn(accounts, m_person, logins)->run("echo", {}));
        const QByteArray content(3 << 20, 'x');
        accounts.server->write("local", content);
        std::vector<std::thread> threads;
        std::atomic<int> right = 0;
        for (const char *name : {"/a", "/b", "/c"}) {
            threads.emplace_back([&, name] {
                const auto shell = shellOn(accounts, m_nobody, logins);
                const QByteArray remote = accounts.home() + name;
                QByteArray fetched;
                const auto keep = [&](const QByteArray &bytes) -> Result<> {
                    fetched += bytes;
                    return {};
                };
                right += shell->putFile(accounts.server->path("local"), remote, {})
                                 && shell->fetchFile(remote, 0, keep, {}) && fetched == content
                             ? 1
                             : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(right.load(), 3);
        QCOMPARE(loginsOn(accounts), 1);
    }

    // A submit that waits looks, starts and follows, each from a thread of its own.
    void thoseWhoBeginTogetherAskOnce_data()
    {
        whoHasLoggedInHasDoneSoForAllAndNobodyWaitsForAnother_data();
    }
    void thoseWhoBeginTogetherAskOnce()
    {
        QFETCH(bool, isSystem);
        const Accounts accounts(m_asks);
        HostLogins logins;
        std::vector<std::thread> threads;
        std::atomic<int> in = 0;
        for (int i = 0; i < 3; ++i) {
            threads.emplace_back([&] {
                in += shellOn(accounts, m_person, logins, isSystem)->run("echo", {}) ? 1 : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(in.load(), 3);
        QCOMPARE(m_person.asked.size(), size_t(1));
        QCOMPARE(loginsOn(accounts), 1);
    }

    void aConnectionThatIsGoneNeedsALoginAndNobodyIsAskedInTheBackground_data()
    {
        whoHasLoggedInHasDoneSoForAllAndNobodyWaitsForAnother_data();
    }
    void aConnectionThatIsGoneNeedsALoginAndNobodyIsAskedInTheBackground()
    {
        QFETCH(bool, isSystem);
        const Accounts accounts(m_asks);
        HostLogins logins;
        QVERIFY_RESULT(shellOn(accounts, m_person, logins, isSystem)->run("echo", {}));
        const auto job = shellOn(accounts, m_nobody, logins, isSystem);
        QVERIFY_RESULT(job->run("echo", {}));
        accounts.server->cutSessions();
        const auto needsLogin = [&] {
            const auto output = job->run("echo", {});
            return !output && output.error().kind == ErrorKind::NeedsLogin;
        };
        QVERIFY(QTest::qWaitFor(needsLogin, 20000));
        QCOMPARE(m_person.asked.size(), size_t(1));
        m_person.answers[Kind::Prompts] = {{"canary-pass"}};
        QVERIFY_RESULT(shellOn(accounts, m_person, logins, isSystem)->run("echo", {}));
        QVERIFY_RESULT(job->run("echo", {})); // The very shell that could not.
        QCOMPARE(loginsOn(accounts), 2);
    }

    void aSlowCommandDoesNotEndTheLoginOfTheOthers()
    {
        const Accounts accounts(m_asks);
        HostLogins logins;
        QVERIFY_RESULT(shellOn(accounts, m_person, logins)->run("echo", {}));
        const auto slow = shellOn(accounts, m_nobody, logins);
        QCOMPARE(slow->run("sleep 5", within(500)).error().kind, ErrorKind::Network);
        QVERIFY_RESULT(slow->run("echo", {}));
        QVERIFY_RESULT(shellOn(accounts, m_nobody, logins)->run("echo", {}));
        QCOMPARE(loginsOn(accounts), 1);
    }

    void aHostThatIsSilentIsGivenUp()
    {
        const Accounts accounts(m_asks);
        HostLogins logins;
        QVERIFY_RESULT(shellOn(accounts, m_person, logins)->run("echo", {}));
        const auto job = shellOn(accounts, m_nobody, logins);
        QVERIFY_RESULT(job->run("echo", {}));
        accounts.server->freeze();
        QCOMPARE(job->run("echo", within(500)).error().kind, ErrorKind::Network);
        accounts.server->thaw();
        QCOMPARE(job->run("echo", {}).error().kind, ErrorKind::NeedsLogin);
    }

    // Hosts bound how many commands one connection runs at a time.
    void whoComesWhenItIsCrowdedWaitsForTheirTurn()
    {
        const Accounts accounts("MaxSessions 1\n" + m_asks);
        HostLogins logins;
        QVERIFY_RESULT(shellOn(accounts, m_person, logins)->run("echo", {}));
        std::thread first(
            [&] { static_cast<void>(shellOn(accounts, m_nobody, logins)->run("sleep 2", {})); });
        QTest::qWait(500);
        const auto waited = shellOn(accounts, m_nobody, logins)->run("echo in", {});
        first.join();
        QVERIFY_RESULT(waited);
        QCOMPARE(loginsOn(accounts), 1);
    }

    // Else each of them would take the place of a command for good.
    void aCommandThatWasCanceledWhileItBeganLeavesItsPlace()
    {
        const Accounts accounts("MaxSessions 1\n" + m_asks);
        HostLogins logins(std::chrono::milliseconds(100));
        QVERIFY_RESULT(shellOn(accounts, m_person, logins)->run("echo", {}));
        Patience canceled;
        canceled.cancel.cancel();
        for (int i = 0; i < 3; ++i) {
            QTest::qWait(300); // Until there is a place.
            QCOMPARE(shellOn(accounts, m_nobody, logins)->run("echo", canceled).error().kind,
                     ErrorKind::Canceled);
        }
        QVERIFY_RESULT(shellOn(accounts, m_nobody, logins)->run("echo", {}));
        QCOMPARE(loginsOn(accounts), 1);
    }

    void aLoginOutlastsTheHostsDoubtsWhetherSomebodyIsThere()
    {
        const Accounts accounts("ClientAliveInterval 1\nClientAliveCountMax 1\n" + m_asks);
        HostLogins logins(std::chrono::milliseconds(300));
        QVERIFY_RESULT(shellOn(accounts, m_person, logins)->run("echo", {}));
        QTest::qWait(7000); // No job is there for a while.
        QVERIFY_RESULT(shellOn(accounts, m_nobody, logins)->run("echo", {}));
        QCOMPARE(loginsOn(accounts), 1);
    }

    void whoseKeyIsForgottenIsAskedAboutAgain_data()
    {
        whoHasLoggedInHasDoneSoForAllAndNobodyWaitsForAnother_data();
    }
    void whoseKeyIsForgottenIsAskedAboutAgain()
    {
        QFETCH(bool, isSystem);
        const Accounts accounts(m_asks);
        HostLogins logins;
        QVERIFY_RESULT(shellOn(accounts, m_person, logins, isSystem)->run("echo", {}));
        accounts.server->write("known_hosts", {});
        QCOMPARE(shellOn(accounts, m_nobody, logins, isSystem)->run("echo", {}).error().kind,
                 ErrorKind::HostKey);
    }

    // Where nothing has to be typed each time, nobody shares a connection.
    void hostsThatLetInByThemselvesAreReachedAsBefore()
    {
        const Accounts accounts({});
        SshProfile profile = accounts.profile();
        profile.identityFiles << accounts.server->path("id");
        HostLogins logins;
        SshShell one(profile, accounts.server->trust(), m_nobody, &logins);
        SshShell other(profile, accounts.server->trust(), m_nobody, &logins);
        QVERIFY_RESULT(one.run("echo", {}));
        QVERIFY_RESULT(other.run("echo", {}));
        QVERIFY(logins.isEmpty());
        QCOMPARE(loginsOn(accounts), 2);
    }
};

QTEST_GUILESS_MAIN(TestHostLogins)
#include "tst_host_logins.moc"
