#include "core/host_list/host_keys.h"

#include "core/base/text.h"
#include "core/ssh/known_hosts.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostKeys)
};

} // namespace

Result<int> forgetOldKeys(const ConfiguredHost &host)
{
    const QString name = knownHostsName(host.profile);
    int lines = 0;
    for (const QString &file : host.knownHosts.user) {
        if (!QFileInfo::exists(file))
            continue;
        const Result<int> removed = forgetHostKeys(file, name);
        if (!removed)
            return failure(removed.error());
        lines += *removed;
    }
    if (lines > 0)
        return lines;
    return failure(
        ErrorKind::NotFound,
        Tr::tr("No line speaks of %1 alone in %2. One that names several hosts, or all "
               "of a pattern, is for you to edit.")
            .arg(plainLine(name), plainLine(host.knownHosts.user.join(QStringLiteral(", ")))));
}

} // namespace outcrop
