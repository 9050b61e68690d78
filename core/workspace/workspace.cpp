#include "core/workspace/workspace.h"

#include "core/async/run_async.h"
#include "core/base/text.h"
#include "core/workspace/data_paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace outcrop {

namespace {

QString nameOf(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

DocumentPlace placeOf(const QString &path)
{
    return {path, QFileInfo(path).absolutePath(), nameOf(path), path};
}

} // namespace

// An open document and what its keeper knows of its file.
struct Workspace::Entry
{
    Entry(const Catalog &catalog, DocumentPlace place, const RecoveryTimes &times, QString key)
        : document(catalog, std::move(place)), clock(times), recoveryKey(std::move(key))
    {
    }

    OpenDocument document;
    RecoveryClock clock;
    QString recoveryKey;
    FileSeen seen;         // What was last read or written here…
    QByteArray toldSha256; // …and what changedOnDisk() was last told of.
    QString reserved;      // The file it is being saved into.
};

Workspace::Workspace(Catalog catalog, const Folders &folders, const RecoveryTimes &times,
                     QObject *parent)
    : QObject(parent)
    , m_catalog(std::move(catalog))
    , m_times(times)
    , m_recovery(QStringLiteral("recovery"), folders.state + QStringLiteral("/recovery"))
    , m_files(QStringLiteral("files"))
{
}

Workspace::~Workspace() = default;

QVector<OpenDocument *> Workspace::documents() const
{
    QVector<OpenDocument *> documents;
    for (const auto &entry : m_entries)
        documents.append(&entry->document);
    return documents;
}

Workspace::Entry *Workspace::entryOf(const OpenDocument *document) const
{
    for (const auto &entry : m_entries) {
        if (&entry->document == document)
            return entry.get();
    }
    return nullptr;
}

OpenDocument *Workspace::find(const QString &path) const
{
    for (const auto &entry : m_entries) {
        if (!path.isEmpty() && (entry->document.path() == path || entry->reserved == path))
            return &entry->document;
    }
    return nullptr;
}

QString Workspace::freeName(const QString &wanted) const
{
    const auto isTaken = [this](const QString &name) {
        return std::any_of(m_entries.begin(), m_entries.end(),
                           [&name](const auto &entry) { return entry->document.name() == name; });
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = tr("%1 %2", "a name and a number").arg(wanted).arg(number);
    return name;
}

OpenDocument *Workspace::add(Pipeline pipeline, DocumentPlace place, const QString &recoveryKey)
{
    const QString key =
        recoveryKey.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : recoveryKey;
    m_entries.push_back(std::make_unique<Entry>(m_catalog, std::move(place), m_times, key));
    Entry &entry = *m_entries.back();
    entry.document.document().reset(std::move(pipeline));
    connect(&entry.document.document(), &PipelineDocument::changed, this, [this, &entry] {
        if (entry.document.isDirty())
            entry.clock.edited();
        else
            dropRecovery(entry);
    });
    connect(&entry.clock, &RecoveryClock::due, this, [this, &entry] { keepRecovery(entry); });
    emit opened(&entry.document);
    return &entry.document;
}

OpenDocument *Workspace::create()
{
    return add(Pipeline(), {{}, QDir::homePath(), freeName(tr("Untitled")), {}});
}

void Workspace::open(const QString &path)
{
    runAsync(
        this, [path] { return loadFile(path); },
        [this, path](const Result<LoadedFile> &file) { take(path, file); });
}

void Workspace::openAll(const QStringList &paths, int current, const std::function<void()> &done)
{
    using Loaded = std::vector<Result<LoadedFile>>;
    const auto load = [paths] {
        Loaded files;
        for (const QString &path : paths)
            files.push_back(loadFile(path));
        return files;
    };
    runAsync(this, load, [this, paths, current, done](const Loaded &files) {
        for (int i = 0; i < paths.size(); ++i)
            take(paths[i], files[std::size_t(i)]);
        const bool isCurrentThere =
            current >= 0 && current < paths.size() && files[std::size_t(current)];
        if (isCurrentThere)
            addLoaded(*files[std::size_t(current)]);
        done();
    });
}

void Workspace::take(const QString &path, const Result<LoadedFile> &file)
{
    if (file)
        addLoaded(*file);
    else
        emit failed(tr("%1 was not opened: %2")
                        .arg(plainLine(QFileInfo(path).fileName()), file.error().message));
}

void Workspace::addLoaded(const LoadedFile &file)
{
    if (OpenDocument *const known = find(file.path)) {
        emit opened(known);
        return;
    }
    // The file as it was read is known before anybody can ask to save it.
    OpenDocument *const document = add(file.pipeline, placeOf(file.path));
    entryOf(document)->seen = file.seen;
}

void Workspace::openCopy(const QString &path, const QString &name, const QString &baseFolder)
{
    runAsync(
        this, [path] { return loadFile(path); },
        [this, name, baseFolder](const Result<LoadedFile> &file) {
            if (!file) {
                emit failed(file.error().message);
                return;
            }
            DocumentPlace place = placeOf(file->path);
            place.path.clear();
            place.suggested.clear();
            place.name = freeName(name.isEmpty() ? place.name : name);
            if (!baseFolder.isEmpty())
                place.baseFolder = baseFolder;
            add(file->pipeline, place);
        });
}

void Workspace::save(OpenDocument *document, Overwrite overwrite, const Done &done)
{
    Entry &entry = *entryOf(document);
    if (document->path().isEmpty())
        done(failure(ErrorKind::InvalidInput, tr("%1 has no file yet.").arg(document->name())));
    else
        write(entry, document->path(), overwrite, done);
}

void Workspace::saveAs(OpenDocument *document, const QString &path, const Done &done)
{
    runAsync(
        document, [path] { return resolvedPath(path); },
        [this, document, done](const QString &file) {
            const OpenDocument *const other = find(file);
            if (other && other != document) {
                done(failure(ErrorKind::Busy,
                             tr("%1 is open in another tab. Choose another name, or close that "
                                "tab first.")
                                 .arg(plainLine(QFileInfo(file).fileName()))));
                return;
            }
            Entry &entry = *entryOf(document);
            document->document().apply(tr("Keep data where it is"),
                                       moveDataPaths(document->pipeline(), m_catalog,
                                                     document->place().baseFolder,
                                                     QFileInfo(file).absolutePath()));
            write(entry, file, Overwrite::Allow, done);
        });
}

void Workspace::write(Entry &entry, const QString &path, Overwrite overwrite, const Done &done)
{
    entry.reserved = path;
    const Pipeline pipeline = entry.document.pipeline();
    m_files.post(
        &entry.document,
        [pipeline, path, overwrite, seen = entry.seen](Files &, const CancelToken &) {
            return saveFile(pipeline, path, seen, overwrite);
        },
        [this, &entry, pipeline, path, done](const Result<FileSeen> &seen) {
            entry.reserved.clear();
            if (!seen) {
                done(failure(seen.error()));
                return;
            }
            entry.document.setPlace(placeOf(path));
            wrote(entry, pipeline, *seen);
            done({});
        });
}

void Workspace::wrote(Entry &entry, const Pipeline &pipeline, const FileSeen &seen)
{
    entry.seen = seen;
    entry.toldSha256.clear();
    entry.document.setMustSave(false);
    if (entry.document.pipeline() == pipeline) { // Nobody edited meanwhile.
        entry.document.document().markSaved();
        dropRecovery(entry);
    }
    emit saved(&entry.document);
}

void Workspace::reload(OpenDocument *document)
{
    const QString path = document->path();
    runAsync(
        document, [path] { return loadFile(path); },
        [this, document](const Result<LoadedFile> &file) {
            if (!file) {
                emit failed(file.error().message);
                return;
            }
            Entry &entry = *entryOf(document);
            document->document().apply(tr("Reload"), file->pipeline);
            wrote(entry, document->pipeline(), file->seen);
        });
}

void Workspace::close(OpenDocument *document)
{
    const auto entry =
        std::find_if(m_entries.begin(), m_entries.end(),
                     [document](const auto &each) { return &each->document == document; });
    if (entry == m_entries.end())
        return;
    emit closing(document);
    dropRecovery(**entry);
    m_entries.erase(entry);
}

void Workspace::closeAll(const std::function<void()> &done)
{
    while (!m_entries.empty())
        close(&m_entries.back()->document);
    m_recovery.post(
        this, [](RecoveryFolder &, const CancelToken &) { return true; }, [done](bool) { done(); });
}

void Workspace::lookForChanges()
{
    for (const auto &each : m_entries) {
        Entry &entry = *each;
        entry.document.checkAgain();
        if (entry.document.path().isEmpty() || !entry.reserved.isEmpty())
            continue;
        const auto look = [path = entry.document.path(), seen = entry.seen] {
            return lookAgain(path, seen);
        };
        runAsync(&entry.document, look,
                 [this, &entry, before = entry.seen.sha256](const FileSeen &now) {
                     const bool isOurs = entry.seen.sha256 != before || !entry.reserved.isEmpty();
                     if (isOurs || now.sha256 == before || now.sha256 == entry.toldSha256)
                         return;
                     entry.toldSha256 = now.sha256;
                     emit changedOnDisk(&entry.document);
                 });
    }
}

void Workspace::keepRecovery(Entry &entry)
{
    if (!entry.document.isDirty())
        return;
    const DocumentPlace &place = entry.document.place();
    const Recovery recovery{entry.recoveryKey,
                            place.suggested,
                            place.baseFolder,
                            place.name,
                            QDateTime::currentDateTimeUtc(),
                            entry.document.pipeline()};
    m_recovery.post(
        this,
        [recovery](RecoveryFolder &folder, const CancelToken &) { return folder.write(recovery); },
        [this](const Result<> &written) {
            if (!written && !m_toldRecoveryFailure)
                emit failed(tr("Unsaved changes would not outlive a crash: %1")
                                .arg(written.error().message));
            m_toldRecoveryFailure = !written;
        });
}

void Workspace::keepAll()
{
    for (const auto &entry : m_entries)
        keepRecovery(*entry);
}

void Workspace::dropRecovery(Entry &entry)
{
    entry.clock.stop();
    m_recovery.post(
        this,
        [key = entry.recoveryKey](RecoveryFolder &folder, const CancelToken &) {
            folder.drop(key);
            return true;
        },
        [](bool) {});
}

void Workspace::findRecoveries()
{
    m_recovery.post(
        this, [](RecoveryFolder &folder, const CancelToken &) { return folder.findAbandoned(); },
        [this](const std::vector<Recovery> &found) {
            if (!found.empty())
                emit recoveriesFound(QVector<Recovery>(found.begin(), found.end()));
        });
}

// Its file of the crashed program stays until the key is dropped, so a second crash loses nothing.
void Workspace::openRecovery(const Recovery &recovery)
{
    DocumentPlace place{{}, recovery.baseFolder, {}, recovery.path};
    place.name = freeName(tr("%1 (recovered)").arg(recovery.name));
    OpenDocument *const document = add(recovery.pipeline, place, recovery.key);
    entryOf(document)->document.setMustSave(true);
}

void Workspace::discardRecovery(const Recovery &recovery)
{
    m_recovery.post(
        this,
        [key = recovery.key](RecoveryFolder &folder, const CancelToken &) {
            folder.drop(key);
            return true;
        },
        [](bool) {});
}

} // namespace outcrop
