#include "core/jobs/collected_files.h"

#include "core/base/hash.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace outcrop {

Result<std::vector<CollectedFile>> collectedFilesIn(const QString &folder)
{
    std::vector<CollectedFile> files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        const Result<QByteArray> hash = sha256OfFile(path);
        if (!hash)
            return failure(hash.error());
        files.push_back(
            {QFile::encodeName(path.mid(folder.size() + 1)), entries.fileInfo().size(), *hash});
    }
    std::sort(files.begin(), files.end(),
              [](const CollectedFile &a, const CollectedFile &b) { return a.path < b.path; });
    return files;
}

QByteArray tailOf(const QString &path, qint64 bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - bytes));
    return file.read(bytes);
}

} // namespace outcrop
