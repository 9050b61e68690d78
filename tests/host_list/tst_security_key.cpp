#include "core/host_list/host_shell.h"
#include "core/ssh/ssh_shell.h"
#include "tests/ssh/scripted_credentials.h"
#include "tests/ssh/ssh_server.h"

using namespace outcrop;
using samples::SshServer;

// Hosts that take a key in a device (FIDO), as a person has them: in ~/.ssh/config. The device is
// software, which OpenSSH uses as any other.
class TestSecurityKey : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    SshServer m_server;

    QString home(const char *file) const { return m_home.filePath(QLatin1String(file)); }

    void write(const char *file, const QByteArray &content) const
    {
        if (!saveAtomically(home(file), content))
            qFatal("cannot write %s", file);
    }

    // As in the list of hosts.
    static std::unique_ptr<RemoteShell> openLab(const HostAccess &access = {})
    {
        HostEntry entry;
        entry.profile = thisComputer();
        entry.profile.id = entry.profile.title = entry.address = QStringLiteral("lab");
        return openShell(entry, {entry}, access);
    }

    void writeConfiguration(const QByteArray &provider) const
    {
        write(".ssh/config",
              "Host lab\n HostName 127.0.0.1\n Port " + QByteArray::number(m_server.port)
                  + "\n IdentityAgent none\n SecurityKeyProvider " + provider + "\n IdentityFile "
                  + home("token").toUtf8() + "\n UserKnownHostsFile "
                  + m_server.path("known_hosts").toUtf8() + '\n');
    }

    // Whoever asked a person in a window would be seen here.
    void leadQuestionsTo(const QString &file) const
    {
        write("askpass", "#!/bin/sh\necho \"$*\" >> " + QFile::encodeName(file) + "\necho 1234\n");
        QFile::setPermissions(home("askpass"), QFile::Permissions(0x7700));
        qputenv("SSH_ASKPASS", QFile::encodeName(home("askpass")));
        qputenv("DISPLAY", ":99");
    }

private slots:
    void initTestCase()
    {
        qputenv("HOME", m_home.path().toUtf8());
        QDir(m_home.path()).mkpath(QStringLiteral(".ssh"));
        samples::mustRun(QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519-sk"),
                          QStringLiteral("-w"), QStringLiteral(OUTCROP_SOFTWARE_KEY),
                          QStringLiteral("-N"), QString(), QStringLiteral("-f"), home("token")});
        m_server.write("authorized_keys", readFile(home("token.pub")).value_or(QByteArray()));
    }

    void init()
    {
        for (const char *name : {"OUTCROP_SOFTWARE_KEY", "SSH_ASKPASS", "DISPLAY"})
            qunsetenv(name);
        writeConfiguration(OUTCROP_SOFTWARE_KEY);
    }

    void aTouchLetsIn()
    {
        const auto shell = openLab();
        const auto output = shell->run("echo in", {});
        QVERIFY_RESULT(output);
        QCOMPARE(output->body, QByteArray("in\n"));
        QVERIFY(m_server.log().contains("Accepted publickey"));
        QVERIFY(m_server.log().contains("ED25519-SK"));
    }

    void aTouchIsWaitedForLongerThanAHost()
    {
        qputenv("OUTCROP_SOFTWARE_KEY", "late");
        Patience patience;
        patience.silence = std::chrono::seconds(2);
        QVERIFY_RESULT(openLab()->run("echo in", patience));
    }

    void withoutATouchItIsSaidWhatToDoAndTheNextCallTriesAgain()
    {
        qputenv("OUTCROP_SOFTWARE_KEY", "untouched");
        const auto shell = openLab();
        const Error error = shell->run("echo in", {}).error();
        QCOMPARE(error.kind, ErrorKind::NeedsLogin);
        QVERIFY2(error.message.contains(QLatin1String("touch it when it blinks")),
                 qPrintable(error.message));
        QVERIFY2(!error.message.contains(QLatin1String("outcrop-")), qPrintable(error.message));
        qunsetenv("OUTCROP_SOFTWARE_KEY");
        QVERIFY_RESULT(shell->run("echo in", {}));
    }

    void nobodyIsAskedForAPin()
    {
        qputenv("OUTCROP_SOFTWARE_KEY", "pin");
        leadQuestionsTo(home("asked"));
        const Error error = openLab()->run("echo in", {}).error();
        QCOMPARE(error.kind, ErrorKind::NeedsLogin);
        QVERIFY2(error.message.contains(QLatin1String("PIN")), qPrintable(error.message));
        QCOMPARE(readFile(home("asked")).value_or(QByteArray()), QByteArray());
    }

    void aPersonIsAskedForThePin()
    {
        qputenv("OUTCROP_SOFTWARE_KEY", "pin");
        samples::ScriptedCredentials person;
        person.answers[LoginQuestion::Kind::Prompts] = {{"4711"}};
        HostAccess access;
        access.credentials = &person;
        openLab(access)->run("echo in", {}).value_or(ScriptOutput());
        QVERIFY(!person.asked.empty());
        QVERIFY2(person.asked[0].prompts.at(0).text.contains(QLatin1String("PIN")),
                 qPrintable(person.asked[0].prompts[0].text));
    }

    void aDeviceThatIsNotThereIsSaid()
    {
        writeConfiguration("internal"); // The one that looks for devices.
        const Error error = openLab()->run("echo in", {}).error();
        QCOMPARE(error.kind, ErrorKind::NeedsLogin);
        QVERIFY2(error.message.contains(QLatin1String("plug it in")), qPrintable(error.message));
    }

    void theLibraryLeadsToTheSystemsSsh()
    {
        SshProfile profile = m_server.profile();
        profile.identityFiles = QStringList{home("token")};
        NoCredentials nobody;
        SshShell shell(profile, m_server.trust(), nobody);
        const Error error = shell.connect().error();
        QCOMPARE(error.kind, ErrorKind::NeedsLogin);
        QVERIFY2(error.message.contains(QLatin1String("only the system's ssh can use it")),
                 qPrintable(error.message));
    }
};

QTEST_GUILESS_MAIN(TestSecurityKey)
#include "tst_security_key.moc"
