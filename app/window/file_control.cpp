#include "app/window/file_control.h"

#include <QFileInfo>
#include <QLocale>
#include <QPointer>

#include <algorithm>

namespace outcrop {

namespace {

const QString folderKind = QStringLiteral("pipeline");

void tell(const FileControl::Done &done, bool ok)
{
    if (done)
        done(ok);
}

} // namespace

FileControl::FileControl(const Parts &parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    const Workspace *const workspace = &parts.workspace;
    connect(workspace, &Workspace::failed, this,
            [this](const QString &sentence) { m_parts.messages.showError(sentence); });
    connect(workspace, &Workspace::opened, this,
            [this](OpenDocument *document) { remember(document->path()); });
    connect(workspace, &Workspace::saved, this,
            [this](OpenDocument *document) { remember(document->path()); });
    connect(workspace, &Workspace::changedOnDisk, this, &FileControl::offerReload);
    connect(workspace, &Workspace::recoveriesFound, this, &FileControl::offerRecoveries);
}

FileKind FileControl::pipelines() const
{
    return {tr("Pipelines"), QStringLiteral("outcrop"), QStringLiteral("*.outcrop")};
}

void FileControl::create()
{
    m_parts.workspace.create();
}

void FileControl::askToOpen()
{
    m_parts.questions.askToOpen(pipelines(), m_parts.settings.lastFolder(folderKind),
                                [this](const QStringList &paths) {
                                    for (const QString &path : paths)
                                        open(path);
                                });
}

void FileControl::open(const QString &path)
{
    m_parts.settings.setLastFolder(folderKind, QFileInfo(path).absolutePath());
    m_parts.workspace.open(path);
}

void FileControl::openExample(const QString &path)
{
    m_parts.workspace.openCopy(path);
}

void FileControl::save(OpenDocument *document, const Done &done)
{
    if (document->path().isEmpty()) {
        saveAs(document, done);
        return;
    }
    m_parts.workspace.save(
        document, Overwrite::Refuse,
        [this, document, done](const Result<> &result) { saved(document, result, done); });
}

void FileControl::saveAs(OpenDocument *document, const Done &done)
{
    QString suggested = document->place().suggested;
    if (suggested.isEmpty())
        suggested = m_parts.settings.lastFolder(folderKind) + QLatin1Char('/') + document->name()
                    + QStringLiteral(".outcrop");
    m_parts.questions.askWhereToSave(
        pipelines(), suggested, [this, guard = QPointer(document), done](const QString &path) {
            if (path.isEmpty() || !guard) {
                tell(done, false);
                return;
            }
            m_parts.settings.setLastFolder(folderKind, QFileInfo(path).absolutePath());
            m_parts.workspace.saveAs(guard, path,
                                     [this, document = guard.data(), done](const Result<> &result) {
                                         saved(document, result, done);
                                     });
        });
}

// Somebody else's words are not overwritten without a word.
void FileControl::saved(OpenDocument *document, const Result<> &result, const Done &done)
{
    if (result) {
        tell(done, true);
        return;
    }
    Message message{Message::Tone::Bad, result.error().message, {}, 0};
    const QPointer guard(document);
    const auto overwrite = [this, guard] {
        if (guard)
            m_parts.workspace.save(guard, Overwrite::Allow, [this, guard](const Result<> &again) {
                if (guard)
                    saved(guard, again, {});
            });
    };
    const auto saveElsewhere = [this, guard] {
        if (guard)
            saveAs(guard);
    };
    if (result.error().kind == ErrorKind::Busy && !document->path().isEmpty())
        message.actions.push_back({tr("Overwrite"), overwrite});
    message.actions.push_back({tr("Save as…"), saveElsewhere});
    m_parts.messages.show(message);
    tell(done, false);
}

void FileControl::saveAll(QVector<OpenDocument *> documents, const Done &done)
{
    if (documents.isEmpty()) {
        tell(done, true);
        return;
    }
    OpenDocument *const first = documents.takeFirst();
    save(first, [this, documents, done](bool ok) {
        if (ok)
            saveAll(documents, done);
        else
            tell(done, false);
    });
}

void FileControl::close(const QVector<OpenDocument *> &documents, const Done &done)
{
    QVector<OpenDocument *> unsaved;
    QStringList names;
    for (OpenDocument *const document : documents) {
        if (document->isDirty()) {
            unsaved << document;
            names << document->name();
        }
    }
    const auto closeNow = [this, documents, done] {
        for (OpenDocument *const document : documents)
            m_parts.workspace.close(document);
        tell(done, true);
    };
    if (unsaved.isEmpty()) {
        closeNow();
        return;
    }
    m_parts.questions.askToSave(names, [this, unsaved, closeNow, done](SaveAnswer answer) {
        if (answer == SaveAnswer::Discard)
            closeNow();
        else if (answer == SaveAnswer::Cancel)
            tell(done, false);
        else
            saveAll(unsaved, [closeNow, done](bool ok) {
                if (ok)
                    closeNow();
                else
                    tell(done, false);
            });
    });
}

void FileControl::remember(const QString &path)
{
    if (!path.isEmpty())
        m_parts.settings.setRecentFiles(addRecent(m_parts.settings.recentFiles(), path));
}

void FileControl::pin(const QString &path, bool pinned)
{
    m_parts.settings.setRecentFiles(pinRecent(m_parts.settings.recentFiles(), path, pinned));
}

void FileControl::forget(const QString &path)
{
    changeRecent(
        removeRecent(m_parts.settings.recentFiles(), path),
        tr("%1 is no longer in the list of recent files.").arg(QFileInfo(path).fileName()));
}

void FileControl::forgetAll()
{
    QVector<RecentFile> pinned = m_parts.settings.recentFiles();
    pinned.erase(std::remove_if(pinned.begin(), pinned.end(),
                                [](const RecentFile &file) { return !file.pinned; }),
                 pinned.end());
    changeRecent(pinned, tr("The list of recent files is cleared."));
}

void FileControl::changeRecent(const QVector<RecentFile> &files, const QString &sentence)
{
    const QVector<RecentFile> before = m_parts.settings.recentFiles();
    m_parts.settings.setRecentFiles(files);
    m_parts.messages.showUndo(sentence,
                              [this, before] { m_parts.settings.setRecentFiles(before); });
}

void FileControl::offerReload(OpenDocument *document)
{
    const QPointer guard(document);
    const auto reload = [this, guard] {
        if (guard)
            m_parts.workspace.reload(guard);
    };
    m_parts.messages.show(
        {Message::Tone::Warning,
         tr("%1 was changed by another program.").arg(QFileInfo(document->path()).fileName()),
         {{tr("Reload"), reload}},
         0});
}

void FileControl::offerRecoveries(const QVector<Recovery> &recoveries)
{
    for (const Recovery &recovery : recoveries) {
        const QString time =
            QLocale().toString(recovery.savedAt.toLocalTime().time(), QLocale::ShortFormat);
        m_parts.messages.show(
            {Message::Tone::Note,
             tr("Recovered changes to %1 from %2.").arg(recovery.name, time),
             {{tr("Review"), [this, recovery] { m_parts.workspace.openRecovery(recovery); }},
              {tr("Discard"), [this, recovery] { m_parts.workspace.discardRecovery(recovery); }}},
             0});
    }
}

} // namespace outcrop
