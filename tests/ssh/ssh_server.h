#pragma once

#include "core/base/files.h"
#include "core/ssh/ssh_shell.h"
#include "tests/support/verify_result.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

namespace outcrop::samples {

inline void mustRun(const QString &program, const QStringList &arguments)
{
    if (QProcess::execute(program, arguments) != 0)
        qFatal("%s failed", qPrintable(program));
}

// The key pair `file` and `file`.pub.
inline void makeKeyPair(const QString &file, const char *type = "ed25519",
                        const char *passphrase = "")
{
    mustRun(QStringLiteral("ssh-keygen"),
            {QStringLiteral("-q"), QStringLiteral("-t"), QLatin1String(type), QStringLiteral("-N"),
             QLatin1String(passphrase), QStringLiteral("-f"), file});
}

inline HostKey publicKeyIn(const QString &file)
{
    const QList<QByteArray> words = readFile(file).value_or(QByteArray()).split(' ');
    return {words.value(0), QByteArray::fromBase64(words.value(1))};
}

inline int freePort()
{
    const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *raw = reinterpret_cast<sockaddr *>(&address);
    if (::bind(socket.number(), raw, size) != 0 || ::getsockname(socket.number(), raw, &size) != 0)
        qFatal("no free port");
    return ntohs(address.sin_port);
}

inline bool accepts(const QString &host, int port)
{
    const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::inet_addr(host.toLatin1().constData());
    address.sin_port = htons(quint16(port));
    return ::connect(socket.number(), reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
}

// A real sshd on loopback, with keys, configuration and port of its own, for whoever runs the test.
// `folder` holds id (a key it lets in), host (its key) and known_hosts (which knows it).
class SshServer
{
public:
    // `prefix`: the words that start it, if not by itself. `listensOn`: where it is reached.
    explicit SshServer(const QByteArray &configuration = {}, const char *keyType = "ed25519",
                       const QStringList &prefix = {},
                       const QString &listensOn = QStringLiteral("127.0.0.1"))
        : address(listensOn), port(freePort())
    {
        QFile::setPermissions(folder.path(), QFile::Permissions(0x7755)); // For other accounts.
        makeKeyPair(path("host"), keyType);
        makeKeyPair(path("id"));
        write("authorized_keys", readFile(path("id.pub")).value_or(QByteArray()));
        write("known_hosts",
              formatKnownHostsLine(name().toUtf8(), publicKeyIn(path("host.pub"))) + '\n');
        write("sshd_config",
              configuration + "\nPort " + QByteArray::number(port) + "\nListenAddress "
                  + address.toLatin1()
                  + "\nPidFile none\nUsePAM no\nStrictModes no\n"
                    "LogLevel DEBUG1\nPermitRootLogin yes\nMaxStartups 100\nMaxSessions 50\n"
                    "KbdInteractiveAuthentication no\nPasswordAuthentication no\nHostKey "
                  + path("host").toUtf8() + "\nAuthorizedKeysFile "
                  + path("authorized_keys").toUtf8() + '\n');
        if (::geteuid() == 0)
            QDir().mkpath(QStringLiteral("/run/sshd")); // A root's sshd wants it.
        // A test that crashes takes it along.
        QStringList command{QStringLiteral("setpriv"), QStringLiteral("--pdeathsig"),
                            QStringLiteral("KILL")};
        command << prefix << QStringLiteral("/usr/sbin/sshd") << QStringLiteral("-D")
                << QStringLiteral("-f") << path("sshd_config") << QStringLiteral("-E")
                << path("log");
        const QString program = command.takeFirst();
        m_sshd.start(program, command);
        if (!m_sshd.waitForStarted()
            || !QTest::qWaitFor([this] { return accepts(address, port); }, 60000))
            qFatal("sshd does not start: %s",
                   readFile(path("log")).value_or(QByteArray()).constData());
    }

    ~SshServer() { stop(); }

    // Ends it and all its sessions. What they started in sessions of their own goes on.
    void stop()
    {
        signalAll(SIGCONT);
        signalAll(SIGKILL);
        m_sshd.waitForFinished();
    }

    // What a host does that stands still, or whose connections go away.
    void freeze() { signalAll(SIGSTOP); }
    void thaw() { signalAll(SIGCONT); }
    void cutSessions()
    {
        for (const pid_t pid : sessions())
            ::kill(pid, SIGKILL);
    }

    QString path(const char *file) const { return folder.filePath(QLatin1String(file)); }
    void write(const char *file, const QByteArray &content) const
    {
        if (!saveAtomically(path(file), content))
            qFatal("cannot write %s", file);
    }
    QByteArray log() const { return readFile(path("log")).value_or(QByteArray()); }
    bool sawLogin() const { return log().contains("userauth-request"); }

    QString name() const { return QStringLiteral("[%1]:%2").arg(address).arg(port); }

    static QString ownUser() { return QString::fromLocal8Bit(::getpwuid(::geteuid())->pw_name); }

    SshProfile profile() const
    {
        SshProfile profile;
        profile.address = address;
        profile.port = port;
        profile.user = ownUser();
        profile.identityFiles << path("id");
        profile.usesAgent = false;
        profile.asksPassword = false;
        return profile;
    }

    HostTrust trust() const { return {{{path("known_hosts")}, {}}, {}}; }

    QTemporaryDir folder;
    QString address;
    int port;

private:
    static std::vector<pid_t> childrenOf(pid_t parent)
    {
        std::vector<pid_t> all;
        QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
        if (!file.open(QIODevice::ReadOnly))
            return all;
        for (const QByteArray &word : file.readAll().simplified().split(' ')) {
            const pid_t child = word.toInt();
            if (child <= 0)
                continue;
            all.push_back(child);
            for (const pid_t grandchild : childrenOf(child))
                all.push_back(grandchild);
        }
        return all;
    }

    // Below the listener; the commands they run are in it.
    std::vector<pid_t> sessions() const { return childrenOf(pid_t(m_sshd.processId())); }

    void signalAll(int number) const
    {
        const auto all = sessions();
        if (m_sshd.processId() > 0)
            ::kill(pid_t(m_sshd.processId()), number);
        for (const pid_t pid : all)
            ::kill(pid, number);
    }

    QProcess m_sshd;
};

} // namespace outcrop::samples
