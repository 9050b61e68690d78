#include "app/window/run_control.h"

#include "core/base/text.h"
#include "core/pipeline/taking_part.h"
#include "core/run_presenter/changed_since.h"

#include <QDateTime>

#include <algorithm>

namespace outcrop {

namespace {

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

// Of blocks that take no part nothing is ever told: they do not wait.
QStringList shownBlocks(const Pipeline &pipeline, const Catalog &catalog)
{
    QStringList ids;
    for (BlockId id : takingPart(pipeline, catalog))
        ids << pipeline.find(id)->id;
    return ids;
}

template<class T>
std::optional<Error> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

RunControl::RunControl(JobDesk &desk, const Catalog &catalog, QObject *parent)
    : QObject(parent), m_desk(desk), m_catalog(catalog)
{
    m_timer.setInterval(RunPresenter::shortestInterval);
    connect(&m_timer, &QTimer::timeout, this, &RunControl::show);
    connect(&desk, &JobDesk::jobChanged, this, &RunControl::update);
    connect(&desk, &JobDesk::watchStarted, this, [this](const QString &uuid) {
        if (uuid == m_watched)
            beginStreams();
    });
    connect(&desk, &JobDesk::eventsReceived, this,
            [this](const QString &uuid, const QByteArray &bytes) {
                if (uuid == m_presenter.uuid()) {
                    m_presenter.addEvents(bytes, now());
                    if (!m_timer.isActive()) // Else what comes quickly would put it off.
                        m_timer.start();
                }
            });
    connect(&desk, &JobDesk::logReceived, this,
            [this](const QString &uuid, const QByteArray &bytes) {
                if (uuid == m_watched)
                    emit logReceived(bytes);
            });
}

RunControl::~RunControl() = default;

void RunControl::setDocument(OpenDocument *document)
{
    if (m_document == document)
        return;
    if (m_document) {
        m_document->disconnect(this);
        m_document->document().disconnect(this);
    }
    m_document = document;
    if (document) {
        connect(document, &OpenDocument::problemsChanged, this, [this, document] {
            Run &run = m_runs[document];
            if (const Act act = document->isChecked() ? std::exchange(run.whenChecked, {}) : Act())
                act(document);
            emit stateChanged();
        });
        connect(&document->document(), &PipelineDocument::changed, this, &RunControl::stateChanged);
    }
    follow();
}

void RunControl::forget(OpenDocument *document)
{
    if (document == m_document)
        setDocument(nullptr);
    if (const auto run = m_runs.find(document); run != m_runs.end() && run->second.trying)
        run->second.cancel.cancel(); // Nobody would see what it finds.
    m_runs.erase(document);
}

QString RunControl::whyNot() const
{
    if (!m_document)
        return tr("Open a pipeline first.");
    if (m_document->pipeline().blockCount() == 0)
        return tr("There is nothing to run yet: drag blocks onto the canvas.");
    const auto run = m_runs.find(m_document);
    if (run != m_runs.end() && run->second.submitting)
        return run->second.trying ? tr("It is being tried on a few rows.")
                                  : tr("It is being submitted.");
    const QVector<Problem> &problems = m_document->problems();
    const auto isError = [](const Problem &problem) {
        return problem.severity == Problem::Severity::Error;
    };
    const auto first = std::find_if(problems.begin(), problems.end(), isError);
    if (first == problems.end())
        return {};
    const int errors = int(std::count_if(problems.begin(), problems.end(), isError));
    return tr("%n problems keep it from running. The first: %1", nullptr, errors)
        .arg(first->message);
}

void RunControl::run(const QString &host, const RunOptions &options)
{
    start([this, host, options](OpenDocument *document) { submit(document, host, options); });
}

void RunControl::tryOut()
{
    start([this](OpenDocument *document) { tryNow(document); });
}

void RunControl::start(const Act &act)
{
    if (const QString why = whyNot(); !why.isEmpty())
        emit failed(why);
    else if (m_document->isChecked())
        act(m_document);
    else
        m_runs[m_document].whenChecked = act;
}

std::optional<RunWish> RunControl::begin(OpenDocument *document, const QString &host)
{
    if (hasErrors(document->problems())) {
        emit failed(whyNot());
        return std::nullopt;
    }
    const Pipeline pipeline = document->pipeline();
    const QString name = pipeline.name().isEmpty() ? document->name() : pipeline.name();
    const RunWish wish{pipeline, document->place().baseFolder, name, host, {}, {}};
    m_runs[document].submitting = true;
    m_runs[document].trying = false;
    m_runs[document].cancel = wish.cancel;
    tell(document, tr("Packing…"));
    return wish;
}

void RunControl::submit(OpenDocument *document, const QString &host, const RunOptions &options)
{
    std::optional<RunWish> wish = begin(document, host);
    if (!wish)
        return;
    wish->options = options;
    const QPointer<OpenDocument> guard(document);
    const auto trying = [this, guard] { tell(guard, tr("Trying it on a few rows here…")); };
    const auto looking = [this, guard](const QString &title) {
        tell(guard, tr("Looking at %1…").arg(plainLine(title, 60)));
    };
    const auto remark = [this](const QString &sentence) { emit remarked(sentence); };
    const auto answer = [this, guard, wish = *wish](const Result<Submitted> &submitted) {
        take(guard, wish, submitted);
    };
    m_desk.run(*wish, m_catalog, {looking, remark, answer, trying});
}

void RunControl::tryNow(OpenDocument *document)
{
    const std::optional<RunWish> wish = begin(document, thisComputer().id);
    if (!wish)
        return;
    m_runs[document].trying = true;
    tell(document, tr("Trying it on a few rows here…"));
    m_desk.tryOut(*wish, m_catalog,
                  [this, guard = QPointer(document),
                   pipeline = wish->pipeline](const Result<SmokeRun> &tried) {
                      const bool isUntried = !tried && tried.error().kind == ErrorKind::NotFound;
                      end(guard, isUntried ? std::nullopt : errorOf(tried));
                      if (isUntried) // Nothing is known to be wrong with it.
                          emit remarked(tried.error().message);
                      if (tried && guard)
                          emit triedOut(guard, pipeline, *tried);
                      emit stateChanged();
                  });
}

void RunControl::tell(OpenDocument *document, const QString &doing)
{
    if (document)
        m_runs[document].doing = doing;
    emit stateChanged();
}

// The document may be closed by now: nullptr.
void RunControl::take(OpenDocument *document, const RunWish &wish,
                      const Result<Submitted> &submitted)
{
    end(document, errorOf(submitted));
    if (submitted && document)
        started(document, submitted->job, wish.pipeline);
    if (submitted && wish.cancel.isCanceled()) // Too late to keep it back.
        cancel(submitted->job.uuid);
    emit stateChanged();
}

// What a person stopped is no failure.
void RunControl::end(OpenDocument *document, const std::optional<Error> &error)
{
    if (document)
        m_runs[document].submitting = m_runs[document].trying = false;
    if (error && error->kind != ErrorKind::Canceled)
        emit failed(error->message);
}

void RunControl::started(OpenDocument *document, const Job &job, const Pipeline &pipeline)
{
    Run &run = m_runs[document];
    run.job = job;
    run.submitted = pipeline;
    emit this->submitted(job, document->path());
    if (document == m_document)
        follow();
}

void RunControl::adopt(OpenDocument *document, const Job &job)
{
    m_desk.findPipeline(job,
                        [this, guard = QPointer(document), job](const Result<Pipeline> &pipeline) {
                            if (!guard || m_runs[guard].job || m_runs[guard].submitting)
                                return;
                            if (!pipeline) {
                                emit failed(pipeline.error().message);
                                return;
                            }
                            m_runs[guard].job = job;
                            m_runs[guard].submitted = *pipeline;
                            if (guard == m_document)
                                follow();
                        });
}

// From its beginning: the local copies give again what was there already.
void RunControl::follow()
{
    if (!m_watched.isEmpty())
        m_desk.unwatch(m_watched);
    m_watched.clear();
    const Job *const job = this->job();
    if (!job) {
        m_presenter.hide();
        m_timer.stop();
        emit logStarted({});
    } else {
        m_watched = job->uuid;
        beginStreams();
        m_desk.watch(m_watched, [this](const Result<> &watched) {
            if (!watched)
                emit failed(watched.error().message);
        });
        m_timer.start();
        show();
    }
    emit stateChanged();
}

void RunControl::beginStreams()
{
    const Job *const job = this->job();
    m_presenter.show(*job, shownBlocks(m_runs[m_document].submitted, m_catalog));
    emit logStarted(job->title);
}

void RunControl::update(const Job &job)
{
    if (OpenDocument *const document = documentOf(job.uuid)) {
        Run &run = m_runs[document];
        const bool hadEnded = isTerminal(run.job->attempt.state);
        run.job = job;
        m_presenter.update(job);
        if (document == m_document)
            m_timer.start();
        emit stateChanged();
        if (!hadEnded && isTerminal(job.attempt.state))
            emit ended(job);
    }
}

void RunControl::show()
{
    if (const auto view = m_presenter.take(now()); view && m_document)
        emit viewChanged(m_document, *view);
    if (!m_presenter.isChanging())
        m_timer.stop();
}

void RunControl::stop()
{
    if (isSubmitting())
        m_runs[m_document].cancel.cancel();
    else if (isRunning())
        cancel(job()->uuid);
}

void RunControl::cancel(const QString &uuid)
{
    m_desk.cancel(uuid, [this](const Result<> &cancelled) {
        if (!cancelled)
            emit failed(cancelled.error().message);
    });
}

const Job *RunControl::job() const
{
    const auto run = m_runs.find(m_document);
    return run != m_runs.end() && run->second.job ? &*run->second.job : nullptr;
}

bool RunControl::isRunning() const
{
    return job() && !isTerminal(job()->attempt.state);
}

bool RunControl::isSubmitting() const
{
    const auto run = m_runs.find(m_document);
    return run != m_runs.end() && run->second.submitting;
}

QString RunControl::doing() const
{
    return isSubmitting() ? m_runs.at(m_document).doing : QString();
}

QSet<QString> RunControl::changesSince() const
{
    return job() ? changedSince(m_runs.at(m_document).submitted, m_document->pipeline())
                 : QSet<QString>();
}

OpenDocument *RunControl::documentOf(const QString &uuid) const
{
    for (const auto &[document, run] : m_runs) {
        if (run.job && run.job->uuid == uuid)
            return document;
    }
    return nullptr;
}

} // namespace outcrop
