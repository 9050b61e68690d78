#pragma once

#include <QString>
#include <QVector>

namespace outcrop {

// A file that was opened or saved lately.
struct RecentFile
{
    QString path;
    bool pinned = false;
    bool missing = false; // As markMissing() found it.

    friend bool operator==(const RecentFile &a, const RecentFile &b)
    {
        return a.path == b.path && a.pinned == b.pinned;
    }
};

constexpr int longestRecentFiles = 10; // Pinned ones stay longer than others.

// `files`, newest first, with `path` as the newest. Pure.
QVector<RecentFile> addRecent(QVector<RecentFile> files, const QString &path);
QVector<RecentFile> removeRecent(QVector<RecentFile> files, const QString &path);
QVector<RecentFile> pinRecent(QVector<RecentFile> files, const QString &path, bool pinned);

// Which of them are there. Blocks: a path may lie on a network that does not answer.
QVector<RecentFile> markMissing(QVector<RecentFile> files);

} // namespace outcrop
