#include "tests/ssh/scripted_credentials.h"
#include "tests/ssh/ssh_server.h"

#include <thread>

using namespace outcrop;
using samples::ScriptedCredentials;
using samples::SshServer;
using Kind = LoginQuestion::Kind;

namespace {

// An ssh-agent with a socket in a folder.
class Agent
{
public:
    explicit Agent(const SshServer &server) : m_socket(server.path("agent"))
    {
        m_agent.start(QStringLiteral("ssh-agent"),
                      {QStringLiteral("-D"), QStringLiteral("-a"), m_socket});
        if (!m_agent.waitForStarted()
            || !QTest::qWaitFor([this] { return QFileInfo::exists(m_socket); }, 60000))
            qFatal("ssh-agent does not start");
    }
    ~Agent() { stop(); }

    void stop()
    {
        m_agent.kill();
        m_agent.waitForFinished();
        QFile::remove(m_socket);
    }
    void freeze() const { ::kill(pid_t(m_agent.processId()), SIGSTOP); }

    void add(const QString &file) const
    {
        QProcess add;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SSH_AUTH_SOCK"), m_socket);
        add.setProcessEnvironment(environment);
        add.start(QStringLiteral("ssh-add"), {QStringLiteral("-q"), file});
        if (!add.waitForFinished() || add.exitCode() != 0)
            qFatal("ssh-add failed: %s", add.readAllStandardError().constData());
    }

    QString socket() const { return m_socket; }

private:
    QString m_socket;
    QProcess m_agent;
};

} // namespace

class TestSshLogin : public QObject
{
    Q_OBJECT

    SshServer m_server;
    ScriptedCredentials m_person;

    Result<> connectTo(const SshProfile &profile, int milliseconds = 20000)
    {
        Patience patience;
        patience.silence = std::chrono::milliseconds(milliseconds);
        return SshShell(profile, m_server.trust(), m_person).connect(patience);
    }

    // A key the server lets in, closed by a passphrase.
    SshProfile withEncryptedKey(const char *name, const char *type)
    {
        SshProfile profile = m_server.profile();
        profile.identityFiles = QStringList{m_server.path(name)};
        samples::makeKeyPair(m_server.path(name), type, "open sesame");
        m_server.write(
            "authorized_keys",
            readFile(m_server.path("id.pub")).value_or(QByteArray())
                + readFile(m_server.path(name) + QLatin1String(".pub")).value_or(QByteArray()));
        return profile;
    }

private slots:
    void init() { m_person = {}; }

