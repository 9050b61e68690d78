#pragma once

#include "core/async/worker.h"
#include "core/base/folders.h"
#include "core/workspace/document_files.h"
#include "core/workspace/open_document.h"
#include "core/workspace/recovery_clock.h"
#include "core/workspace/recovery_folder.h"

#include <functional>
#include <memory>
#include <vector>

namespace outcrop {

// The pipelines that are open in this program, and their files. No two of them have one file.
// Nothing here waits for a disk: what reads or writes answers later, in the thread of the
// workspace.
class Workspace : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<> &)>;

    Workspace(Catalog catalog, const Folders &folders, const RecoveryTimes &times = {},
              QObject *parent = nullptr);
    ~Workspace() override;

    const Catalog &catalog() const { return m_catalog; }
    QVector<OpenDocument *> documents() const;     // In the order of their opening.
    OpenDocument *find(const QString &path) const; // By its identity; nullptr: it is not open.

    // An empty pipeline, "Untitled 2". opened() comes before this returns.
    OpenDocument *create();

    // The answer is opened(), also for a file that is open already, or failed().
    void open(const QString &path);
    // The same for each, in this order once all are read; the one at `current`, if it is there,
    // comes once more at the end, before `done`.
    void openAll(const QStringList &paths, int current, const std::function<void()> &done);
    // An unsaved copy, as of an example. Its name and the folder of its data are the file's unless
    // others are given.
    void openCopy(const QString &path, const QString &name = {}, const QString &baseFolder = {});

    // Into its own file. InvalidInput: it has none yet. Busy: somebody else has written it since;
    // nothing was overwritten.
    void save(OpenDocument *document, Overwrite overwrite, const Done &done);
    // Into another file, which becomes its own. Busy: that file is open in another tab.
    void saveAs(OpenDocument *document, const QString &path, const Done &done);

    // The file as it is now, in place of what is here. One undoable step.
    void reload(OpenDocument *document);

    // Without asking: what was not saved is gone, also from recovery.
    void close(OpenDocument *document);
    // Closes all; `done` comes when nothing is left to be written or removed: the way to quit.
    void closeAll(const std::function<void()> &done);

    // Looks whether files were written by others: the pipelines, and the data they read. When the
    // window comes to the front, and now and then.
    void lookForChanges();

    // Keeps every unsaved change for recovery now: the session ends.
    void keepAll();

    // Looks for what crashed programs left; the answer is recoveriesFound().
    void findRecoveries();
    // Opens it as an unsaved copy. It is kept until that is saved or closed.
    void openRecovery(const Recovery &recovery);
    void discardRecovery(const Recovery &recovery);

signals:
    void opened(outcrop::OpenDocument *document);
    void closing(outcrop::OpenDocument *document); // It is there for the last time.
    void saved(outcrop::OpenDocument *document);
    void changedOnDisk(outcrop::OpenDocument *document); // Once for each content.
    void recoveriesFound(const QVector<outcrop::Recovery> &recoveries);
    void failed(const QString &sentence);

private:
    struct Entry;
    struct Files // Of a worker: it keeps the order of savings.
    {
    };

    Entry *entryOf(const OpenDocument *document) const;
    OpenDocument *add(Pipeline pipeline, DocumentPlace place, const QString &recoveryKey = {});
    void take(const QString &path, const Result<LoadedFile> &file);
    void addLoaded(const LoadedFile &file);
    void write(Entry &entry, const QString &path, Overwrite overwrite, const Done &done);
    void wrote(Entry &entry, const Pipeline &pipeline, const FileSeen &seen);
    void keepRecovery(Entry &entry);
    void dropRecovery(Entry &entry);
    QString freeName(const QString &wanted) const;

    const Catalog m_catalog;
    std::vector<std::unique_ptr<Entry>> m_entries;
    RecoveryTimes m_times;
    bool m_toldRecoveryFailure = false;
    Worker<RecoveryFolder> m_recovery;
    Worker<Files> m_files; // Last: work in progress may touch what is above.
};

} // namespace outcrop

Q_DECLARE_METATYPE(outcrop::Recovery)
