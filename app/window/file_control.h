#pragma once

#include "core/settings/settings.h"
#include "core/workspace/workspace.h"
#include "widgets/prompts/message_bar.h"
#include "widgets/prompts/questions.h"

#include <functional>

namespace outcrop {

// What happens around the files of open pipelines when a person asks for it: names are asked for,
// changes are not lost, and what came of it is said.
class FileControl : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Workspace &workspace;
        Settings &settings;
        Questions &questions;
        MessageBar &messages;
    };

    explicit FileControl(const Parts &parts, QObject *parent = nullptr);

    void create();
    void askToOpen();
    void open(const QString &path);
    void openExample(const QString &path);

    // Each calls `done(true)` when the file is there, and `done(false)` where the person or the
    // disk would not.
    using Done = std::function<void(bool)>;
    void save(OpenDocument *document, const Done &done = {});
    void saveAs(OpenDocument *document, const Done &done = {});
    void saveAll(QVector<OpenDocument *> documents, const Done &done);

    // One question at most, which names what is not saved. `done(true)`: they are closed.
    void close(const QVector<OpenDocument *> &documents, const Done &done = {});

    void pin(const QString &path, bool pinned);
    void forget(const QString &path);
    void forgetAll(); // All but the pinned ones.

private:
    void remember(const QString &path);
    void changeRecent(const QVector<RecentFile> &files, const QString &sentence);
    void saved(OpenDocument *document, const Result<> &result, const Done &done);
    void offerRecoveries(const QVector<Recovery> &recoveries);
    void offerReload(OpenDocument *document);
    FileKind pipelines() const;

    Parts m_parts;
};

} // namespace outcrop
