#include "core/ssh/system_ssh_shell.h"
#include "tests/ssh/accounts.h"
#include "tests/ssh/scripted_credentials.h"

using namespace outcrop;
using samples::Accounts;
using samples::ScriptedCredentials;
using Kind = LoginQuestion::Kind;

class TestSshAccounts : public QObject
{
    Q_OBJECT

    ScriptedCredentials m_person;

    Result<QByteArray> whoAmI(const Accounts &accounts, const SshProfile &profile)
    {
        SshShell shell(profile, accounts.server->trust(), m_person);
        const auto output = shell.run("id -un", {});
        return output ? Result<QByteArray>(output->body.trimmed()) : failure(output.error());
    }

private slots:
    void init() { m_person = {}; }

    void aPasswordIsAskedForAndAgainWhenItWasWrong()
    {
        const Accounts accounts("PasswordAuthentication yes");
        m_person.answers[Kind::Password] = {{"canary-wrong"}, {"canary-pass"}};
        QCOMPARE(whoAmI(accounts, accounts.profile()).value_or(QByteArray()), QByteArray("oc-ann"));
        QCOMPARE(m_person.asked.size(), size_t(2));
        QCOMPARE(m_person.asked[1].attempt, 2);
        QCOMPARE(m_person.judged,
                 (std::vector<QByteArray>{"canary-wrong is wrong", "canary-pass is right"}));
        QVERIFY(!accounts.server->log().contains("canary"));
    }

