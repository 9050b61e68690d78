#include "core/ssh/ssh_config.h"
#include "core/ssh/system_ssh_shell.h"
#include "tests/ssh/scripted_credentials.h"
#include "tests/ssh/ssh_server.h"
#include "tests/support/shell_contract.h"

using namespace outcrop;
using samples::SshServer;

class TestSystemSshShell : public QObject
{
    Q_OBJECT

    SshServer m_server;
    NoCredentials m_nobody;
    HostKey m_key = samples::publicKeyIn(m_server.path("host.pub"));

    QByteArray entry(const HostKey &key) const
    {
        return formatKnownHostsLine(m_server.name().toUtf8(), key) + '\n';
    }

    // A host of a configuration that would let anything pass.
    SystemSshTarget target(const SshServer &server, const QByteArray &more = {}) const
    {
        server.write("config",
                     "Host farm\n HostName 127.0.0.1\n Port " + QByteArray::number(server.port)
                         + "\n StrictHostKeyChecking no\n UserKnownHostsFile /dev/null\n User "
                         + SshServer::ownUser().toUtf8()
                         + "\n IdentitiesOnly yes\n IdentityAgent none\n RemoteCommand id\n"
                         + more);
        SystemSshTarget target;
        target.configFile = server.path("config");
        target.profile = server.profile();
        target.profile.name = QStringLiteral("farm");
        target.profile.identityFiles.clear(); // The configuration names one.
        return target;
    }

    QByteArray withKey() const { return " IdentityFile " + m_server.path("id").toUtf8() + '\n'; }

    Error refusal(const QByteArray &knownHosts, const HostKeyJudge &judge = {})
    {
        m_server.write("known_hosts", knownHosts);
        const int before = m_server.log().size();
        HostTrust trust = m_server.trust();
        trust.judge = judge;
        SystemSshShell shell(target(m_server, withKey()), trust, m_nobody);
        const Result<> connected = shell.connect();
        const auto isClosed = [&] {
            return m_server.log().mid(before).contains("Connection closed");
        };
        if (connected || !QTest::qWaitFor(isClosed, 60000)
            || m_server.log().mid(before).contains("userauth-request"))
            return {ErrorKind::Io, QStringLiteral("the server saw a login")};
        return connected.error();
    }

private slots:
    void init() { m_server.write("known_hosts", entry(m_key)); }

