#include "core/ssh/ssh_config.h"
#include "tests/ssh/ssh_server.h"
#include "tests/support/soak_progress.h"

using namespace outcrop;
using samples::SshServer;

// Whether a key is the right one is decided before the host is told anything: its log has the
// proof.
class TestSshTrust : public QObject
{
    Q_OBJECT

    SshServer m_server;
    NoCredentials m_nobody;
    HostKey m_key = samples::publicKeyIn(m_server.path("host.pub"));
    HostKey m_otherKey, m_otherType;

    QByteArray entry(const HostKey &key) const
    {
        return formatKnownHostsLine(m_server.name().toUtf8(), key) + '\n';
    }

    QString logFrom(int offset) const { return QString::fromUtf8(m_server.log().mid(offset)); }

    // The error of connecting with these lines in known_hosts, once the server's log has the end of
    // it. No authentication may stand there.
    Error refusal(const QByteArray &lines, const HostTrust *trust = nullptr,
                  const SshProfile *profile = nullptr)
    {
        m_server.write("known_hosts", lines);
        const int before = m_server.log().size();
        SshShell shell(profile ? *profile : m_server.profile(), trust ? *trust : m_server.trust(),
                       m_nobody);
        const Result<> connected = shell.connect();
        if (connected)
            return {ErrorKind::Io, QStringLiteral("it connected")};
        const auto hasEnded = [&] {
            const QString log = logFrom(before);
            return log.contains(QLatin1String("Connection closed"))
                   || log.contains(QLatin1String("disconnect"), Qt::CaseInsensitive);
        };
        if (!QTest::qWaitFor(hasEnded, 60000))
            return {ErrorKind::Io, QStringLiteral("the server has not noticed")};
        if (logFrom(before).contains(QLatin1String("userauth-request")))
            return {ErrorKind::Io, QStringLiteral("the server saw a login")};
        return connected.error();
    }

private slots:
    void initTestCase()
    {
        samples::makeKeyPair(m_server.path("other"));
        samples::makeKeyPair(m_server.path("other-type"), "ecdsa");
        m_otherKey = samples::publicKeyIn(m_server.path("other.pub"));
        m_otherType = samples::publicKeyIn(m_server.path("other-type.pub"));
    }

    // Else the others would prove nothing.
    void theLogShowsALoginWhereThereIsOne()
    {
        m_server.write("known_hosts", entry(m_key));
        SshShell shell(m_server.profile(), m_server.trust(), m_nobody);
        QVERIFY_RESULT(shell.connect());
        QVERIFY(m_server.sawLogin());
    }

    void aChangedKeyStopsAndBothFingerprintsAreShown()
    {
        const Error error = refusal("# mine\n" + entry(m_otherKey));
        QVERIFY2(error.kind == ErrorKind::HostKey, qPrintable(error.message));
        QVERIFY(error.message.contains(m_key.fingerprint()));
        QVERIFY(error.message.contains(m_otherKey.fingerprint()));
        QVERIFY(error.message.contains(m_server.path("known_hosts") + QLatin1String(":2")));
    }

    void aKeyOfAnotherTypeThanIsKnownStops()
    {
        const Error error = refusal(entry(m_otherType));
        QVERIFY2(error.kind == ErrorKind::HostKey, qPrintable(error.message));
        QVERIFY(error.message.contains(m_otherType.fingerprint()));
    }

    void aRevokedKeyStopsThoughAPlainLineHasItToo()
    {
        const QByteArray revoked = "@revoked * " + m_key.type + ' ' + m_key.blob.toBase64() + '\n';
        for (const QByteArray &lines : {revoked, entry(m_key) + revoked}) {
            const Error error = refusal(lines);
            QVERIFY2(error.kind == ErrorKind::HostKey, qPrintable(error.message));
            QVERIFY(error.message.contains(QLatin1String("revoked")));
        }
    }

