#pragma once

#include "core/base/files.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>

namespace outcrop::samples {

// A session bus of this test's own, on which nothing starts by itself, and a real GNOME Keyring
// behind it. One a process: it stays with the bus it has met first.
class SecretService
{
public:
    SecretService()
    {
        const QByteArray config =
            "<busconfig><type>session</type><listen>unix:dir=" + QFile::encodeName(m_home.path())
            + "</listen><policy context=\"default\"><allow send_destination="
              "\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own="
              "\"*\"/></policy>"
              "</busconfig>\n";
        if (!saveAtomically(path("bus.conf"), config))
            qFatal("cannot write the configuration of the bus");
        QDir(m_home.path()).mkpath(QStringLiteral("run"));
        QFile::setPermissions(path("run"), QFile::Permissions(0x7700));
        start(m_bus, {QStringLiteral("dbus-daemon"), QStringLiteral("--nofork"),
                      QStringLiteral("--config-file"), path("bus.conf"),
                      QStringLiteral("--print-address")});
        if (!QTest::qWaitFor([this] { return m_bus.canReadLine(); }, 60000))
            qFatal("no bus: %s", m_bus.readAllStandardError().constData());
        m_address = m_bus.readLine().trimmed();
        join();
    }

    ~SecretService()
    {
        stopKeyring();
        stopBus();
    }

    // For what this process starts or asks from now on.
    void join() const { qputenv("DBUS_SESSION_BUS_ADDRESS", m_address); }
    static void leave() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

    // Unlocked; what was kept before is still there.
    void startKeyring()
    {
        if (m_keyring.state() == QProcess::Running)
            return;
        start(m_keyring, {QStringLiteral("gnome-keyring-daemon"), QStringLiteral("--foreground"),
                          QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        m_keyring.write("of the keyring\n");
        m_keyring.closeWriteChannel();
        if (!QTest::qWaitFor([] { return isThere(); }, 60000))
            qFatal("no keyring: %s", m_keyring.readAllStandardError().constData());
    }
    void stopKeyring()
    {
        thaw();
        m_keyring.kill();
        m_keyring.waitForFinished();
    }
    void stopBus()
    {
        m_bus.kill();
        m_bus.waitForFinished();
    }

    void freeze() const { ::kill(pid_t(m_keyring.processId()), SIGSTOP); }
    void thaw() const
    {
        if (m_keyring.processId() > 0)
            ::kill(pid_t(m_keyring.processId()), SIGCONT);
    }

    static void lock()
    {
        QDBusMessage call = QDBusMessage::createMethodCall(
            name(), QStringLiteral("/org/freedesktop/secrets"),
            QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("Lock"));
        const QDBusObjectPath login(QStringLiteral("/org/freedesktop/secrets/collection/login"));
        call.setArguments({QVariant::fromValue(QList<QDBusObjectPath>{login})});
        if (QDBusConnection::sessionBus().call(call).type() != QDBusMessage::ReplyMessage)
            qFatal("cannot lock the keyring");
    }

    // Files in which this can be read; all it writes is in a home of its own.
    QStringList filesWith(const QByteArray &text) const
    {
        QStringList files;
        QDirIterator all(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            if (readFile(all.next()).value_or(QByteArray()).contains(text))
                files << all.filePath();
        }
        return files;
    }
    bool hasKeyringFile() const { return QFile::exists(path("data/keyrings/login.keyring")); }

private:
    static QString name() { return QStringLiteral("org.freedesktop.secrets"); }

    static bool isThere()
    {
        return QDBusConnection::sessionBus().interface()->isServiceRegistered(name());
    }

    QString path(const char *file) const { return m_home.filePath(QLatin1String(file)); }

    // A test that crashes takes it along.
    void start(QProcess &process, QStringList command) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), path("run"));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), path("data"));
        environment.remove(QStringLiteral("DISPLAY"));
        process.setProcessEnvironment(environment);
        command = QStringList{QStringLiteral("--pdeathsig"), QStringLiteral("KILL")} + command;
        process.start(QStringLiteral("setpriv"), command);
        if (!process.waitForStarted())
            qFatal("setpriv does not start");
    }

    QTemporaryDir m_home;
    QByteArray m_address;
    QProcess m_bus, m_keyring;
};

} // namespace outcrop::samples