    void scriptsAndFilesGoOverOneConnection()
    {
        const int before = m_server.log().count("Accepted publickey");
        SystemSshShell shell(target(m_server, withKey()), m_server.trust(), m_nobody);
        samples::aScriptAnswersWithOutputErrorsAndExitCode(shell);
        samples::everyWordArrivesAsItIs(shell);
        samples::filesPassWholeBothWays(shell);
        const QByteArray none = QFile::encodeName(m_server.path("none"));
        QCOMPARE(shell.read(none, 0, 1, {}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m_server.log().count("Accepted publickey"), before + 1);
    }

    void aChangedOrRevokedKeyStopsWhateverTheConfigurationSays()
    {
        samples::makeKeyPair(m_server.path("other"));
        const HostKey other = samples::publicKeyIn(m_server.path("other.pub"));
        const auto yes = [](const HostKeyQuestion &) { return true; };
        const Error changed = refusal(entry(other), yes);
        QVERIFY2(changed.kind == ErrorKind::HostKey, qPrintable(changed.message));
        QVERIFY(changed.message.contains(other.fingerprint()));
        QVERIFY(changed.message.contains(m_key.fingerprint()));
        const Error revoked = refusal(entry(m_key) + "@revoked " + entry(m_key), yes);
        QVERIFY2(revoked.kind == ErrorKind::HostKey, qPrintable(revoked.message));
        QVERIFY(revoked.message.contains(QLatin1String("revoked")));
    }

    // The library has never heard of them, so such a host is unknown to both (T4).
    void aCertificateOfAnAuthorityMakesNoHostKnown()
    {
        QTemporaryDir folder;
        const QString authority = folder.filePath(QStringLiteral("authority"));
        samples::makeKeyPair(authority);
        SshServer server("HostCertificate " + folder.filePath(QStringLiteral("cert.pub")).toUtf8());
        samples::mustRun(QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-s"), authority,
                          QStringLiteral("-h"), QStringLiteral("-I"), QStringLiteral("farm"),
                          QStringLiteral("-n"), QStringLiteral("127.0.0.1,") + server.name(),
                          server.path("host.pub")});
        QVERIFY(saveAtomically(folder.filePath(QStringLiteral("cert.pub")),
                               readFile(server.path("host-cert.pub")).value_or(QByteArray())));
        const HostKey key = samples::publicKeyIn(server.path("host.pub"));
        server.write("known_hosts",
                     "@cert-authority * "
                         + readFile(authority + QLatin1String(".pub")).value_or(QByteArray()));
        const SystemSshTarget farm =
            target(server, " IdentityFile " + server.path("id").toUtf8() + '\n');
        SystemSshShell shell(farm, server.trust(), m_nobody);
        const Result<> connected = shell.connect();
        QVERIFY(!connected);
        const Error unknown = connected.error();
        QVERIFY2(unknown.kind == ErrorKind::HostKey, qPrintable(unknown.message));
        QVERIFY2(unknown.message.contains(key.fingerprint()), qPrintable(unknown.message));
        QVERIFY(!server.sawLogin());
        // The key itself is asked about, and remembered for both.
        HostTrust trust = server.trust();
        std::optional<HostKeyQuestion> asked;
        trust.judge = [&](const HostKeyQuestion &question) {
            asked = question;
            return true;
        };
        SystemSshShell accepting(farm, trust, m_nobody);
        QVERIFY_RESULT(accepting.connect());
        QVERIFY(asked && asked->key == key && asked->remarks.size() == 1);
        SystemSshShell again(farm, server.trust(), m_nobody);
        QVERIFY_RESULT(again.connect());
        SshShell library(server.profile(), server.trust(), m_nobody);
        QVERIFY_RESULT(library.connect());
    }

