#pragma once

#include "core/base/descriptor.h"
#include "tests/ssh/ssh_server.h"

#include <fcntl.h>
#include <sched.h>

namespace outcrop::samples {

// Two namespaces and the line between them; this thread, and those that it starts from then on, are
// in the first while it lives. Needs root and OUTCROP_TUNDELAY.
class SlowLine
{
public:
    explicit SlowLine(int roundTrip) : m_home(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC))
    {
        for (const QString &name : {here(), there()})
            ip({QStringLiteral("netns"), QStringLiteral("add"), name});
        m_line.start(QStringLiteral(OUTCROP_TUNDELAY),
                     {here(), QStringLiteral("oc0"), QStringLiteral("10.98.30.1/24"), there(),
                      QStringLiteral("oc0"), address() + QStringLiteral("/24"),
                      QString::number(roundTrip / 2.0)});
        if (!m_line.waitForReadyRead() || m_line.readLine() != "up\n")
            qFatal("there is no slow line: %s", m_line.readAllStandardError().constData());
        const Descriptor space(
            ::open(QFile::encodeName(QStringLiteral("/var/run/netns/") + here()).constData(),
                   O_RDONLY | O_CLOEXEC));
        if (::setns(space.number(), CLONE_NEWNET) != 0)
            qFatal("cannot enter a network namespace");
    }
    ~SlowLine()
    {
        ::setns(m_home.number(), CLONE_NEWNET);
        m_line.kill();
        m_line.waitForFinished();
        for (const QString &name : {here(), there()})
            ip({QStringLiteral("netns"), QStringLiteral("del"), name});
    }

    static QString address() { return QStringLiteral("10.98.30.2"); }
    static QString there() { return QStringLiteral("oc-far-%1").arg(::getpid()); }

    // A server at the far end.
    static std::unique_ptr<SshServer> server(const QByteArray &configuration)
    {
        return std::make_unique<SshServer>(configuration, "ed25519",
                                           QStringList{QStringLiteral("ip"),
                                                       QStringLiteral("netns"),
                                                       QStringLiteral("exec"), there()},
                                           address());
    }

private:
    static QString here() { return QStringLiteral("oc-near-%1").arg(::getpid()); }
    static void ip(const QStringList &words) { mustRun(QStringLiteral("ip"), words); }

    Descriptor m_home;
    QProcess m_line;
};

} // namespace outcrop::samples
