#include "core/remote_data/data_host.h"

#include "core/base/text.h"
#include "core/hosts/host_profile.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::DataHost)
};

} // namespace

Result<QString> hostForData(const std::optional<DataLocation> &data,
                            const std::optional<QString> &wished)
{
    const QString here = thisComputer().id;
    if (!data)
        return wished.value_or(here);
    const QString needed = data->isOnHost() ? data->host : here;
    const QString title =
        wished == here ? Tr::tr("this computer") : plainLine(wished.value_or(here));
    if (wished.value_or(needed) == needed)
        return needed;
    return failure(ErrorKind::InvalidInput,
                   data->isOnHost()
                       ? Tr::tr("The data of this pipeline lie on %1 (%2), so it cannot run on %3. "
                                "Run it on %1, or name a file that %3 has.")
                             .arg(needed, plainLine(data->path), title)
                       : Tr::tr("%1 is too large to be sent along, so the pipeline cannot run on "
                                "%2. Copy it there and name it as %2:/path/to/file.")
                             .arg(plainLine(data->path), title));
}

} // namespace outcrop