    void linesThatDoNotCountForUsDoNotCountForSsh()
    {
        QCOMPARE(refusal(entry(m_key).replace("\n", "\r\n")).kind, ErrorKind::HostKey);
        QCOMPARE(refusal("\xEF\xBB\xBF" + entry(m_key)).kind, ErrorKind::HostKey);
        HostTrust unreadable = m_server.trust();
        unreadable.files.global << m_server.folder.path();
        m_server.write("known_hosts", entry(m_key));
        SystemSshShell shell(target(m_server, withKey()), unreadable, m_nobody);
        QCOMPARE(shell.connect().error().kind, ErrorKind::HostKey);
        // Patterns and hashes do.
        m_server.write("known_hosts", "[127.*]:* " + m_key.type + ' ' + m_key.blob.toBase64());
        SystemSshShell pattern(target(m_server, withKey()), m_server.trust(), m_nobody);
        QVERIFY_RESULT(pattern.connect());
        m_server.write("known_hosts", entry(m_key));
        samples::mustRun(QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-H"), QStringLiteral("-f"),
                          m_server.path("known_hosts")});
        SystemSshShell hashed(target(m_server, withKey()), m_server.trust(), m_nobody);
        QVERIFY_RESULT(hashed.connect());
    }

    void aWeakAlgorithmIsUsedOnlyWhereItIsAllowedByName_data()
    {
        QTest::addColumn<QByteArray>("configuration");
        QTest::addColumn<QString>("allowed");
        QTest::newRow("exchange") << QByteArray("KexAlgorithms diffie-hellman-group14-sha1")
                                  << QStringLiteral("diffie-hellman-group14-sha1");
        QTest::newRow("host key") << QByteArray("HostKeyAlgorithms ssh-rsa")
                                  << QStringLiteral("ssh-rsa");
        QTest::newRow("cipher") << QByteArray("Ciphers aes256-cbc") << QStringLiteral("aes256-cbc");
    }
    void aWeakAlgorithmIsUsedOnlyWhereItIsAllowedByName()
    {
        QFETCH(QByteArray, configuration);
        QFETCH(QString, allowed);
        const SshServer old(configuration, "rsa");
        SystemSshTarget farm = target(old, " IdentityFile " + old.path("id").toUtf8() + '\n');
        SystemSshShell refused(farm, old.trust(), m_nobody);
        QVERIFY(!refused.connect());
        QVERIFY(!old.sawLogin());
        farm.profile.legacyAlgorithms = QStringList{allowed};
        SystemSshShell shell(farm, old.trust(), m_nobody);
        QVERIFY_RESULT(shell.connect());
    }

    void anUnknownHostIsAskedAboutAndRemembered()
    {
        const Error unknown = refusal({});
        QVERIFY2(unknown.kind == ErrorKind::HostKey, qPrintable(unknown.message));
        QVERIFY(unknown.message.contains(m_key.fingerprint()));
        HostTrust trust = m_server.trust();
        trust.judge = acceptFingerprint(m_key.fingerprint());
        SystemSshShell shell(target(m_server, withKey()), trust, m_nobody);
        QVERIFY_RESULT(shell.connect());
        SystemSshShell again(target(m_server, withKey()), m_server.trust(), m_nobody);
        QVERIFY_RESULT(again.connect());
    }

    void aKeyThatIsNotLetInNeedsALogin()
    {
        SystemSshShell shell(target(m_server, " IdentityFile /dev/null\n"), m_server.trust(),
                             m_nobody);
        const auto connected = shell.connect();
        QVERIFY(!connected);
        QVERIFY2(connected.error().kind == ErrorKind::NeedsLogin
                     && !connected.error().message.contains(QLatin1String("ProxyCommand")),
                 qPrintable(connected.error().message));
    }

    void aConnectionThatBreaksIsMadeAgainByTheNextCall()
    {
        SystemSshShell shell(target(m_server, withKey()), m_server.trust(), m_nobody);
        const auto cut = [this](const QByteArray &) -> Result<> {
            m_server.cutSessions();
            return {};
        };
        const auto code = shell.follow("echo up; sleep 60", cut, {});
        QVERIFY(!code);
        QVERIFY2(code.error().kind == ErrorKind::Network, qPrintable(code.error().message));
        QVERIFY_RESULT(shell.run("echo", {}));
    }

    void aFrozenServerIsGivenUpWithinPatience()
    {
        SshServer server;
        SystemSshTarget farm = target(server, " IdentityFile " + server.path("id").toUtf8() + '\n');
        SystemSshShell shell(farm, server.trust(), m_nobody);
        QVERIFY_RESULT(shell.connect());
        server.freeze();
        Patience patience;
        patience.silence = std::chrono::milliseconds(500);
        QCOMPARE(shell.run("echo", patience).error().kind, ErrorKind::Network);
        QCOMPARE(shell.connect(patience).error().kind, ErrorKind::Network);
        server.thaw();
        QVERIFY_RESULT(shell.run("echo", {}));
    }

    // What the SSH library cannot do.
    void certificatesAndProxyCommandsWork()
    {
        SshServer server("TrustedUserCAKeys /dev/null");
        samples::makeKeyPair(server.path("authority"));
        samples::makeKeyPair(server.path("guest"));
        samples::mustRun(QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-s"), server.path("authority"),
                          QStringLiteral("-I"), QStringLiteral("guest"), QStringLiteral("-n"),
                          SshServer::ownUser(), server.path("guest.pub")});
        server.write("authorized_keys",
                     "cert-authority "
                         + readFile(server.path("authority.pub")).value_or(QByteArray()));
        const SystemSshTarget farm =
            target(server, " IdentityFile " + server.path("guest").toUtf8()
                               + "\n ProxyCommand bash -c "
                                 "'exec 3<>/dev/tcp/%h/%p; cat <&3 & exec cat >&3'\n");
        const auto resolved = resolveSshHost(farm.profile.name, farm.configFile);
        QVERIFY_RESULT(resolved);
        QCOMPARE(resolved->needsSystemClient.size(), 1);
        SystemSshShell shell(farm, server.trust(), m_nobody);
        const auto output = shell.run("echo in", {});
        QVERIFY_RESULT(output);
        QCOMPARE(output->body, QByteArray("in\n"));
    }

    void aProxyCommandThatIsNotLetInIsNamed()
    {
        const SshServer gate;
        samples::mustRun(QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                          QStringLiteral("-N"), QStringLiteral("a passphrase"),
                          QStringLiteral("-f"), gate.path("locked")});
        gate.write("authorized_keys", readFile(gate.path("locked.pub")).value_or(QByteArray()));
        const QByteArray proxy = "ssh -F none -oStrictHostKeyChecking=no "
                                 "-oUserKnownHostsFile=/dev/null -oIdentityAgent=none "
                                 "-oLogLevel=ERROR -i "
                                 + gate.path("locked").toUtf8() + " -p "
                                 + QByteArray::number(gate.port) + " -W %h:%p "
                                 + SshServer::ownUser().toUtf8() + "@127.0.0.1";
        SystemSshShell shell(target(m_server, withKey() + " ProxyCommand " + proxy + '\n'),
                             m_server.trust(), m_nobody);
        const Error error = shell.connect().error();
        QVERIFY2(error.kind == ErrorKind::NeedsLogin, qPrintable(error.message));
        QVERIFY2(error.message.contains(QLatin1String("The ProxyCommand"))
                     && error.message.contains(QLatin1String("Permission denied"))
                     && error.message.contains(QLatin1String("ssh-add")),
                 qPrintable(error.message));
    }

    // A program that a person started sees the command lines and environments of all others of
    // theirs.
    static bool isSeenByOthers(const QByteArray &secret)
    {
        bool isSeen = false;
        const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
        for (const QString &process : processes) {
            for (const char *name : {"cmdline", "environ"}) {
                QFile file(QStringLiteral("/proc/%1/%2").arg(process, QLatin1String(name)));
                isSeen =
                    isSeen || (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret));
            }
        }
        return isSeen;
    }

    void aPersonIsAskedForWhatSshWantsToKnow()
    {
        const SshServer gate;
        samples::makeKeyPair(m_server.path("locked"), "ed25519", "canary-phrase");
        m_server.write("authorized_keys",
                       readFile(m_server.path("locked.pub")).value_or(QByteArray()));
        gate.write("authorized_keys", readFile(m_server.path("locked.pub")).value_or(QByteArray()));
        m_server.write("known_hosts",
                       entry(m_key)
                           + formatKnownHostsLine(gate.name().toUtf8(),
                                                  samples::publicKeyIn(gate.path("host.pub")))
                           + '\n');
        const SystemSshTarget plain =
            target(m_server, " IdentityFile " + m_server.path("locked").toUtf8() + '\n');
        SystemSshTarget behind = plain;
        behind.profile.jumps = {gate.profile()};
        behind.profile.jumps[0].identityFiles = QStringList{m_server.path("locked")};

        SystemSshShell background(plain, m_server.trust(), m_nobody);
        QCOMPARE(background.connect().error().kind, ErrorKind::NeedsLogin);

        using Kind = LoginQuestion::Kind;
        samples::ScriptedCredentials person;
        person.answers[Kind::Prompts] = {{"canary-wrong"}, {"canary-phrase"}};
        SystemSshShell shell(plain, m_server.trust(), person);
        samples::everyWordArrivesAsItIs(shell);
        QCOMPARE(person.asked.size(), size_t(2));
        QCOMPARE(person.asked[0].host, shownAddress(plain.profile));
        QVERIFY(person.asked[0].prompts.at(0).text.contains(m_server.path("locked")));
        QVERIFY(!person.asked[0].prompts[0].isShown);
        QCOMPARE(person.asked[1].attempt, 2);
        QVERIFY(!isSeenByOthers("canary-"));

        person.asked.clear();
        person.answers[Kind::Prompts] = {{"canary-phrase"}, {"canary-phrase"}};
        SystemSshShell far(behind, m_server.trust(), person);
        const auto output = far.run("echo in", {});
        QVERIFY_RESULT(output);
        QVERIFY(person.asked.at(0).isJump);
        QCOMPARE(person.asked[0].host, shownAddress(behind.profile.jumps[0]));
        QVERIFY(!person.asked.at(1).isJump);
        m_server.write("authorized_keys", readFile(m_server.path("id.pub")).value_or(QByteArray()));
    }

    void aHostBehindTwoJumpHostsIsReachedAndEveryKeyOnTheWayIsChecked()
    {
        const SshServer gate, second;
        SystemSshTarget farm = target(m_server, withKey());
        farm.profile.jumps = {gate.profile(), second.profile()};
        const std::vector<HostKey> keys{samples::publicKeyIn(gate.path("host.pub")),
                                        samples::publicKeyIn(second.path("host.pub")), m_key};
        const std::vector<QString> names{gate.name(), second.name(), m_server.name()};
        const auto lines = [&](size_t wrong, const HostKey &instead) {
            QByteArray all;
            for (size_t i = 0; i < keys.size(); ++i)
                all +=
                    formatKnownHostsLine(names[i].toUtf8(), i == wrong ? instead : keys[i]) + '\n';
            return all;
        };
        samples::makeKeyPair(m_server.path("false"));
        const HostKey other = samples::publicKeyIn(m_server.path("false.pub"));
        const std::vector<const SshServer *> servers{&gate, &second, &m_server};
        for (size_t wrong = 0; wrong < keys.size(); ++wrong) {
            m_server.write("known_hosts", lines(wrong, other));
            const int before = servers[wrong]->log().count("userauth-request");
            SystemSshShell shell(farm, m_server.trust(), m_nobody);
            const Error error = shell.connect().error();
            QVERIFY2(error.kind == ErrorKind::HostKey, qPrintable(error.message));
            QVERIFY(error.message.contains(keys[wrong].fingerprint()));
            QCOMPARE(servers[wrong]->log().count("userauth-request"), before);
        }

        m_server.write("known_hosts", lines(keys.size(), {}));
        SystemSshShell shell(farm, m_server.trust(), m_nobody);
        samples::everyWordArrivesAsItIs(shell);
        samples::filesPassWholeBothWays(shell);
        QVERIFY(gate.sawLogin() && second.sawLogin());
    }

    void everyUnknownHopIsAskedAboutAsWhatItIs()
    {
        const SshServer gate;
        m_server.write("known_hosts", {});
        SystemSshTarget farm = target(m_server, withKey());
        farm.profile.jumps = {gate.profile()};
        HostTrust trust = m_server.trust();
        QStringList asked;
        trust.judge = [&asked](const HostKeyQuestion &question) {
            asked << question.name + (question.isJump ? QStringLiteral(" jump") : QString());
            return true;
        };
        SystemSshShell shell(farm, trust, m_nobody);
        QVERIFY_RESULT(shell.connect());
        QCOMPARE(asked, (QStringList{gate.name() + QStringLiteral(" jump"), m_server.name()}));
    }
};

QTEST_GUILESS_MAIN(TestSystemSshShell)
#include "tst_system_ssh_shell.moc"
