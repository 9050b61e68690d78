#include "core/ssh/ssh_profile.h"

#include <QtTest>

using namespace outcrop;

namespace {

SshProfile profileOf(const char *user, const char *address, int port = 22)
{
    SshProfile profile;
    profile.user = QString::fromUtf8(user);
    profile.address = QString::fromUtf8(address);
    profile.port = port;
    return profile;
}

} // namespace

class TestSshProfile : public QObject
{
    Q_OBJECT

private slots:
    void ordinaryNamesAndAddressesAreAllowed()
    {
        for (const char *address : {"cpu1", "login.cluster.example.org", "192.0.2.7", "2001:db8::1",
                                    "fe80::1%eth0", "3com", "a-b.c"})
            QVERIFY2(checkSshProfile(profileOf("ann", address)), address);
        for (const char *user : {"ann", "_svc", "ann.b-c", "ann@example.org", "1ann"})
            QVERIFY2(checkSshProfile(profileOf(user, "cpu1")), user);
    }

    void whatAShellOrAnOptionCouldMeanIsRefused()
    {
        for (const char *address :
             {"", "-oProxyCommand=id", "a b", "a;id", "$(id)", "`id`", "a|b", "a\nb", "a/b", "ä",
              "a'b", "ho_st", "host%eth0", "fe80::1%$(id)", "[::1]", "a:b", ".a"})
            QVERIFY2(!checkSshProfile(profileOf("ann", address)), address);
        for (const char *user :
             {"", "-l", "$(id)", "DOM\\ann", "a b", "a;b", "a\n", "@a", ".a", "ä"})
            QVERIFY2(!checkSshProfile(profileOf(user, "cpu1")), user);
        for (const int port : {0, -1, 65536, 2147483647})
            QVERIFY(!checkSshProfile(profileOf("ann", "cpu1", port)));
        QVERIFY(!checkSshProfile(profileOf("ann", QByteArray(254, 'a').constData())));
        QVERIFY(!checkSshProfile(profileOf(QByteArray(65, 'a').constData(), "cpu1")));
    }

    void theRefusalSaysHowToWriteIt()
    {
        QVERIFY(checkSshProfile(profileOf("DOM\\ann", "cpu1"))
                    .error()
                    .message.contains(QLatin1String("user@domain")));
        QVERIFY(checkSshProfile(profileOf("ann", "ho_st"))
                    .error()
                    .message.contains(QLatin1String("IP address")));
    }

    void jumpHostsAreCheckedTooAndMayNotRepeat()
    {
        SshProfile profile = profileOf("ann", "cpu1");
        profile.jumps = {profileOf("ann", "gate"), profileOf("ann", "$(id)")};
        QVERIFY(!checkSshProfile(profile));
        profile.jumps = {profileOf("ann", "gate"), profileOf("ann", "GATE")};
        QVERIFY(!checkSshProfile(profile));
        profile.jumps = {profileOf("ann", "gate"), profileOf("bob", "gate")};
        QVERIFY(checkSshProfile(profile));
        profile.jumps = {profileOf("ann", "cpu1")};
        QVERIFY(!checkSshProfile(profile));
        profile.jumps.clear();
        for (const char *name : {"a", "b", "c", "d", "e", "f"})
            profile.jumps.push_back(profileOf("ann", name));
        QVERIFY(!checkSshProfile(profile));
        profile.jumps.pop_back();
        QVERIFY(checkSshProfile(profile));
    }

    void relativeKeyFilesAndLineBreaksInPathsAreRefused()
    {
        for (const char *path : {"id_rsa", "~/.ssh/id_rsa", "/a\nb", ""}) {
            SshProfile profile = profileOf("ann", "cpu1");
            profile.identityFiles << QString::fromUtf8(path);
            QVERIFY2(!checkSshProfile(profile), path);
        }
    }

    void knownHostsHavePortsOnlyWhereTheyAreUnusual()
    {
        QCOMPARE(knownHostsName(profileOf("a", "CPU1")), QStringLiteral("cpu1"));
        QCOMPARE(knownHostsName(profileOf("a", "cpu1", 2222)), QStringLiteral("[cpu1]:2222"));
        SshProfile aliased = profileOf("a", "cpu1", 2222);
        aliased.hostKeyAlias = QStringLiteral("Cluster");
        QCOMPARE(knownHostsName(aliased), QStringLiteral("cluster"));
        QCOMPARE(shownAddress(profileOf("a", "::1", 2222)), QStringLiteral("a@[::1]:2222"));
    }
};

QTEST_GUILESS_MAIN(TestSshProfile)
#include "tst_ssh_profile.moc"
