#include "core/settings/recent_files.h"

#include "core/base/gui_thread.h"

#include <QFileInfo>

#include <algorithm>

namespace outcrop {

namespace {

auto find(QVector<RecentFile> &files, const QString &path)
{
    return std::find_if(files.begin(), files.end(),
                        [&path](const RecentFile &file) { return file.path == path; });
}

// The oldest that is not pinned gives way, or the oldest of all where all are.
void shorten(QVector<RecentFile> &files)
{
    while (files.size() > longestRecentFiles) {
        int last = files.size() - 1;
        while (last > 0 && files[last].pinned)
            --last;
        files.remove(last > 0 ? last : files.size() - 1);
    }
}

} // namespace

QVector<RecentFile> addRecent(QVector<RecentFile> files, const QString &path)
{
    RecentFile file{path};
    if (const auto old = find(files, path); old != files.end()) {
        file.pinned = old->pinned;
        files.erase(old);
    }
    files.prepend(file);
    shorten(files);
    return files;
}

QVector<RecentFile> removeRecent(QVector<RecentFile> files, const QString &path)
{
    if (const auto old = find(files, path); old != files.end())
        files.erase(old);
    return files;
}

QVector<RecentFile> pinRecent(QVector<RecentFile> files, const QString &path, bool pinned)
{
    if (const auto file = find(files, path); file != files.end())
        file->pinned = pinned;
    return files;
}

QVector<RecentFile> markMissing(QVector<RecentFile> files)
{
    assertMayBlock();
    for (RecentFile &file : files)
        file.missing = !QFileInfo::exists(file.path);
    return files;
}

} // namespace outcrop
