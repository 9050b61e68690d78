#pragma once

#include "app/window/job_desk.h"
#include "core/run_presenter/run_presenter.h"
#include "core/workspace/open_document.h"

#include <QTimer>

#include <map>
#include <optional>

namespace outcrop {

// Runs of the open pipelines: what was submitted from which, and what is to be seen of it. The run
// of the current document is followed live.
class RunControl : public QObject
{
    Q_OBJECT

public:
    RunControl(JobDesk &desk, const Catalog &catalog, QObject *parent = nullptr);
    ~RunControl() override;

    void setDocument(OpenDocument *document); // The current one, borrowed; nullptr: none.
    void forget(OpenDocument *document);

    // A sentence on why the current document cannot run; empty: it can.
    QString whyNot() const;
    void run(const QString &host);
    void stop(); // Before it is submitted, too.

    // The run of the current document; nullptr: it has none.
    const Job *job() const;
    bool isRunning() const; // It has one that has not ended.
    bool isSubmitting() const;
    QString doing() const; // Until it is submitted: "Looking at lab…"; else empty.
    bool isShown() const { return !m_timer.isActive(); } // All that was told of it.
    QSet<QString> changesSince() const; // Ids of blocks that would train differently now.
    OpenDocument *documentOf(const QString &uuid) const;

    // Shows a job in a document that holds the pipeline it was made from, as after a restart.
    void adopt(OpenDocument *document, const Job &job);

signals:
    // What whyNot(), job() and the others say may be something else.
    void stateChanged();
    void submitted(const outcrop::Job &job, const QString &path);
    void ended(const outcrop::Job &job);
    // What the canvas of a document shows.
    void viewChanged(outcrop::OpenDocument *document, const outcrop::RunView &view);
    void logStarted(const QString &title); // Empty: there is no log.
    void logReceived(const QByteArray &bytes);
    void failed(const QString &sentence);
    void remarked(const QString &sentence); // Odd, and no reason not to run.

private:
    struct Run
    {
        std::optional<Job> job;
        Pipeline submitted;
        bool submitting = false;
        QString lookedAt;   // The title of a host, while it is looked at.
        CancelToken cancel; // Of what is being submitted.
        bool runWhenChecked = false;
    };

    void begin(OpenDocument *document, const QString &host);
    void take(OpenDocument *document, const RunWish &wish, const Result<Submitted> &submitted);
    void started(OpenDocument *document, const Job &job, const Pipeline &pipeline);
    void cancel(const QString &uuid);
    void follow();
    void beginStreams();
    void update(const Job &job);
    void show();

    JobDesk &m_desk;
    const Catalog &m_catalog;
    OpenDocument *m_document = nullptr;
    std::map<OpenDocument *, Run> m_runs;
    RunPresenter m_presenter; // Of the current document's run.
    QString m_watched;
    QString m_host;
    QTimer m_timer;
};

} // namespace outcrop
