#include "core/table/data_location.h"

#include <algorithm>

namespace outcrop {

namespace {

bool canNameHost(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('-')
           || c == QLatin1Char('_');
}

} // namespace

DataLocation dataLocation(const QString &path)
{
    const int colon = path.indexOf(QLatin1String(":/"));
    const QString host = path.left(std::max(colon, 0));
    if (host.isEmpty() || host.startsWith(QLatin1Char('.'))
        || !std::all_of(host.begin(), host.end(), canNameHost))
        return {{}, path};
    return {host, path.mid(colon + 1)};
}

} // namespace outcrop
