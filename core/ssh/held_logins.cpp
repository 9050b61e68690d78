#include "core/ssh/held_logins.h"

#include "core/base/files.h"
#include "core/base/gui_thread.h"

#include <QProcess>

namespace outcrop {

namespace {

constexpr int longestLook = 5000; // ms
constexpr qint64 longestKey = 64 << 10;

} // namespace

bool hasKerberosTicket()
{
    assertMayBlock();
    QProcess klist;
    klist.start(QStringLiteral("klist"), {QStringLiteral("-s")});
    return klist.waitForFinished(longestLook) && klist.exitStatus() == QProcess::NormalExit
           && klist.exitCode() == 0;
}

bool isSecurityKey(const QString &identityFile)
{
    const QString file = identityFile.endsWith(QLatin1String(".pub"))
                             ? identityFile
                             : identityFile + QStringLiteral(".pub");
    const Result<QByteArray> key = readFile(file, longestKey);
    return key && key->startsWith("sk-");
}

} // namespace outcrop
