// What the window says and does about jobs.

#include "app/window/desktop_notification.h"
#include "app/window/main_window.h"
#include "app/window/results_control.h"
#include "app/window/run_buttons.h"
#include "app/window/run_dialog.h"
#include "core/base/text.h"
#include "widgets/jobs/results_place.h"

#include <QApplication>
#include <QFileInfo>
#include <QLabel>

namespace outcrop {

namespace {

constexpr int slowStopSeconds = 60;

} // namespace

void MainWindow::connectRuns()
{
    connect(&m_runs, &RunControl::stateChanged, this, &MainWindow::updateRun);
    connect(&m_runs, &RunControl::failed, m_messages, &MessageBar::showError);
    connect(&m_runs, &RunControl::remarked, this, &MainWindow::tellRemark);
    connect(&m_parts.desk, &JobDesk::problem, m_messages, &MessageBar::showError);
    connect(&m_runs, &RunControl::viewChanged, this,
            [this](OpenDocument *, const RunView &view) { m_jobLine->showView(view); });
    connect(&m_runs, &RunControl::submitted, this, [this](const Job &job, const QString &path) {
        m_jobs[job.uuid] = job;
        if (m_results)
            m_results->tellTitles(job, m_document->pipeline());
        if (!path.isEmpty())
            m_parts.settings.setLastJob(path, job.uuid);
    });
    connect(&m_parts.desk, &JobDesk::jobChanged, this, &MainWindow::followJob);
    connect(&m_runs, &RunControl::ended, this, &MainWindow::tellEnd);
}

void MainWindow::tellRemark(const QString &sentence)
{
    m_messages->showNote(sentence);
}

void MainWindow::updateRun()
{
    const QString whyNot = m_runs.whyNot();
    for (const char *id : {"run", "run_with", "try_out"})
        m_commands.find(QLatin1String(id))->setEnabled(whyNot.isEmpty());
    m_commands.find(QStringLiteral("stop"))
        ->setEnabled(m_runs.isRunning() || m_runs.isSubmitting());
    m_runButtons->setWhyNot(whyNot);
    m_jobLine->showJob(m_runs.job());
    m_jobLine->showDoing(m_runs.doing());
    const int changes = m_runs.changesSince().size();
    m_changes->setText(changes > 0 ? tr("%n changes since", nullptr, changes) : QString());
}

void MainWindow::run()
{
    showPlace(Build);
    RunOptions options;
    options.triedFirst = m_parts.settings.triesFirst();
    m_runs.run(m_runButtons->host(), options);
}

void MainWindow::askHowToRun()
{
    RunOptions options = m_lastOptions.value_or(RunOptions());
    if (!m_lastOptions)
        options.triedFirst = m_parts.settings.triesFirst();
    auto *const dialog =
        new RunDialog(m_runButtons->hosts(), m_runButtons->host(), options, m_parts.style, this);
    connect(dialog, &RunDialog::wished, this,
            [this](const QString &host, const RunOptions &wished) {
                m_lastOptions = wished;
                showPlace(Build);
                m_runs.run(host, wished);
            });
    dialog->open();
}

void MainWindow::tryOut()
{
    showPlace(Build);
    m_runs.tryOut();
}

void MainWindow::askForPackage()
{
    const QString host = m_runButtons->host();
    auto *const dialog = new PackageDialog(
        {m_parts.style, m_parts.desk.cacheFolder(), host, m_hosts.titles().value(host, host)},
        this);
    connect(dialog, &PackageDialog::wished, this, &MainWindow::submitPackage);
    dialog->open();
}

void MainWindow::submitPackage(const PackageWish &wish)
{
    const auto looking = [this](const QString &host) {
        say(tr("Looking at %1…").arg(plainLine(host, 60)));
    };
    const auto remark = [this](const QString &sentence) { m_messages->showNote(sentence); };
    const auto answer = [this](const Result<Submitted> &submitted) {
        say({});
        if (!submitted) {
            m_messages->showError(submitted.error().message);
            return;
        }
        m_jobs.emplace(submitted->job.uuid, submitted->job); // It may have gone on already.
        resultsPlace().updateJob(m_jobs[submitted->job.uuid]);
        showResults(submitted->job.uuid);
    };
    m_parts.desk.runPackage(wish.request, wish.folder, {looking, remark, answer});
}

// What a minute of training has cost is not thrown away by one key.
void MainWindow::stop()
{
    const Job *const job = m_runs.job();
    const bool isSubmitting = m_runs.isSubmitting();
    if (!job && !isSubmitting)
        return;
    if (!job || isSubmitting
        || job->createdAt.secsTo(QDateTime::currentDateTimeUtc()) < slowStopSeconds) {
        m_runs.stop();
        return;
    }
    m_parts.questions->confirm({tr("Stop %1?").arg(job->title),
                                tr("What it has not finished by now is lost."), tr("Stop")},
                               [this](bool yes) {
                                   if (yes)
                                       m_runs.stop();
                               });
}

void MainWindow::tellEnd(const Job &job)
{
    const JobState state = job.attempt.state;
    const bool good = state == JobState::Succeeded;
    Message message{good ? Message::Tone::Good : Message::Tone::Bad,
                    tr("%1: %2.", "job, state").arg(job.title, stateTitle(state).toLower()),
                    {{tr("Results"), [this, uuid = job.uuid] { showResults(uuid); }}},
                    good ? 10 : 0};
    if (state == JobState::Cancelled)
        message = {Message::Tone::Note, tr("%1 was stopped.").arg(job.title), {}, 10};
    else if (!good && !job.attempt.reason.isEmpty())
        message.text = tr("%1: %2", "job, reason").arg(job.title, job.attempt.reason);
    if (state == JobState::Failed)
        message.actions = {{tr("Show the log"), [this] { m_panels->show(Panels::Panel::Log); }}};
    m_messages->show(message);
    QApplication::alert(this);
}

void MainWindow::followJob(const Job &job)
{
    const auto before = m_jobs.find(job.uuid);
    const bool ran = before != m_jobs.end() && !isTerminal(before->second.attempt.state);
    const JobState state = job.attempt.state;
    m_jobs[job.uuid] = job;
    if (ran && isTerminal(state) && state != JobState::Cancelled && !isActiveWindow())
        notify(tr("%1: %2", "job, state").arg(job.title, stateTitle(state).toLower()), job.name);
}

void MainWindow::notify(const QString &title, const QString &text) const
{
    if (!m_parts.settings.notifies())
        return;
    if (m_parts.notify)
        m_parts.notify(title, text);
    else
        notifyDesktop(title, text);
}

void MainWindow::sayWhatGoesOn() const
{
    int running = 0, waiting = 0;
    for (const auto &[uuid, job] : m_jobs) {
        const JobState state = job.attempt.state;
        if (isBeforeStart(state))
            ++waiting;
        else if (!isTerminal(state))
            ++running;
    }
    if (running > 0)
        notify(running == 1 ? tr("1 job goes on running")
                            : tr("%1 jobs go on running").arg(running),
               running == 1 ? tr("Outcrop shows what became of it when it is opened again.")
                            : tr("Outcrop shows what became of them when it is opened again."));
    if (waiting > 0)
        notify(waiting == 1 ? tr("1 job waits") : tr("%1 jobs wait").arg(waiting),
               waiting == 1 ? tr("It is sent in its turn when Outcrop is opened again.")
                            : tr("They are sent in their turn when Outcrop is opened again."));
}

// Jobs of an earlier program are found, followed, and shown where they came from.
void MainWindow::beginJobs()
{
    m_parts.desk.begin([this](const Result<std::vector<Job>> &jobs) {
        if (!jobs) {
            m_messages->showError(jobs.error().message);
            return;
        }
        for (const Job &job : *jobs)
            m_jobs.emplace(job.uuid, job);
        if (m_results)
            tellResults();
        const QStringList paths = m_parts.settings.lastJobs().values();
        for (const Job &job : *jobs) {
            if (!isTerminal(job.attempt.state) && !(m_restoring && paths.contains(job.uuid)))
                offerRunning(job);
        }
        for (OpenDocument *const document : m_parts.workspace.documents())
            showJobOf(document);
    });
}

void MainWindow::tellResults()
{
    std::vector<Job> jobs;
    for (const auto &[uuid, job] : m_jobs)
        jobs.push_back(job);
    m_results->setJobs(jobs);
    for (const Job &job : jobs) {
        if (job.attempt.state != JobState::Succeeded) // Its report has the titles.
            tellBlocks(job);
    }
}

void MainWindow::tellBlocks(const Job &job)
{
    if (job.pipeline.isEmpty())
        return;
    m_parts.desk.findPipeline(job, [this, uuid = job.uuid](const Result<Pipeline> &pipeline) {
        if (pipeline)
            m_results->tellTitles(m_jobs[uuid], *pipeline);
    });
}

void MainWindow::takeRunAgain(const Job &job)
{
    m_jobs.emplace(job.uuid, job); // It may have gone on already.
    tellBlocks(job);
    const QString &host = job.attempt.host;
    say(tr("%1 runs the same on %2.", "job, host")
            .arg(job.title, plainLine(m_hosts.titles().value(host, host), 60)));
}

void MainWindow::offerRunning(const Job &job)
{
    const QString &host = job.attempt.host;
    const QString sentence = isBeforeStart(job.attempt.state)
                                 ? tr("%1 waits to run on %2.", "job, host")
                                 : tr("%1 is still running on %2.", "job, host");
    m_messages->show({Message::Tone::Note,
                      sentence.arg(job.title, plainLine(m_hosts.titles().value(host, host), 60)),
                      {{tr("Show"), [this, uuid = job.uuid] { openJob(uuid); }}},
                      0});
}

void MainWindow::openJob(const QString &uuid)
{
    const auto job = m_jobs.find(uuid);
    if (OpenDocument *const document = m_runs.documentOf(uuid)) {
        addDocument(document);
    } else if (job == m_jobs.end() || job->second.pipeline.isEmpty()) {
        m_logWished = false;
        m_messages->showError(tr("There is no pipeline of this job: it was not made here."));
    } else {
        m_attachTo = uuid;
        m_parts.workspace.openCopy(job->second.pipeline, job->second.title, job->second.baseFolder);
    }
}

void MainWindow::showResults(const QString &uuid)
{
    showPlace(Results);
    m_resultsPlace->selectJobs({uuid});
}

void MainWindow::showJobOf(OpenDocument *document)
{
    const QString wished = std::exchange(m_attachTo, {});
    const QString uuid =
        wished.isEmpty() ? m_parts.settings.lastJobs().value(document->path()) : wished;
    const auto job = m_jobs.find(uuid);
    if (job == m_jobs.end() || m_runs.documentOf(uuid))
        return;
    if (!wished.isEmpty() || !isTerminal(job->second.attempt.state))
        m_runs.adopt(document, job->second);
}

} // namespace outcrop
