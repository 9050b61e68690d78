#include "core/workspace/recovery_folder.h"

#include "core/base/files.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace outcrop {

namespace {

const QByteArray mark = "# outcrop recovery ";
const QString lockName = QStringLiteral("/lock");
const QString suffix = QStringLiteral(".outcrop");

QByteArray headerOf(const Recovery &recovery)
{
    const QJsonObject about{
        {QStringLiteral("path"), recovery.path},
        {QStringLiteral("base"), recovery.baseFolder},
        {QStringLiteral("name"), recovery.name},
        {QStringLiteral("at"), recovery.savedAt.toUTC().toString(Qt::ISODateWithMs)},
    };
    return mark + QJsonDocument(about).toJson(QJsonDocument::Compact) + '\n';
}

// Nothing where the file is damaged: it was written whole, so somebody else's hand was in it.
std::optional<Recovery> read(const QString &file, const QString &key)
{
    const auto bytes = readFile(file, 64 << 20);
    if (!bytes || !bytes->startsWith(mark))
        return {};
    const QByteArray header = bytes->mid(mark.size(), bytes->indexOf('\n') - mark.size());
    const QJsonObject about = QJsonDocument::fromJson(header).object();
    auto pipeline = parsePipeline(*bytes, QFileInfo(file).fileName());
    const auto text = [&about](const char *name) { return about[QLatin1String(name)].toString(); };
    const QDateTime at = QDateTime::fromString(text("at"), Qt::ISODateWithMs);
    if (!pipeline || !at.isValid())
        return {};
    return Recovery{key, text("path"), text("base"), text("name"), at, std::move(*pipeline)};
}

// A folder with nothing but its lock.
void removeIfEmpty(const QString &folder)
{
    if (QDir(folder).entryList(QDir::Files) == QStringList{lockName.mid(1)}) {
        QFile::remove(folder + lockName);
        QDir().rmdir(folder);
    }
}

} // namespace

RecoveryFolder::RecoveryFolder(QString folder) : m_folder(std::move(folder)) {}

RecoveryFolder::~RecoveryFolder()
{
    if (m_own)
        removeIfEmpty(m_own->folder);
    for (const Claimed &claimed : m_abandoned)
        removeIfEmpty(claimed.folder);
}

// Locked before it has its name: nobody can take it for abandoned.
Result<> RecoveryFolder::openOwn()
{
    if (m_own)
        return {};
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString unborn = m_folder + QStringLiteral("/.") + id;
    if (const Result<> made = makeFolder(unborn); !made)
        return made;
    auto lock = FileLock::take(unborn + lockName, 0);
    if (!lock)
        return failure(lock.error());
    const QString folder = m_folder + QLatin1Char('/') + id;
    QDir().rename(unborn, folder);
    m_own = Claimed{folder, std::move(*lock)};
    return {};
}

Result<> RecoveryFolder::write(const Recovery &recovery)
{
    if (const Result<> own = openOwn(); !own)
        return own;
    const QString file = m_own->folder + QLatin1Char('/') + recovery.key + suffix;
    const Result<> saved =
        saveAtomically(file, headerOf(recovery) + formatPipeline(recovery.pipeline));
    if (!saved)
        return saved;
    if (const auto old = m_files.find(recovery.key); old != m_files.end() && old->second != file)
        QFile::remove(old->second);
    m_files[recovery.key] = file;
    return {};
}

void RecoveryFolder::drop(const QString &key)
{
    const auto file = m_files.find(key);
    if (file == m_files.end())
        return;
    QFile::remove(file->second);
    m_files.erase(file);
}

void RecoveryFolder::takeFolder(const QString &folder, std::vector<Recovery> &found)
{
    if (m_own && m_own->folder == folder)
        return;
    auto lock = FileLock::take(folder + lockName, 0);
    if (!lock)
        return;
    for (const QFileInfo &file :
         QDir(folder).entryInfoList({QLatin1Char('*') + suffix}, QDir::Files)) {
        if (auto recovery = read(file.filePath(), file.completeBaseName())) {
            m_files[recovery->key] = file.filePath();
            found.push_back(std::move(*recovery));
        }
    }
    m_abandoned.push_back({folder, std::move(*lock)});
}

std::vector<Recovery> RecoveryFolder::findAbandoned()
{
    std::vector<Recovery> found;
    for (const QFileInfo &folder : QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
        takeFolder(folder.filePath(), found);
    std::sort(found.begin(), found.end(),
              [](const Recovery &a, const Recovery &b) { return a.savedAt < b.savedAt; });
    return found;
}

} // namespace outcrop
