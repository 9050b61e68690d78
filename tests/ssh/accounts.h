#pragma once

#include "tests/ssh/ssh_server.h"

#include <sys/stat.h>

namespace outcrop::samples {

// Accounts of other people, with passwords: a sshd of root's in a mount namespace of its own, where
// /etc/passwd and /etc/shadow are files of the test. Nothing of this computer changes.
class Accounts
{
public:
    // `mounts`: more shell text to run there, with $dir, the folder of the accounts.
    explicit Accounts(const QByteArray &configuration, const QByteArray &mounts = {})
    {
        write("passwd", passwd() + "oc-ann:x:54321:54321::" + home() + ":/bin/sh\n");
        write("shadow", shadow("canary-pass"));
        const QString script =
            QStringLiteral(
                "dir=$1; shift; mount --bind \"$dir/passwd\" /etc/passwd && mount --bind "
                "\"$dir/shadow\" /etc/shadow || exit 1\n%1\nexec \"$@\"")
                .arg(QString::fromUtf8(mounts));
        if (!makeFolder(m_folder.filePath(QStringLiteral("home")))
            || ::chown(home().constData(), 54321, 54321) != 0
            || ::chmod(QFile::encodeName(m_folder.path()).constData(), 0755) != 0)
            qFatal("cannot make the home of the account");
        server = std::make_unique<SshServer>(
            configuration, "ed25519",
            QStringList{QStringLiteral("unshare"), QStringLiteral("--mount"), QStringLiteral("sh"),
                        QStringLiteral("-c"), script, QStringLiteral("sh"), m_folder.path()});
    }

    SshProfile profile() const
    {
        SshProfile profile = server->profile();
        profile.user = QStringLiteral("oc-ann");
        profile.asksPassword = true;
        profile.identityFiles.clear();
        return profile;
    }

    // From now on; the file is mounted, so it must stay the same one.
    void changePassword(const char *password) const
    {
        QFile file(m_folder.filePath(QStringLiteral("shadow")));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)
            || file.write(shadow(password)) < 0)
            qFatal("cannot change the password");
    }

    QByteArray home() const { return QFile::encodeName(m_folder.filePath(QStringLiteral("home"))); }

    std::unique_ptr<SshServer> server;

private:
    static QByteArray passwd()
    {
        return readFile(QStringLiteral("/etc/passwd")).value_or(QByteArray());
    }
    static QByteArray shadow(const char *password)
    {
        QProcess hash;
        hash.start(QStringLiteral("openssl"),
                   {QStringLiteral("passwd"), QStringLiteral("-6"), QLatin1String(password)});
        hash.waitForFinished();
        return readFile(QStringLiteral("/etc/shadow")).value_or(QByteArray())
               + "oc-ann:" + hash.readAll().trimmed() + ":19000:0:99999:7:::\n";
    }
    void write(const char *name, const QByteArray &content) const
    {
        if (!saveAtomically(m_folder.filePath(QLatin1String(name)), content))
            qFatal("cannot write %s", name);
    }

    QTemporaryDir m_folder;
};

} // namespace outcrop::samples
