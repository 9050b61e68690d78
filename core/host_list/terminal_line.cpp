#include "core/host_list/terminal_line.h"

#include "core/hosts/shell_text.h"

#include <QRegularExpression>

namespace outcrop {

Result<QStringList> terminalWords(const HostEntry &entry, const HostList &hosts,
                                  const QByteArray &command, const QString &sshConfig)
{
    const QString typed = QString::fromUtf8(command);
    if (entry.isThisComputer())
        return QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"), typed};
    const Result<ConfiguredHost> host = reach(entry, hosts, sshConfig);
    if (!host)
        return failure(host.error());
    QStringList words{QStringLiteral("ssh"), QStringLiteral("-t"),
                      QStringLiteral("-oStrictHostKeyChecking=yes")};
    if (host->knownHosts.user.contains(ownKnownHostsFile())) // The configuration names none.
        words << QStringLiteral("-oUserKnownHostsFile=\"%1\"").arg(ownKnownHostsFile());
    if (!entry.user.isEmpty())
        words << QStringLiteral("-l") << entry.user;
    if (entry.port > 0)
        words << QStringLiteral("-p") << QString::number(entry.port);
    for (const QString &key : entry.identityFiles)
        words << QStringLiteral("-i") << key;
    QStringList jumps;
    for (const SshProfile &jump :
         entry.jumps.isEmpty() ? std::vector<SshProfile>() : host->profile.jumps)
        jumps << shownAddress(jump);
    if (!jumps.isEmpty())
        words << QStringLiteral("-J") << jumps.join(QLatin1Char(','));
    return words << QStringLiteral("--") << entry.address << typed;
}

QString typedLine(const QStringList &words)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9@%+=:,./_-]+\\z"));
    QStringList typed;
    for (const QString &word : words)
        typed << (plain.match(word).hasMatch() ? word
                                               : QString::fromUtf8(shellWord(word.toUtf8())));
    return typed.join(QLatin1Char(' '));
}

} // namespace outcrop