    void aRevocationForAllUsersCountsToo()
    {
        m_server.write("global", "@revoked * " + m_key.type + ' ' + m_key.blob.toBase64() + '\n');
        HostTrust trust = m_server.trust();
        trust.files.global << m_server.path("global");
        QCOMPARE(refusal(entry(m_key), &trust).kind, ErrorKind::HostKey);
    }

    void knownHostsThatCannotBeReadStop()
    {
        HostTrust trust = m_server.trust();
        trust.files.global << m_server.folder.path();
        QCOMPARE(refusal(entry(m_key), &trust).kind, ErrorKind::HostKey);
    }

    // The library would read them; the person may have a lenient line in either.
    void noConfigurationOfThePersonMakesAChangedKeyGood()
    {
        const QString home = QString::fromUtf8(::getpwuid(::geteuid())->pw_dir);
        QVERIFY(!home.isEmpty());
        // What a configuration says arrives in the profile and in known_hosts only.
        const QString config = m_server.path("config");
        m_server.write("config", "Host *\n StrictHostKeyChecking no\n User "
                                     + SshServer::ownUser().toUtf8() + "\n UserKnownHostsFile "
                                     + m_server.path("known_hosts").toUtf8() + '\n');
        const auto host = resolveSshHost(QStringLiteral("127.0.0.1"), config);
        QVERIFY_RESULT(host);
        HostTrust trust{host->knownHosts, {}};
        trust.files.global.clear();
        QCOMPARE(refusal(entry(m_otherKey), &trust).kind, ErrorKind::HostKey);
    }

    // Promise 20. Some of the configurations here, all of them in the soak test.
    void noKeyThatIsWrongGetsALoginWhateverTheConfigurationSays()
    {
        const QByteArray known = m_server.path("known_hosts").toUtf8();
        const QByteArray plain = m_key.type + ' ' + m_key.blob.toBase64() + '\n';
        const std::vector<QByteArray> knownHosts{
            entry(m_otherKey),
            "# a pattern\n* " + m_otherKey.type + ' ' + m_otherKey.blob.toBase64() + '\n',
            entry(m_otherType),
            "@revoked * " + plain,
            entry(m_key) + "@revoked * " + plain,
            "@cert-authority * " + plain, // No key of the host itself: nobody knows it.
        };
        const std::vector<QByteArray> leniences{
            "StrictHostKeyChecking no",
            "StrictHostKeyChecking off",
            "StrictHostKeyChecking accept-new",
            "StrictHostKeyChecking ask\nBatchMode yes",
            "NoHostAuthenticationForLocalhost yes",
            "VerifyHostKeyDNS yes",
            "UpdateHostKeys yes\nStrictHostKeyChecking no",
            "CheckHostIP no\nStrictHostKeyChecking no",
            "HashKnownHosts yes\nStrictHostKeyChecking no",
            "GlobalKnownHostsFile /dev/null\nStrictHostKeyChecking no",
            "HostKeyAlgorithms +ssh-rsa\nStrictHostKeyChecking no",
            "KnownHostsCommand /bin/echo %h " + plain.trimmed(),
            "HostKeyAlias elsewhere\nStrictHostKeyChecking no",
            "UserKnownHostsFile /dev/null " + known + "\nStrictHostKeyChecking no",
            "LogLevel QUIET\nStrictHostKeyChecking accept-new",
            "PreferredAuthentications publickey\nStrictHostKeyChecking no",
        };
        const bool isSoak = qEnvironmentVariableIsSet("OUTCROP_SOAK");
        const size_t all = knownHosts.size() * leniences.size();
        int tried = 0;
        for (size_t i = 0; i < all; i += isSoak ? 1 : 7, ++tried) {
            const QByteArray &lenience = leniences[i / knownHosts.size()];
            m_server.write("config", "Host target\nHostName 127.0.0.1\nPort "
                                         + QByteArray::number(m_server.port) + "\nUser "
                                         + SshServer::ownUser().toUtf8() + "\nIdentityFile "
                                         + m_server.path("id").toUtf8() + "\nIdentityAgent none\n"
                                         + lenience + "\nUserKnownHostsFile " + known + '\n');
            const auto host = resolveSshHost(QStringLiteral("target"), m_server.path("config"));
            QVERIFY_RESULT(host);
            HostTrust trust{host->knownHosts, {}};
            trust.files.global.clear(); // What this computer knows is not part of the case.
            const Error error = refusal(knownHosts[i % knownHosts.size()], &trust, &host->profile);
            QVERIFY2(error.kind == ErrorKind::HostKey,
                     (lenience + ": " + error.message.toUtf8()).constData());
            tellProgress(int(i + 1), int(all));
        }
        qInfo("promise 20: N=%d pairs of a configuration and a wrong key, none saw a login", tried);
    }

