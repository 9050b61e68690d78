#include "core/host_list/host_shell.h"
#include "tests/ssh/ssh_server.h"

using namespace outcrop;
using samples::SshServer;

namespace {

const QByteArray realm("OUTCROP.TEST");

// A real key distribution centre on loopback, whose files lie in a folder. Programs that this
// process starts afterwards believe it.
class Kerberos
{
public:
    Kerberos()
    {
        const QByteArray kdc = "127.0.0.1:" + QByteArray::number(samples::freePort());
        write("krb5.conf", "[libdefaults]\n default_realm = " + realm
                               + "\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
                                 " dns_canonicalize_hostname = false\n rdns = false\n[realms]\n "
                               + realm + " = {\n  kdc = " + kdc
                               + "\n }\n[domain_realm]\n localhost = " + realm + '\n');
        write("kdc.conf", "[kdcdefaults]\n kdc_listen = " + kdc + "\n kdc_tcp_listen = " + kdc
                              + "\n[realms]\n " + realm
                              + " = {\n  database_name = " + path("principal").toUtf8()
                              + "\n  key_stash_file = " + path("stash").toUtf8() + "\n }\n");
        qputenv("KRB5_CONFIG", path("krb5.conf").toUtf8());
        qputenv("KRB5_KDC_PROFILE", path("kdc.conf").toUtf8());
        qputenv("KRB5_KTNAME", path("keytab").toUtf8());
        qputenv("KRB5CCNAME", path("none").toUtf8());
        qputenv("PATH", qgetenv("PATH") + ":/usr/sbin:/sbin");
        samples::mustRun(QStringLiteral("kdb5_util"),
                         {QStringLiteral("create"), QStringLiteral("-s"), QStringLiteral("-P"),
                          QStringLiteral("master")});
        const QString user = SshServer::ownUser();
        ask(QStringLiteral("addprinc -randkey host/localhost"));
        ask(QStringLiteral("addprinc -randkey ") + user);
        ask(QStringLiteral("ktadd host/localhost"));
        ask(QStringLiteral("ktadd -k %1 %2").arg(path("person"), user));
        m_kdc.start(QStringLiteral("setpriv"),
                    {QStringLiteral("--pdeathsig"), QStringLiteral("KILL"),
                     QStringLiteral("krb5kdc"), QStringLiteral("-n")});
        if (!m_kdc.waitForStarted())
            qFatal("krb5kdc does not start");
    }

    ~Kerberos()
    {
        m_kdc.kill();
        m_kdc.waitForFinished();
    }

    // From here on this process and its children hold a ticket.
    void getTicket()
    {
        qputenv("KRB5CCNAME", path("tickets").toUtf8());
        const QStringList kinit{QStringLiteral("-k"), QStringLiteral("-t"), path("person"),
                                SshServer::ownUser()};
        if (!QTest::qWaitFor([&] { return QProcess::execute(QStringLiteral("kinit"), kinit) == 0; },
                             60000))
            qFatal("no ticket");
    }

    void leaveTicket() { qputenv("KRB5CCNAME", path("none").toUtf8()); }

private:
    QString path(const char *file) const { return m_folder.filePath(QLatin1String(file)); }

    void write(const char *file, const QByteArray &content)
    {
        if (!saveAtomically(path(file), content))
            qFatal("cannot write %s", file);
    }

    static void ask(const QString &query)
    {
        samples::mustRun(QStringLiteral("kadmin.local"), {QStringLiteral("-q"), query});
    }

    QTemporaryDir m_folder;
    QProcess m_kdc;
};

} // namespace

// Hosts that take a ticket, as a person has them: in ~/.ssh/config.
class TestKerberos : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    Kerberos m_kerberos;

    // As in the list of hosts.
    std::unique_ptr<RemoteShell> shellOn(const SshServer &server, const QByteArray &keys = {})
    {
        const QByteArray port = QByteArray::number(server.port);
        server.write("known_hosts",
                     formatKnownHostsLine("[localhost]:" + port,
                                          samples::publicKeyIn(server.path("host.pub")))
                         + '\n');
        QDir(m_home.path()).mkpath(QStringLiteral(".ssh"));
        if (!saveAtomically(m_home.filePath(QStringLiteral(".ssh/config")),
                            "Host lab\n HostName localhost\n Port " + port
                                + "\n GSSAPIAuthentication yes\n IdentityAgent none\n"
                                  " IdentityFile "
                                + (keys.isEmpty() ? QByteArray("none") : keys)
                                + "\n UserKnownHostsFile " + server.path("known_hosts").toUtf8()
                                + '\n'))
            qFatal("no configuration");
        HostEntry entry;
        entry.profile = thisComputer();
        entry.profile.id = entry.profile.title = entry.address = QStringLiteral("lab");
        return openShell(entry, {entry}, {});
    }

    static QByteArray onlyTickets()
    {
        return "GSSAPIAuthentication yes\nGSSAPIStrictAcceptorCheck no\nPubkeyAuthentication no\n";
    }

private slots:
    void initTestCase() { qputenv("HOME", m_home.path().toUtf8()); }
    void init() { m_kerberos.getTicket(); }

    void aTicketLetsInWhereNothingElseDoes()
    {
        const SshServer server(onlyTickets());
        const auto shell = shellOn(server);
        const auto output = shell->run("echo in", {});
        QVERIFY_RESULT(output);
        QCOMPARE(output->body, QByteArray("in\n"));
        QVERIFY(server.log().contains("Authorized to"));
        QVERIFY_RESULT(shell->run("echo again", {}));
        QCOMPARE(server.log().count("Authorized to"), 1); // One connection.
    }

    void withoutATicketItIsSaidHowToGetOne()
    {
        m_kerberos.leaveTicket();
        const SshServer server(onlyTickets());
        const Error error = shellOn(server)->run("echo in", {}).error();
        QCOMPARE(error.kind, ErrorKind::NeedsLogin);
        QVERIFY2(error.message.contains(QLatin1String("kinit")), qPrintable(error.message));
    }

    void whoHoldsATicketReachesOtherHostsAsBefore()
    {
        const SshServer server;
        const auto output = shellOn(server, server.path("id").toUtf8())->run("echo in", {});
        QVERIFY_RESULT(output);
        QCOMPARE(output->body, QByteArray("in\n"));
    }

    void noTicketIsShownToAHostWhoseKeyIsAnother()
    {
        const SshServer server(onlyTickets());
        const auto shell = shellOn(server);
        samples::makeKeyPair(server.path("other"));
        server.write("known_hosts",
                     formatKnownHostsLine("[localhost]:" + QByteArray::number(server.port),
                                          samples::publicKeyIn(server.path("other.pub")))
                         + '\n');
        QCOMPARE(shell->run("echo in", {}).error().kind, ErrorKind::HostKey);
        QVERIFY(!server.sawLogin());
    }
};

QTEST_GUILESS_MAIN(TestKerberos)
#include "tst_kerberos.moc"
