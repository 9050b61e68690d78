#include "core/settings/settings.h"

#include <QDir>
#include <QStringList>

#include <array>

namespace outcrop {

namespace {

const std::array<std::pair<ThemePreference, const char *>, 4> themeNames{{
    {ThemePreference::System, "system"},
    {ThemePreference::Light, "light"},
    {ThemePreference::Dark, "dark"},
    {ThemePreference::HighContrast, "high-contrast"},
}};

const QString recentKey = QStringLiteral("recent");
const QString jobsKey = QStringLiteral("jobs");
constexpr int longestJobs = 30;
const QString shortcutKey = QStringLiteral("shortcuts/");

QString folderKey(const QString &kind)
{
    return QStringLiteral("folders/") + kind;
}

QString layoutKey(const QString &name)
{
    return QStringLiteral("layout/") + name;
}

} // namespace

std::optional<ThemePreference> themeFromName(const QString &name)
{
    for (const auto &[theme, known] : themeNames) {
        if (name == QLatin1String(known))
            return theme;
    }
    return {};
}

QString themeName(ThemePreference theme)
{
    for (const auto &[known, name] : themeNames) {
        if (known == theme)
            return QLatin1String(name);
    }
    return {};
}

Settings::Settings(const Folders &folders, QObject *parent)
    : QObject(parent)
    , m_config(folders.config + QStringLiteral("/config.ini"), QSettings::IniFormat)
    , m_window(folders.state + QStringLiteral("/window.ini"), QSettings::IniFormat)
{
    m_config.setIniCodec("UTF-8");
    m_window.setIniCodec("UTF-8");
}

ThemePreference Settings::theme() const
{
    return themeFromName(m_config.value(QStringLiteral("theme")).toString())
        .value_or(ThemePreference::System);
}

void Settings::setTheme(ThemePreference theme)
{
    m_config.setValue(QStringLiteral("theme"), themeName(theme));
}

QString Settings::host() const
{
    return m_config.value(QStringLiteral("host"), QStringLiteral("local")).toString();
}

void Settings::setHost(const QString &id)
{
    m_config.setValue(QStringLiteral("host"), id);
}

bool Settings::notifies() const
{
    return m_config.value(QStringLiteral("notify"), true).toBool();
}

void Settings::setNotifies(bool on)
{
    m_config.setValue(QStringLiteral("notify"), on);
}

bool Settings::triesFirst() const
{
    return m_config.value(QStringLiteral("try_first"), false).toBool();
}

void Settings::setTriesFirst(bool on)
{
    m_config.setValue(QStringLiteral("try_first"), on);
}

QMap<QString, QString> Settings::shortcuts() const
{
    QMap<QString, QString> shortcuts;
    for (const QString &key : m_config.allKeys()) {
        if (key.startsWith(shortcutKey))
            shortcuts.insert(key.mid(shortcutKey.size()), m_config.value(key).toString());
    }
    return shortcuts;
}

void Settings::setShortcut(const QString &action, const QString &keys)
{
    m_config.setValue(shortcutKey + action, keys);
    emit shortcutsChanged();
}

void Settings::resetShortcut(const QString &action)
{
    m_config.remove(shortcutKey + action);
    emit shortcutsChanged();
}

QVector<RecentFile> Settings::recentFiles() const
{
    QVector<RecentFile> files;
    const QStringList pinned = m_window.value(QStringLiteral("pinned")).toStringList();
    for (const QString &path : m_window.value(recentKey).toStringList()) {
        if (QDir::isAbsolutePath(path) && files.size() < longestRecentFiles)
            files.append({path, pinned.contains(path)});
    }
    return files;
}

void Settings::setRecentFiles(const QVector<RecentFile> &files)
{
    QStringList paths, pinned;
    for (const RecentFile &file : files) {
        paths << file.path;
        if (file.pinned)
            pinned << file.path;
    }
    m_window.setValue(recentKey, paths);
    m_window.setValue(QStringLiteral("pinned"), pinned);
    emit recentFilesChanged();
}

QString Settings::lastFolder(const QString &kind) const
{
    return m_window.value(folderKey(kind), QDir::homePath()).toString();
}

void Settings::setLastFolder(const QString &kind, const QString &folder)
{
    m_window.setValue(folderKey(kind), folder);
}

QByteArray Settings::layout(const QString &name) const
{
    return m_window.value(layoutKey(name)).toByteArray();
}

void Settings::setLayout(const QString &name, const QByteArray &state)
{
    m_window.setValue(layoutKey(name), state);
}

QStringList Settings::openFiles() const
{
    return m_window.value(QStringLiteral("open")).toStringList();
}

int Settings::currentFile() const
{
    bool isNumber = false;
    const int current = m_window.value(QStringLiteral("current"), -1).toInt(&isNumber);
    return isNumber && current < openFiles().size() ? current : -1;
}

void Settings::setOpenFiles(const QStringList &paths, int current)
{
    m_window.setValue(QStringLiteral("open"), paths);
    m_window.setValue(QStringLiteral("current"), current);
}

// Pairs of path and job, the newest first.
QMap<QString, QString> Settings::lastJobs() const
{
    QMap<QString, QString> jobs;
    const QStringList pairs = m_window.value(jobsKey).toStringList();
    for (int i = 0; i + 1 < pairs.size(); i += 2)
        jobs.insert(pairs[i], pairs[i + 1]);
    return jobs;
}

void Settings::setLastJob(const QString &path, const QString &uuid)
{
    QStringList pairs{path, uuid};
    const QStringList before = m_window.value(jobsKey).toStringList();
    for (int i = 0; i + 1 < before.size() && pairs.size() < 2 * longestJobs; i += 2) {
        if (before[i] != path)
            pairs << before[i] << before[i + 1];
    }
    m_window.setValue(jobsKey, pairs);
}

} // namespace outcrop