    void anUnknownHostIsRefusedWhereNobodyIsAsked()
    {
        const Error error = refusal({});
        QVERIFY2(error.kind == ErrorKind::HostKey, qPrintable(error.message));
        QVERIFY(error.message.contains(m_key.fingerprint()));
    }

    void theQuestionHasWhatAPersonCompares()
    {
        std::optional<HostKeyQuestion> asked;
        HostTrust trust = m_server.trust();
        trust.judge = [&asked](const HostKeyQuestion &question) {
            asked = question;
            return false;
        };
        QCOMPARE(
            refusal("@cert-authority * " + m_key.type + ' ' + m_key.blob.toBase64() + '\n', &trust)
                .kind,
            ErrorKind::HostKey);
        QVERIFY(asked);
        QCOMPARE(asked->key, m_key);
        QCOMPARE(asked->name, m_server.name());
        QCOMPARE(asked->remarks.size(), 1);
        QVERIFY(!asked->isJump);
    }

    void anotherFingerprintThanTheExpectedOneIsNotAccepted()
    {
        HostTrust trust = m_server.trust();
        for (const QString &expected : {m_otherKey.fingerprint(), QString(),
                                        m_key.fingerprint().left(20), QStringLiteral("SHA256:")}) {
            trust.judge = acceptFingerprint(expected);
            QCOMPARE(refusal({}, &trust).kind, ErrorKind::HostKey);
        }
        // Nor does an answer to the question of an unknown host help against a changed key.
        trust.judge = acceptFingerprint(m_key.fingerprint());
        QCOMPARE(refusal(entry(m_otherKey), &trust).kind, ErrorKind::HostKey);
    }

