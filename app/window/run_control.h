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
    OpenDocument *document() const { return m_document; } // The current one; nullptr: none.

    // A sentence on why the current document cannot run; empty: it can.
    QString whyNot() const;
    void run(const QString &host, const RunOptions &options = {});
    // On a few rows here; nothing is submitted. triedOut(), failed() or, where it cannot be tried
    // here, remarked() tells.
    void tryOut();
    void stop(); // Before it is submitted, too.

    // The run of the current document; nullptr: it has none.
    const Job *job() const;
    bool isRunning() const;    // It has one that has not ended.
    bool isSubmitting() const; // Or being tried out.
    QString doing() const; // Until it is submitted or tried out: "Looking at lab…"; else empty.
    bool isShown() const { return !m_timer.isActive(); } // All that was told of it.
    QSet<QString> changesSince() const; // Ids of blocks that would train differently now.
    OpenDocument *documentOf(const QString &uuid) const;

    // Shows a job in a document that holds the pipeline it was made from, as after a restart.
    void adopt(OpenDocument *document, const Job &job);

signals:
    // What whyNot(), job() and the others say may be something else.
    void stateChanged();
    // `pipeline`: as it was tried; that of the document may be another by now.
    void triedOut(outcrop::OpenDocument *document, const outcrop::Pipeline &pipeline,
                  const outcrop::SmokeRun &tried);
    void submitted(const outcrop::Job &job, const QString &path);
    void ended(const outcrop::Job &job);
    // What the canvas of a document shows.
    void viewChanged(outcrop::OpenDocument *document, const outcrop::RunView &view);
    void logStarted(const QString &title); // Empty: there is no log.
    void logReceived(const QByteArray &bytes);
    void failed(const QString &sentence);
    void remarked(const QString &sentence); // Odd, and no reason not to run.

private:
    using Act = std::function<void(OpenDocument *)>;

    struct Run
    {
        std::optional<Job> job;
        Pipeline submitted;
        bool submitting = false; // Or tried out.
        bool trying = false;     // Tried out, and nothing else.
        QString doing;           // What is done for that: "Packing…".
        CancelToken cancel;      // Of that.
        Act whenChecked;         // Empty: nothing waits for that.
    };

    void start(const Act &act); // Of the current document, once it is checked.
    // None: it has errors, and failed() has told them.
    std::optional<RunWish> begin(OpenDocument *document, const QString &host);
    void submit(OpenDocument *document, const QString &host, const RunOptions &options);
    void tryNow(OpenDocument *document);
    void tell(OpenDocument *document, const QString &doing);
    void end(OpenDocument *document, const std::optional<Error> &error);
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
    QTimer m_timer;
};

} // namespace outcrop
