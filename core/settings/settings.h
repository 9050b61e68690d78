#pragma once

#include "core/base/folders.h"
#include "core/settings/recent_files.h"

#include <QMap>
#include <QObject>
#include <QSettings>

#include <optional>

namespace outcrop {

enum class ThemePreference { System, Light, Dark, HighContrast };

// The theme by its word on the command line and in the file: "light".
std::optional<ThemePreference> themeFromName(const QString &name);
QString themeName(ThemePreference theme);

// What a person chose, in config.ini of Folders::config, and how the window was left, in window.ini
// of Folders::state. A damaged or odd value is the default. Written a moment after a change, or
// when this object ends. Lives in one thread.
class Settings : public QObject
{
    Q_OBJECT

public:
    explicit Settings(const Folders &folders, QObject *parent = nullptr);

    ThemePreference theme() const;
    void setTheme(ThemePreference theme);

    QString host() const; // Where pipelines run: a profile's id; this computer at first.
    void setHost(const QString &id);

    bool notifies() const; // On the desktop, when a job ends while the person is elsewhere.
    void setNotifies(bool on);

    bool triesFirst() const; // On a few rows here, what is to run elsewhere.
    void setTriesFirst(bool on);

    // Shortcuts that differ from the program's own, by action; an empty text: none.
    QMap<QString, QString> shortcuts() const;
    void setShortcut(const QString &action, const QString &keys);
    void resetShortcut(const QString &action);

    QVector<RecentFile> recentFiles() const; // Newest first.
    void setRecentFiles(const QVector<RecentFile> &files);

    // The folder that was last used for a kind of file ("pipeline", "chart"); the home folder at
    // first.
    QString lastFolder(const QString &kind) const;
    void setLastFolder(const QString &kind, const QString &folder);

    // The bytes in which a window or splitter remembers itself, by its name.
    QByteArray layout(const QString &name) const;
    void setLayout(const QString &name, const QByteArray &state);

    // The files that were open, and which of them was in front; -1: none.
    QStringList openFiles() const;
    int currentFile() const;
    void setOpenFiles(const QStringList &paths, int current);

    // The job that was last submitted from a file, by the file's path.
    QMap<QString, QString> lastJobs() const;
    void setLastJob(const QString &path, const QString &uuid);

signals:
    void recentFilesChanged();
    void shortcutsChanged();

private:
    QSettings m_config;
    QSettings m_window;
};

} // namespace outcrop