    void theChosenKeyOfAnAgentWithEightGetsIn()
    {
        const Agent agent(m_server);
        for (int i = 0; i < 8; ++i) {
            const QString file = m_server.path(qPrintable(QStringLiteral("many%1").arg(i)));
            samples::makeKeyPair(file);
            agent.add(file);
        }
        agent.add(m_server.path("id")); // The last that would be offered.
        SshProfile profile = m_server.profile();
        profile.usesAgent = true;
        profile.agentSocket = agent.socket();
        profile.identitiesOnly = true;
        // The private half is not there: only the agent can sign.
        m_server.write("chosen.pub", readFile(m_server.path("id.pub")).value_or(QByteArray()));
        profile.identityFiles = QStringList{m_server.path("chosen")};
        const int before = m_server.log().size();
        QVERIFY_RESULT(connectTo(profile));
        QCOMPARE(m_server.log().mid(before).count("Failed publickey"), 0);

        // Nor do they make the host hang up when none of them is chosen and a file has the right
        // one.
        profile.identitiesOnly = false;
        profile.identityFiles.clear();
        const auto refused = connectTo(profile);
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind == ErrorKind::NeedsLogin,
                 qPrintable(refused.error().message));
        QVERIFY(!m_server.log().contains("Too many authentication failures"));
    }

    void theAgentOfTheEnvironmentIsNotAskedBehindOurBack()
    {
        const Agent agent(m_server);
        agent.add(m_server.path("id"));
        qputenv("SSH_AUTH_SOCK", QFile::encodeName(agent.socket()));
        SshProfile profile = m_server.profile();
        profile.identityFiles.clear();
        QVERIFY(!connectTo(profile)); // It does not use the agent.
        profile.usesAgent = true;
        QVERIFY_RESULT(connectTo(profile));
        qunsetenv("SSH_AUTH_SOCK");
    }

    void anAgentThatIsGoneIsSaidAndFilesAreTried()
    {
        Agent agent(m_server);
        agent.add(m_server.path("id"));
        SshProfile profile = m_server.profile();
        profile.usesAgent = true;
        profile.agentSocket = agent.socket();
        agent.stop();
        QVERIFY_RESULT(connectTo(profile));
        profile.identityFiles.clear();
        const auto refused = connectTo(profile);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains(QLatin1String("agent")));
    }

    void aFrozenAgentDoesNotOutlastACancel()
    {
        const Agent agent(m_server);
        agent.add(m_server.path("id"));
        SshProfile profile = m_server.profile();
        profile.usesAgent = true;
        profile.agentSocket = agent.socket();
        profile.identityFiles.clear();
        agent.freeze();
        const Patience patience;
        const int before = m_server.log().size();
        std::thread impatient([&] {
            while (!m_server.log().mid(before).contains("userauth-request"))
                std::this_thread::yield();
            patience.cancel.cancel();
        });
        const auto connected = SshShell(profile, m_server.trust(), m_person).connect(patience);
        impatient.join();
        QVERIFY(!connected);
    }

    void aPassphraseIsAskedForAndAgainWhenItWasWrong_data()
    {
        QTest::addColumn<QString>("type");
        for (const char *type : {"ed25519", "rsa", "ecdsa"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }
    void aPassphraseIsAskedForAndAgainWhenItWasWrong()
    {
        QFETCH(QString, type);
        const QByteArray name = "closed-" + type.toLatin1();
        const SshProfile profile = withEncryptedKey(name.constData(), qPrintable(type));
        m_person.answers[Kind::Passphrase] = {{"open barley"}, {"open sesame"}};
        QVERIFY_RESULT(connectTo(profile));
        QCOMPARE(m_person.asked.size(), size_t(2));
        QCOMPARE(m_person.asked[0].file, m_server.path(name.constData()));
        QCOMPARE(m_person.asked[0].host, shownAddress(profile));
        QCOMPARE(m_person.asked[1].attempt, 2);
    }

    void aPassphraseThatNobodyKnowsNeedsALogin()
    {
        const SshProfile profile = withEncryptedKey("closed", "ed25519");
        const auto refused = connectTo(profile);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NeedsLogin);
        QCOMPARE(m_person.asked.size(), size_t(1));
    }

    void aPassphraseIsNotAskedForAKeyTheHostDoesNotTake()
    {
        const SshProfile profile = withEncryptedKey("stranger", "ed25519");
        m_server.write("authorized_keys", readFile(m_server.path("id.pub")).value_or(QByteArray()));
        QCOMPARE(connectTo(profile).error().kind, ErrorKind::NeedsLogin);
        QVERIFY(m_person.asked.empty());
    }

    void whatIsWrongWithAKeyFileIsSaid()
    {
        const QByteArray key = readFile(m_server.path("id")).value_or(QByteArray());
        m_server.write("open-to-all", key);
        QVERIFY(QFile::setPermissions(m_server.path("open-to-all"), QFile::Permissions(0x6644)));
        m_server.write("garbage", "not a key");
        QVERIFY(QFile::setPermissions(m_server.path("garbage"), QFile::Permissions(0x6600)));
        const std::vector<std::pair<const char *, const char *>> cases{
            {"missing", "does not exist"}, {"open-to-all", "chmod 600"}, {"garbage", "format"}};
        for (const auto &[name, said] : cases) {
            SshProfile profile = m_server.profile();
            profile.identityFiles = QStringList{m_server.path(name)};
            const auto refused = connectTo(profile);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::NeedsLogin);
            QVERIFY2(refused.error().message.contains(QLatin1String(said)),
                     qPrintable(refused.error().message));
        }
    }

    void secretsAreFoundNowhere()
    {
        const SshProfile profile = withEncryptedKey("canary-key", "ed25519");
        m_person.answers[Kind::Passphrase] = {{"canary-wrong-7"}, {"canary-wrong-8"}, {"canary-9"}};
        const auto refused = connectTo(profile);
        QVERIFY(!refused);
        QVERIFY(!refused.error().message.contains(QLatin1String("canary-wrong")));
        for (const char *file : {"/proc/self/cmdline", "/proc/self/environ"}) {
            QFile opened(QString::fromLatin1(file));
            QVERIFY(opened.open(QIODevice::ReadOnly));
            QVERIFY(!opened.readAll().contains("canary-wrong"));
        }
        for (const QString &name : QDir(m_server.folder.path()).entryList(QDir::Files))
            QVERIFY2(!readFile(m_server.folder.filePath(name))
                          .value_or(QByteArray())
                          .contains("canary-wrong"),
                     qPrintable(name));
    }

    void severalKeysAreTriedButNotSoManyThatTheHostHangsUp()
    {
        SshProfile profile = m_server.profile();
        profile.identityFiles.clear();
        for (int i = 0; i < 4; ++i) {
            profile.identityFiles << m_server.path(qPrintable(QStringLiteral("file%1").arg(i)));
            samples::makeKeyPair(profile.identityFiles.last());
        }
        profile.identityFiles << m_server.path("id");
        QVERIFY_RESULT(connectTo(profile));
        profile.identityFiles.move(4, 0);
        profile.identityFiles.removeFirst();
        for (int i = 4; i < 9; ++i) {
            profile.identityFiles << m_server.path(qPrintable(QStringLiteral("file%1").arg(i)));
            samples::makeKeyPair(profile.identityFiles.last());
        }
        QCOMPARE(connectTo(profile).error().kind, ErrorKind::NeedsLogin);
        QVERIFY(!m_server.log().contains("Too many authentication failures"));
    }
};

QTEST_GUILESS_MAIN(TestSshLogin)
#include "tst_ssh_login.moc"
