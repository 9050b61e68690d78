#include "tests/ssh/ssh_server.h"
#include "tests/support/shell_contract.h"

using namespace outcrop;
using samples::SshServer;

class TestSshJump : public QObject
{
    Q_OBJECT

    SshServer m_gate, m_second, m_server;
    NoCredentials m_nobody;

    SshProfile farProfile() const
    {
        SshProfile profile = m_server.profile();
        profile.jumps = {m_gate.profile(), m_second.profile()};
        return profile;
    }

    QByteArray entryOf(const SshServer &server, const char *keyOf = "host.pub") const
    {
        return formatKnownHostsLine(server.name().toUtf8(),
                                    samples::publicKeyIn(server.path(keyOf)))
               + '\n';
    }

    HostTrust trustIn(const QByteArray &lines) const
    {
        m_server.write("all", lines);
        return {{{m_server.path("all")}, {}}, {}};
    }

    HostTrust trust() const
    {
        return trustIn(entryOf(m_gate) + entryOf(m_second) + entryOf(m_server));
    }

private slots:
    void aHostBehindTwoOthersIsReachedAndWorkedOn()
    {
        SshShell shell(farProfile(), trust(), m_nobody);
        const auto output = shell.run("echo \"$SSH_CONNECTION\"", {});
        QVERIFY_RESULT(output);
        QVERIFY(output->body.trimmed().endsWith(QByteArray::number(m_server.port)));
        QVERIFY(m_gate.sawLogin() && m_second.sawLogin() && m_server.sawLogin());
    }

    void muchPassesThroughTheJumpHostsBothWays()
    {
        SshShell shell(farProfile(), trust(), m_nobody);
        samples::filesPassWholeBothWays(shell);
    }

    void theKeyOfEveryHopIsChecked()
    {
        samples::makeKeyPair(m_server.path("planted"));
        const HostKey planted = samples::publicKeyIn(m_server.path("planted.pub"));
        for (const SshServer *changed : {&m_gate, &m_second, &m_server}) {
            QByteArray lines;
            for (const SshServer *server : {&m_gate, &m_second, &m_server})
                lines += server == changed
                             ? formatKnownHostsLine(server->name().toUtf8(), planted) + '\n'
                             : entryOf(*server);
            const int before = changed->log().size();
            SshShell shell(farProfile(), trustIn(lines), m_nobody);
            const auto connected = shell.connect();
            QVERIFY(!connected);
            QVERIFY2(connected.error().kind == ErrorKind::HostKey,
                     qPrintable(connected.error().message));
            QCOMPARE(connected.error().message.contains(QLatin1String("jump host")),
                     changed != &m_server);
            QVERIFY(!changed->log().mid(before).contains("userauth-request"));
        }
    }

    void anUnknownJumpHostIsAskedAboutAsSuch()
    {
        HostTrust someTrust = trustIn(entryOf(m_second) + entryOf(m_server));
        QStringList asked;
        someTrust.judge = [&asked](const HostKeyQuestion &question) {
            asked << question.name;
            return question.isJump;
        };
        SshShell shell(farProfile(), someTrust, m_nobody);
        QVERIFY_RESULT(shell.connect());
        QCOMPARE(asked, QStringList{m_gate.name()});
    }

    void aFrozenJumpHostIsGivenUpWithinPatience()
    {
        SshShell shell(farProfile(), trust(), m_nobody);
        QVERIFY_RESULT(shell.run("echo", {}));
        m_gate.freeze();
        Patience patience;
        patience.silence = std::chrono::milliseconds(700);
        const auto output = shell.run("echo", patience);
        m_gate.thaw();
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Network);
        QVERIFY_RESULT(shell.run("echo", {}));
    }

    void aJumpHostThatDiesIsALostConnection()
    {
        SshShell shell(farProfile(), trust(), m_nobody);
        const auto cut = [this](const QByteArray &) -> Result<> {
            m_gate.cutSessions();
            return {};
        };
        const auto code = shell.follow("echo up; sleep 60", cut, {});
        QVERIFY(!code);
        QCOMPARE(code.error().kind, ErrorKind::Network);
        QVERIFY_RESULT(shell.run("echo", {}));
    }

    void anAddressTheJumpHostCannotReachIsSaid()
    {
        SshProfile profile = farProfile();
        profile.port = samples::freePort();
        SshShell shell(profile, trust(), m_nobody);
        const auto connected = shell.connect();
        QVERIFY(!connected);
        QCOMPARE(connected.error().kind, ErrorKind::Network);
        QVERIFY(connected.error().message.contains(QLatin1String("cannot reach")));
    }
};

QTEST_GUILESS_MAIN(TestSshJump)
#include "tst_ssh_jump.moc"
