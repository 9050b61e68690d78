#include "core/job_store/job_folder.h"

namespace outcrop {

QString JobFolder::attempt(int number) const
{
    return QStringLiteral("%1/a/%2").arg(path).arg(number);
}

JobFolder jobFolder(const QString &dataFolder, const QString &uuid)
{
    return {QStringLiteral("%1/jobs/%2").arg(dataFolder, uuid)};
}

} // namespace outcrop
