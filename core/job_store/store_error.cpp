#include "core/job_store/store_error.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <sqlite3.h>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobStore)
};

} // namespace

Error damagedStore(const QString &path, const QString &finding)
{
    return {ErrorKind::Corrupt,
            Tr::tr("The job store %1 is damaged (%2). No running job is harmed. Copy the file and "
                   "its -wal "
                   "neighbour aside, then save what is left with: sqlite3 %1 .recover | sqlite3 "
                   "recovered.sqlite; or move them away to begin with an empty store.")
                .arg(plainLine(path), plainLine(finding, 200))};
}

Error storeError(const QString &path, const SQLite::Exception &exception)
{
    const QString said = QString::fromUtf8(exception.what());
    const QString file = plainLine(path);
    switch (exception.getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return damagedStore(path, said);
    case SQLITE_FULL:
        return {
            ErrorKind::NoSpace,
            Tr::tr(
                "Cannot write the job store %1: the disk is full; free some space and try again.")
                .arg(file)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {
            ErrorKind::Busy,
            Tr::tr("The job store %1 is being written by another Outcrop; try again.").arg(file)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return {
            ErrorKind::Denied,
            Tr::tr("Cannot open the job store %1 for writing: check the permissions of its folder.")
                .arg(file)};
    default:
        return {ErrorKind::Io, Tr::tr("The job store %1: %2.").arg(file, plainLine(said))};
    }
}

} // namespace outcrop
