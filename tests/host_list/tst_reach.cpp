#include "core/base/files.h"
#include "core/host_list/host_shell.h"
#include "core/host_list/reach.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

HostEntry named(const char *id, const char *address)
{
    HostEntry entry;
    entry.profile = thisComputer();
    entry.profile.id = entry.profile.title = QLatin1String(id);
    entry.address = QLatin1String(address);
    return entry;
}

} // namespace

// Against the ssh of this computer, which reads a configuration of the test.
class TestReach : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_config;

private slots:
    void initTestCase()
    {
        m_config = m_folder.filePath(QStringLiteral("config"));
        QVERIFY(saveAtomically(m_config, "Host lab\n  HostName 10.0.0.7\n  User bea\n  Port 2201\n"
                                         "Host gate\n  HostName gate.example\n  User guard\n"
                                         "Host behind\n  ProxyJump gate\n  User eve\n"
                                         "Host *.example\n  User any\n"));
    }

    void configuredHostsStandBehindTheList()
    {
        const HostList hosts = withConfiguredHosts({named("lab", "elsewhere")}, m_config);
        QStringList names;
        for (const HostEntry &entry : hosts)
            names << entry.profile.id;
        QCOMPARE(names, QStringList({QStringLiteral("lab"), QStringLiteral("gate"),
                                     QStringLiteral("behind")}));
        QCOMPARE(hosts[0].address, QStringLiteral("elsewhere"));
    }

    void theEntryIsAskedBeforeTheConfiguration()
    {
        HostEntry entry = named("mine", "lab");
        const auto plain = reach(entry, {}, m_config);
        QVERIFY2(plain, qPrintable(plain ? QString() : plain.error().message));
        QCOMPARE(shownAddress(plain->profile), QStringLiteral("bea@10.0.0.7:2201"));
        entry.user = QStringLiteral("ann");
        entry.port = 22;
        entry.identityFiles = QStringList{m_config};
        const auto own = reach(entry, {}, m_config);
        QCOMPARE(shownAddress(own->profile), QStringLiteral("ann@10.0.0.7"));
        QCOMPARE(own->profile.identityFiles, QStringList{m_config});
    }

    // Its own only, and a person is told as long as it is so (T6).
    void weakAlgorithmsAreThoseOfTheEntryAndAreSaid()
    {
        HostEntry gate = named("gate", "first.example");
        HostEntry old = named("old", "lab");
        old.jumps = QStringList{QStringLiteral("gate")};
        const auto strong = reach(old, {gate, old}, m_config);
        QVERIFY2(strong, qPrintable(strong ? QString() : strong.error().message));
        QVERIFY(strong->profile.legacyAlgorithms.isEmpty());
        QCOMPARE(remarksOn(*strong), strong->needsSystemClient + strong->notHonoured);

        old.legacyAlgorithms = QStringList{QStringLiteral("ssh-rsa")};
        const auto weak = reach(old, {gate, old}, m_config);
        QVERIFY2(weak, qPrintable(weak ? QString() : weak.error().message));
        QCOMPARE(weak->profile.legacyAlgorithms, QStringList{QStringLiteral("ssh-rsa")});
        QVERIFY(weak->profile.jumps.at(0).legacyAlgorithms.isEmpty());
        QCOMPARE(remarksOn(*weak).filter(QStringLiteral("ssh-rsa")).size(), 1);
        QVERIFY(remarksOn(*weak).last().contains(QLatin1String("bea@10.0.0.7:2201")));

        gate.legacyAlgorithms = QStringList{QStringLiteral("hmac-sha1")};
        const auto both = reach(old, {gate, old}, m_config);
        QCOMPARE(both->profile.jumps.at(0).legacyAlgorithms, gate.legacyAlgorithms);
        QCOMPARE(remarksOn(*both).filter(QStringLiteral("first.example")).size(), 1);
        QVERIFY(waysOf({gate, old}) != waysOf({named("gate", "first.example"), old}));
    }

    void jumpsComeFromTheListOrTheConfiguration()
    {
        const auto configured = reach(named("x", "behind"), {}, m_config);
        QCOMPARE(configured->profile.jumps.size(), size_t(1));
        QCOMPARE(shownAddress(configured->profile.jumps[0]), QStringLiteral("guard@gate.example"));

        HostEntry gate = named("gate", "first.example");
        HostEntry inner = named("inner", "second.example");
        inner.jumps = QStringList{QStringLiteral("gate")};
        HostEntry last = named("last", "behind");
        last.jumps = QStringList{QStringLiteral("inner")};
        const auto listed = reach(last, {gate, inner, last}, m_config);
        QVERIFY2(listed, qPrintable(listed ? QString() : listed.error().message));
        QStringList over;
        for (const SshProfile &jump : listed->profile.jumps) {
            over << shownAddress(jump);
            QVERIFY(jump.jumps.empty());
        }
        QCOMPARE(over, QStringList({QStringLiteral("any@first.example"),
                                    QStringLiteral("any@second.example")}));
    }

    void keysOfTheEntryLeaveThoseOfItsJumpHosts()
    {
        const QString token = m_folder.filePath(QStringLiteral("token"));
        QVERIFY(saveAtomically(token, "-----BEGIN OPENSSH PRIVATE KEY-----\n"));
        QVERIFY(saveAtomically(token + QStringLiteral(".pub"),
                               "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5 ann\n"));
        const QString config = m_folder.filePath(QStringLiteral("devices"));
        QVERIFY(saveAtomically(config, "Host far\n  User eve\n  ProxyJump gate\nHost gate\n"
                                       "  User guard\n  IdentityFile "
                                           + token.toUtf8() + '\n'));
        HostEntry far = named("far", "far");
        far.identityFiles = QStringList{config};
        QCOMPARE(reach(far, {}, config)->securityKeys, QStringList{token});
        HostEntry gate = named("gate", "gate");
        gate.identityFiles = QStringList{config};
        QVERIFY(reach(gate, {}, config)->securityKeys.isEmpty());
    }

    void wayIsAnotherWhenAJumpHostOfItIs()
    {
        HostEntry gate = named("gate", "first.example");
        HostEntry inner = named("inner", "second.example");
        inner.jumps = QStringList{QStringLiteral("gate")};
        HostEntry last = named("last", "behind");
        last.jumps = QStringList{QStringLiteral("inner")};
        const HostEntry alone = named("alone", "alone.example");
        const auto before = waysOf({gate, inner, last, alone});
        QCOMPARE(waysOf({gate, inner, last, alone}), before);

        gate.port = 2222;
        const auto moved = waysOf({gate, inner, last, alone});
        for (const char *host : {"gate", "inner", "last"})
            QVERIFY(moved[QLatin1String(host)] != before[QLatin1String(host)]);
        QCOMPARE(moved[QStringLiteral("alone")], before[QStringLiteral("alone")]);
        inner.profile.jobs = last.profile.jobs = 2; // However many, they go the same way.
        QCOMPARE(waysOf({gate, inner, last, alone}), moved);
        // Without an entry the name is one of the ssh configuration.
        const auto unlisted = waysOf({inner, last, alone});
        QVERIFY(unlisted[QStringLiteral("last")] != moved[QStringLiteral("last")]);

        gate.jumps = QStringList{QStringLiteral("last")};
        QVERIFY(waysOf({gate, inner, last})[QStringLiteral("last")].contains("2222"));
    }

    void aCircleOfJumpsIsRefused()
    {
        HostEntry a = named("a", "a.example"), b = named("b", "b.example");
        a.jumps = QStringList{QStringLiteral("b")};
        b.jumps = QStringList{QStringLiteral("a")};
        const auto circle = reach(a, {a, b}, m_config);
        QCOMPARE(circle.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(circle.error().message.contains(QLatin1String("circle")),
                 qPrintable(circle.error().message));
    }

    void whatALibraryOrAShellMightMisreadIsRefused_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("user");
        QTest::newRow("an option") << QStringLiteral("-oProxyCommand=x") << QString();
        QTest::newRow("a command") << QStringLiteral("$(id)") << QString();
        QTest::newRow("a user who is a command")
            << QStringLiteral("lab") << QStringLiteral("$(touch /tmp/x)");
        QTest::newRow("a line break") << QStringLiteral("lab\nUser root") << QString();
    }
    void whatALibraryOrAShellMightMisreadIsRefused()
    {
        QFETCH(QString, address);
        QFETCH(QString, user);
        HostEntry entry = named("x", "lab");
        entry.address = address;
        entry.user = user;
        const auto host = reach(entry, {}, m_config);
        QVERIFY(!host);
        QCOMPARE(host.error().kind, ErrorKind::InvalidInput);
    }

    void aHostThatIsNotInTheListAnswersWithThat()
    {
        HostProfile gone = thisComputer();
        gone.id = QStringLiteral("gone");
        const auto shell = shellsOf({}, {})(gone);
        QCOMPARE(shell->run("exit 0\n", {}).error().kind, ErrorKind::NotFound);
        const auto local = shellsOf({}, {})(thisComputer());
        QCOMPARE(local->run("echo here\n", {})->body, QByteArray("here\n"));
    }
};

QTEST_GUILESS_MAIN(TestReach)
#include "tst_reach.moc"
