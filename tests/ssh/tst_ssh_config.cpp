#include "core/base/files.h"
#include "core/ssh/ssh_config.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

class TestSshConfig : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const char *name, const QByteArray &content) const
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        if (!makeFolder(QFileInfo(path).absolutePath()) || !saveAtomically(path, content))
            qFatal("cannot write the file of the test");
        return path;
    }

    static ConfiguredHost mustResolve(const char *name, const QString &config)
    {
        const auto host = resolveSshHost(QLatin1String(name), config);
        if (!host)
            qFatal("%s", qPrintable(host.error().message));
        return *host;
    }

private slots:
    void everyConcreteHostIsListedAcrossIncludes()
    {
        write("conf.d/a.conf", "Host inner other\nInclude conf.d/a.conf\n");
        const QString config =
            write("config", "Host cpu1 \"cpu two\" *.example !no web?\nInclude conf.d/*.conf\n"
                            "Match host cpu9\nHost=cpu3 cpu1 # cpu4\n# Host no\n");
        QCOMPARE(
            listConfiguredHosts(config),
            (QStringList{QStringLiteral("cpu1"), QStringLiteral("cpu two"), QStringLiteral("inner"),
                         QStringLiteral("other"), QStringLiteral("cpu3")}));
        QCOMPARE(listConfiguredHosts(m_folder.filePath(QStringLiteral("none"))), QStringList());
    }

    void whatSshWouldDoIsWhatWeDo()
    {
        const QString key = write("id_test", "key");
        const QString config = write(
            "config", "Host cpu1\n HostName cpu1.example.org\n Port 2201\n User ann\n"
                      " IdentityFile "
                          + key.toUtf8()
                          + "\n IdentityFile /does/not/exist\n"
                            " IdentitiesOnly yes\n HostKeyAlias farm\n ConnectTimeout 7\n"
                            " UserKnownHostsFile /a/known /b/known\n PasswordAuthentication no\n"
                            " KbdInteractiveAuthentication no\n IdentityAgent none\n");
        const ConfiguredHost host = mustResolve("cpu1", config);
        QCOMPARE(host.profile.address, QStringLiteral("cpu1.example.org"));
        QCOMPARE(host.profile.port, 2201);
        QCOMPARE(host.profile.user, QStringLiteral("ann"));
        QCOMPARE(host.profile.identityFiles, QStringList{key});
        QVERIFY(host.profile.identitiesOnly);
        QVERIFY(!host.profile.usesAgent);
        QVERIFY(!host.profile.asksPassword);
        QCOMPARE(host.profile.hostKeyAlias, QStringLiteral("farm"));
        QCOMPARE(host.profile.connectTimeout, std::chrono::milliseconds(7000));
        QCOMPARE(host.knownHosts.user,
                 (QStringList{QStringLiteral("/a/known"), QStringLiteral("/b/known")}));
        QVERIFY(host.notHonoured.isEmpty());
        QVERIFY(host.needsSystemClient.isEmpty());
    }

    void whatIsNotFollowedIsSaid()
    {
        const QString config = write("config", "Host cpu1\n StrictHostKeyChecking no\n"
                                               " Compression yes\n RemoteCommand id\n"
                                               " KexAlgorithms +diffie-hellman-group14-sha1\n");
        const QString said =
            mustResolve("cpu1", config).notHonoured.join(QLatin1Char('\n')).toLower();
        for (const char *word :
             {"stricthostkeychecking", "compression", "remotecommand", "kexalgorithms"})
            QVERIFY2(said.contains(QLatin1String(word)), word);
    }

    void keysAreKeptWhereSshIsToldToForgetThem_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QStringList>("user");
        const QStringList own{ownKnownHostsFile()};
        QTest::newRow("nowhere") << QByteArray("/dev/null") << own;
        QTest::newRow("none") << QByteArray("none") << own;
        QTest::newRow("another too")
            << QByteArray("/dev/null /b/known") << QStringList{QStringLiteral("/b/known")};
    }
    void keysAreKeptWhereSshIsToldToForgetThem()
    {
        QFETCH(QByteArray, file);
        QFETCH(QStringList, user);
        const ConfiguredHost host = mustResolve(
            "cpu1", write("config", "Host cpu1\n User ann\n GlobalKnownHostsFile /dev/null\n"
                                    " UserKnownHostsFile "
                                        + file + '\n'));
        QCOMPARE(host.knownHosts.user, user);
        QCOMPARE(host.knownHosts.global, QStringList());
        QCOMPARE(host.notHonoured.filter(ownKnownHostsFile()).size(),
                 user.contains(ownKnownHostsFile()) ? 1 : 0);
    }

    void whatOnlyTheSystemsClientCanDoIsSaidWithItsReason()
    {
        const QString config = write(
            "config", "Host a\n ProxyCommand nc -X 5 %h %p\nHost b\n CertificateFile /x/cert\n");
        QCOMPARE(mustResolve("a", config).needsSystemClient.size(), 1);
        QVERIFY(mustResolve("a", config).needsSystemClient[0].contains(QLatin1String("nc -X 5")));
        QCOMPARE(mustResolve("b", config).needsSystemClient.size(), 1);
        QVERIFY(mustResolve("c", config).needsSystemClient.isEmpty());
    }

    void keysThatLiveInADeviceAndTicketsAreKnown()
    {
        const QString key = write("token", "-----BEGIN OPENSSH PRIVATE KEY-----\n");
        write("token.pub", "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5 ann\n");
        const QString plain = write("plain", "-----BEGIN OPENSSH PRIVATE KEY-----\n");
        write("plain.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ann\n");
        const QString config =
            write("config", "Host a\n GSSAPIAuthentication yes\n IdentityFile " + key.toUtf8()
                                + "\n IdentityFile " + plain.toUtf8()
                                + "\nHost b\n GSSAPIAuthentication no\n IdentityFile "
                                + plain.toUtf8() + '\n');
        QCOMPARE(mustResolve("a", config).securityKeys, QStringList{key});
        QVERIFY(mustResolve("a", config).usesKerberos);
        QVERIFY(mustResolve("b", config).securityKeys.isEmpty());
        QVERIFY(!mustResolve("b", config).usesKerberos);
        // Through a jump host that wants them.
        const QString behind =
            write("behind", readFile(config).value() + "Host c\n User ann\n ProxyJump a\n");
        QCOMPARE(mustResolve("c", behind).securityKeys, QStringList{key});
        QVERIFY(mustResolve("c", behind).usesKerberos);
    }

    void jumpHostsAreResolvedThemselves()
    {
        const QString config = write(
            "config", "Host cpu1\n HostName 192.0.2.9\n User ann\n ProxyJump gate,bob@second:2202\n"
                      "Host gate\n HostName gate.example.org\n Port 2200\n User eve\n"
                      " ProxyJump outer\nHost outer second\n User ann\n");
        const SshProfile profile = mustResolve("cpu1", config).profile;
        QStringList way;
        for (const SshProfile &jump : profile.jumps)
            way << shownAddress(jump);
        QCOMPARE(way, (QStringList{QStringLiteral("ann@outer"),
                                   QStringLiteral("eve@gate.example.org:2200"),
                                   QStringLiteral("bob@second:2202")}));
    }

    void aCircleOfJumpHostsIsRefused()
    {
        const QString config = write("config", "Host *\n User ann\nHost a\n ProxyJump b\n"
                                               "Host b\n ProxyJump a\n");
        const auto host = resolveSshHost(QStringLiteral("a"), config);
        QVERIFY(!host);
        QCOMPARE(host.error().kind, ErrorKind::InvalidInput);
    }

    void namesThatCouldBeOptionsOrCommandsNeverReachSsh()
    {
        for (const char *name : {"-oProxyCommand=touch /tmp/x", "", "a b", "$(id)", "a;b", "ä"})
            QVERIFY2(!resolveSshHost(QString::fromUtf8(name), {}), name);
        // Nor does what a configuration says reach a library.
        const QString config = write("config", "Host a\n User $(id)\nHost b\n HostName -x\n");
        QVERIFY(!resolveSshHost(QStringLiteral("a"), config));
        QVERIFY(!resolveSshHost(QStringLiteral("b"), config));
    }

    void aConfigurationThatSshRefusesIsExplained()
    {
        const QString config = write("config", "Host a\n NoSuchKeyword yes\n");
        const auto host = resolveSshHost(QStringLiteral("a"), config);
        QVERIFY(!host);
        QVERIFY(host.error().message.contains(QLatin1String("nosuchkeyword"), Qt::CaseInsensitive));
    }
};

QTEST_GUILESS_MAIN(TestSshConfig)
#include "tst_ssh_config.moc"
