#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>

#include <optional>

namespace outcrop {

// What is wrong with a file's path inside a package, as the end of a sentence ("…, which …");
// nothing if any file system of any host can hold it and it stays inside the folder it is unpacked
// to.
std::optional<QString> entryNameProblem(const QString &name);

// The names of one package: each sound, and no two that a file system could take for one.
class EntryNames
{
public:
    // What is wrong with adding the name; a folder's ends with a slash.
    std::optional<QString> add(const QString &name);

private:
    QSet<QString> m_files, m_folders; // Folded: composed, lower case.
};

} // namespace outcrop
