#pragma once

#include "core/base/result.h"
#include "core/job_store/file_lock.h"
#include "core/pipeline/pipeline.h"

#include <QDateTime>

#include <map>
#include <optional>
#include <vector>

namespace outcrop {

// A pipeline that was not saved, as it was at a moment.
struct Recovery
{
    QString key; // [a-z0-9-]: one document keeps one.
    QString path;
    QString baseFolder;
    QString name;
    QDateTime savedAt; // UTC.
    Pipeline pipeline;
};

// The unsaved changes of running programs, below one folder. Each program has a subfolder and holds
// its lock while it lives; a subfolder with a free lock was left by a crash. Blocking; used by one
// thread.
//
//   <folder>/<program>/lock
//                      <key>.outcrop   a pipeline file whose first line says what it is of
class RecoveryFolder
{
public:
    explicit RecoveryFolder(QString folder);
    ~RecoveryFolder(); // Removes what is empty.

    RecoveryFolder(const RecoveryFolder &) = delete;
    RecoveryFolder &operator=(const RecoveryFolder &) = delete;

    Result<> write(const Recovery &recovery);

    // Nothing happens if there is none. Also for those that findAbandoned() gave.
    void drop(const QString &key);

    // What crashed programs left, oldest first. From now on it is this program's: no other finds
    // it.
    std::vector<Recovery> findAbandoned();

private:
    struct Claimed
    {
        QString folder;
        FileLock lock;
    };

    Result<> openOwn();
    void takeFolder(const QString &folder, std::vector<Recovery> &found);

    QString m_folder;
    std::optional<Claimed> m_own;
    std::vector<Claimed> m_abandoned;
    std::map<QString, QString> m_files; // By key.
};

} // namespace outcrop