    void whatTheHostShowsBeforeALoginComesAsPlainText()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("banner"));
        QVERIFY(saveAtomically(file, "Property of \x1b[31mACME\n" + QByteArray(100000, 'x')));
        const Accounts accounts("PasswordAuthentication yes\nBanner " + QFile::encodeName(file));
        m_person.answers[Kind::Password] = {{"canary-pass"}};
        QVERIFY_RESULT(whoAmI(accounts, accounts.profile()));
        const QString text = m_person.asked.at(0).hostText;
        QVERIFY(text.startsWith(QLatin1String("Property of ")));
        QVERIFY(!text.contains(QChar(0x1b)));
        QVERIFY(text.size() < 5000);
    }

    void nobodyToAskNeedsALoginAndTheHostSeesNoAttempt()
    {
        const Accounts accounts("PasswordAuthentication yes");
        const auto refused = whoAmI(accounts, accounts.profile());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NeedsLogin);
        QCOMPARE(m_person.asked.size(), size_t(1));
        QVERIFY(!accounts.server->log().contains("Failed password"));
    }

    void aWrongPasswordIsNotTriedForEver()
    {
        const Accounts accounts("PasswordAuthentication yes");
        m_person.answers[Kind::Password] =
            std::vector<std::vector<QByteArray>>(9, std::vector<QByteArray>{"canary-wrong"});
        const auto refused = whoAmI(accounts, accounts.profile());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NeedsLogin);
        QCOMPARE(m_person.asked.size(), size_t(3));
        QVERIFY(!refused.error().message.contains(QLatin1String("canary")));
    }

    void aWrongPasswordIsJudgedWhereTheHostHangsUpForIt()
    {
        const Accounts accounts("PasswordAuthentication yes\nMaxAuthTries 1");
        m_person.answers[Kind::Password] = {{"canary-wrong"}, {"canary-pass"}};
        QCOMPARE(whoAmI(accounts, accounts.profile()).error().kind, ErrorKind::NeedsLogin);
        QCOMPARE(m_person.judged, std::vector<QByteArray>{"canary-wrong is wrong"});
    }

    void aHostThatWantsAKeyAndAPasswordGetsBoth()
    {
        const Accounts accounts(
            "PasswordAuthentication yes\nAuthenticationMethods publickey,password");
        SshProfile profile = accounts.profile();
        profile.identityFiles << accounts.server->path("id");
        m_person.answers[Kind::Password] = {{"canary-pass"}};
        QCOMPARE(whoAmI(accounts, profile).value_or(QByteArray()), QByteArray("oc-ann"));
        // The key alone does not do.
        QCOMPARE(whoAmI(accounts, profile).error().kind, ErrorKind::NeedsLogin);
    }

    void theHostsOwnQuestionsArePassedOn()
    {
        const Accounts accounts("UsePAM yes\nKbdInteractiveAuthentication yes\n"
                                "AuthenticationMethods publickey,keyboard-interactive");
        SshProfile profile = accounts.profile();
        profile.identityFiles << accounts.server->path("id");
        m_person.answers[Kind::Prompts] = {{"canary-pass"}};
        QCOMPARE(whoAmI(accounts, profile).value_or(QByteArray()), QByteArray("oc-ann"));
        QCOMPARE(m_person.asked.size(), size_t(1));
        QVERIFY(m_person.asked[0].prompts.at(0).text.contains(QLatin1String("Password")));
        QVERIFY(!m_person.asked[0].prompts.at(0).isShown);
    }

    void theSystemsSshAsksAPersonAndNobodyElse_data()
    {
        QTest::addColumn<QByteArray>("configuration");
        QTest::newRow("password") << QByteArray("PasswordAuthentication yes");
        QTest::newRow("the host's questions")
            << QByteArray("UsePAM yes\nKbdInteractiveAuthentication yes");
    }
    void theSystemsSshAsksAPersonAndNobodyElse()
    {
        QFETCH(QByteArray, configuration);
        const Accounts accounts(configuration);
        const SystemSshTarget target{QStringLiteral("/dev/null"), accounts.profile()};
        const auto tryAs = [&](Credentials &credentials) {
            SystemSshShell shell(target, accounts.server->trust(), credentials);
            const auto output = shell.run("id -un", {});
            return output ? Result<QByteArray>(output->body.trimmed()) : failure(output.error());
        };
        NoCredentials nobody;
        QCOMPARE(tryAs(nobody).error().kind, ErrorKind::NeedsLogin);
        QVERIFY(!accounts.server->log().contains("keyboard-interactive devs"));
        // Who does not want to answer has not answered wrongly.
        QCOMPARE(tryAs(m_person).error().kind, ErrorKind::NeedsLogin);
        QCOMPARE(m_person.asked.size(), size_t(1));
        QVERIFY(!accounts.server->log().contains("Failed "));

        m_person.asked.clear();
        m_person.answers[Kind::Prompts] = {{"canary-wrong"}, {"canary-pass"}};
        QCOMPARE(tryAs(m_person).value_or(QByteArray()), QByteArray("oc-ann"));
        QCOMPARE(m_person.asked.size(), size_t(2));
        QCOMPARE(m_person.asked[1].attempt, 2);
        QVERIFY(m_person.asked[0].prompts.at(0).text.toLower().contains(QLatin1String("password")));
    }

    // It may send a code to somebody who has not asked for one.
    void aHostIsNotAskedForItsQuestionsInTheBackground()
    {
        const Accounts accounts("UsePAM yes\nKbdInteractiveAuthentication yes");
        NoCredentials nobody;
        SshShell shell(accounts.profile(), accounts.server->trust(), nobody);
        QCOMPARE(shell.connect().error().kind, ErrorKind::NeedsLogin);
        QVERIFY(!accounts.server->log().contains("method keyboard-interactive"));
    }

    // The person's configuration is in the home that /etc/passwd names. All that is said of host
    // keys must hold whatever stands there.
    void aLenientConfigurationChangesNothingAboutHostKeys_data()
    {
        QTest::addColumn<QByteArray>("strictness");
        for (const char *strictness : {"no", "off", "accept-new", "yes"})
            QTest::newRow(strictness) << QByteArray(strictness);
    }
    void aLenientConfigurationChangesNothingAboutHostKeys()
    {
        QFETCH(QByteArray, strictness);
        const QTemporaryDir folder;
        const QString home = folder.filePath(QStringLiteral("home"));
        QVERIFY(makeFolder(home + QLatin1String("/.ssh")));
        QVERIFY(saveAtomically(home + QLatin1String("/.ssh/config"),
                               "StrictHostKeyChecking " + strictness
                                   + "\nPort 1\nHostName 192.0.2.1\n"
                                     "UserKnownHostsFile /dev/null\nProxyCommand false\n"));
        QVERIFY(saveAtomically(folder.filePath(QStringLiteral("passwd")),
                               "root:x:0:0::" + QFile::encodeName(home) + ":/bin/sh\n"
                                   + "sshd:x:65500:65500::/run/sshd:/usr/sbin/nologin\n"));
        QProcess trust;
        trust.setProcessChannelMode(QProcess::MergedChannels);
        trust.start(QStringLiteral("unshare"),
                    {QStringLiteral("--mount"), QStringLiteral("sh"), QStringLiteral("-c"),
                     QStringLiteral("mount --bind \"$1\" /etc/passwd && exec \"$2\""),
                     QStringLiteral("sh"), folder.filePath(QStringLiteral("passwd")),
                     QCoreApplication::applicationDirPath() + QLatin1String("/tst_ssh_trust")});
        QVERIFY(trust.waitForFinished(300000));
        QVERIFY2(trust.exitCode() == 0, trust.readAll().constData());
    }

    void aFullDiskIsNamed()
    {
        const Accounts accounts({}, "mount -t tmpfs -o size=1m,mode=0777 tmpfs \"$dir/home\"");
        SshProfile profile = accounts.profile();
        profile.identityFiles << accounts.server->path("id");
        SshShell shell(profile, accounts.server->trust(), m_person);
        accounts.server->write("local", QByteArray(3 << 20, 'x'));
        const auto put =
            shell.putFile(accounts.server->path("local"), accounts.home() + "/remote", {});
        QVERIFY(!put);
        QVERIFY2(put.error().kind == ErrorKind::NoSpace, qPrintable(put.error().message));
    }

    void aFolderOfSomebodyElseIsDenied()
    {
        const Accounts accounts({});
        SshProfile profile = accounts.profile();
        profile.identityFiles << accounts.server->path("id");
        SshShell shell(profile, accounts.server->trust(), m_person);
        accounts.server->write("local", "x");
        const auto put = shell.putFile(accounts.server->path("local"), "/root/remote", {});
        QVERIFY(!put);
        QVERIFY2(put.error().kind == ErrorKind::Denied, qPrintable(put.error().message));
    }
};

QTEST_GUILESS_MAIN(TestSshAccounts)
#include "tst_ssh_accounts.moc"
