#include "core/job_store/lease.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>
#include <QUuid>

namespace outcrop {

namespace {

QString bootId()
{
    const auto content = readFile(QStringLiteral("/proc/sys/kernel/random/boot_id"), 4096);
    return content ? QString::fromLatin1(*content).trimmed() : QString();
}

// Field 22 of /proc/PID/stat; the command in field 2 may hold spaces and brackets. Empty: no such
// process.
QString startTicksOf(qint64 pid)
{
    const auto content = readFile(QStringLiteral("/proc/%1/stat").arg(pid), 65536);
    if (!content)
        return {};
    const QList<QByteArray> fields = content->mid(content->lastIndexOf(')') + 2).split(' ');
    const bool ended = fields.value(0) == "Z" || fields.value(0) == "X";
    return ended ? QString() : QString::fromLatin1(fields.value(19));
}

QString thisMachine()
{
    const QString space = QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid"));
    return QString::fromLatin1(QSysInfo::machineUniqueId()) + QLatin1Char(' ')
           + space.section(QLatin1Char('/'), -1);
}

} // namespace

LeaseOwner makeLeaseOwner()
{
    const qint64 pid = QCoreApplication::applicationPid();
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), thisMachine(), bootId(), pid,
            startTicksOf(pid)};
}

bool isHeld(const Lease &lease, qint64 now)
{
    if (lease.owner.machine != thisMachine() || lease.owner.startTicks.isEmpty())
        return now < lease.until;
    return lease.owner.bootId == bootId()
           && lease.owner.startTicks == startTicksOf(lease.owner.pid);
}

} // namespace outcrop