    void anAcceptedKeyIsRememberedForUsAndForSsh()
    {
        m_server.write("known_hosts", "other ssh-ed25519 AAAA"); // without a newline
        HostTrust trust = m_server.trust();
        trust.judge = acceptFingerprint(m_key.fingerprint());
        SshShell first(m_server.profile(), trust, m_nobody);
        QVERIFY_RESULT(first.connect());
        SshShell second(m_server.profile(), m_server.trust(), m_nobody);
        QVERIFY_RESULT(second.connect());
        QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                   {QStringLiteral("-F"), m_server.name(), QStringLiteral("-f"),
                                    m_server.path("known_hosts")}),
                 0);
    }

    // As people write it for hosts that are set up anew each day.
    void anAcceptedKeyIsRememberedThoughSshIsToldToForgetIt()
    {
        qputenv("XDG_CONFIG_HOME", m_server.folder.path().toUtf8());
        m_server.write("config", "Host target\nHostName 127.0.0.1\nPort "
                                     + QByteArray::number(m_server.port) + "\nUser "
                                     + SshServer::ownUser().toUtf8() + "\nIdentityFile "
                                     + m_server.path("id").toUtf8()
                                     + "\nIdentityAgent none\nStrictHostKeyChecking no\n"
                                       "GlobalKnownHostsFile /dev/null\n"
                                       "UserKnownHostsFile /dev/null\n");
        const auto host = resolveSshHost(QStringLiteral("target"), m_server.path("config"));
        QVERIFY_RESULT(host);
        SshShell unknown(host->profile, {host->knownHosts, {}}, m_nobody);
        QCOMPARE(unknown.connect().error().kind, ErrorKind::HostKey);
        const HostTrust trust{host->knownHosts, acceptFingerprint(m_key.fingerprint())};
        SshShell first(host->profile, trust, m_nobody);
        QVERIFY_RESULT(first.connect());
        SshShell second(host->profile, {host->knownHosts, {}}, m_nobody);
        QVERIFY_RESULT(second.connect());
        // From then on it is known, and another one is another one.
        QVERIFY(saveAtomically(ownKnownHostsFile(), entry(m_otherKey)));
        QCOMPARE(refusal({}, &trust, &host->profile).kind, ErrorKind::HostKey);
        qunsetenv("XDG_CONFIG_HOME");
    }

    void hashedEntriesAndAliasesAreHonoured()
    {
        m_server.write("known_hosts", formatKnownHostsLine("farm", m_key) + '\n');
        samples::mustRun(QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-H"), QStringLiteral("-f"),
                          m_server.path("known_hosts")});
        SshProfile profile = m_server.profile();
        profile.hostKeyAlias = QStringLiteral("farm");
        SshShell shell(profile, m_server.trust(), m_nobody);
        QVERIFY_RESULT(shell.connect());
        profile.hostKeyAlias = QStringLiteral("barn");
        SshShell other(profile, m_server.trust(), m_nobody);
        QCOMPARE(other.connect().error().kind, ErrorKind::HostKey);
    }

    void aHostWithoutASafeAlgorithmIsRefusedWithBothLists()
    {
        SshServer old("KexAlgorithms diffie-hellman-group14-sha1");
        SshShell shell(old.profile(), old.trust(), m_nobody);
        const auto connected = shell.connect();
        QVERIFY(!connected);
        QCOMPARE(connected.error().kind, ErrorKind::Denied);
        QVERIFY(connected.error().message.contains(QLatin1String("diffie-hellman-group14-sha1")));
        QVERIFY(connected.error().message.contains(QLatin1String("curve25519-sha256")));
        QVERIFY(!old.sawLogin());
    }

    void aWeakAlgorithmIsUsedOnlyWhereItIsAllowedByName_data()
    {
        QTest::addColumn<QByteArray>("configuration");
        QTest::addColumn<QString>("allowed");
        const std::vector<std::pair<const char *, const char *>> cases{
            {"KexAlgorithms", "diffie-hellman-group14-sha1"},
            {"HostKeyAlgorithms", "ssh-rsa"},
            {"Ciphers", "aes256-cbc"}};
        for (const auto &[keyword, name] : cases)
            QTest::newRow(name) << QByteArray(keyword) + ' ' + name << QString::fromLatin1(name);
    }
    void aWeakAlgorithmIsUsedOnlyWhereItIsAllowedByName()
    {
        QFETCH(QByteArray, configuration);
        QFETCH(QString, allowed);
        const SshServer old(configuration, "rsa");
        SshProfile profile = old.profile();
        QCOMPARE(SshShell(profile, old.trust(), m_nobody).connect().error().kind,
                 ErrorKind::Denied);
        profile.legacyAlgorithms = QStringList{QStringLiteral("hmac-sha1")};
        QCOMPARE(SshShell(profile, old.trust(), m_nobody).connect().error().kind,
                 ErrorKind::Denied);
        profile.legacyAlgorithms << allowed;
        QVERIFY_RESULT(SshShell(profile, old.trust(), m_nobody).connect());
        SshServer current;
        profile.port = current.port;
        profile.identityFiles = current.profile().identityFiles;
        QVERIFY_RESULT(SshShell(profile, current.trust(), m_nobody).connect());
        QVERIFY(!current.log().contains(("kex: algorithm: " + allowed.toLatin1())));
        profile.legacyAlgorithms << QStringLiteral("none");
        QCOMPARE(SshShell(profile, current.trust(), m_nobody).connect().error().kind,
                 ErrorKind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestSshTrust)
#include "tst_ssh_trust.moc"
