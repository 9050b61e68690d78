#include "app/window/main_window.h"

#include "app/window/results_control.h"
#include "app/window/run_buttons.h"
#include "app/window/welcome_page.h"
#include "core/async/run_async.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/jobs/results_place.h"
#include "widgets/prompts/dialog_questions.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdio>

namespace outcrop {

namespace {

constexpr int sentenceMilliseconds = 6000;
constexpr int lookEverySeconds = 5;
constexpr int slowStopSeconds = 60;

QStringList pipelineFiles(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile() && url.path().endsWith(QLatin1String(".outcrop")))
            files << url.toLocalFile();
    }
    return files;
}

} // namespace

MainWindow::MainWindow(Parts parts)
    : m_parts(std::move(parts))
    , m_commands(m_parts.style, this)
    , m_runs(m_parts.desk, m_parts.workspace.catalog())
    , m_places(new PlacesBar(m_parts.style))
    , m_pages(new QStackedWidget)
    , m_messages(new MessageBar(m_parts.style))
    , m_welcome(new WelcomePage(m_parts.style))
    , m_build(new BuildPlace(m_welcome, m_parts.style))
    , m_panels(new Panels(m_parts.workspace.catalog(), m_parts.style, m_runs, *m_build))
    , m_palette(new CommandPalette(m_commands, m_parts.style, this))
    , m_jobLine(new JobLine(m_parts.style))
    , m_changes(new QLabel)
{
    setObjectName(QStringLiteral("outcrop"));
    setAcceptDrops(true);
    setMinimumSize(720, 480);
    resize(1400, 880);
    if (!m_parts.questions)
        m_parts.questions = std::make_unique<DialogQuestions>(this);
    m_files = std::make_unique<FileControl>(
        FileControl::Parts{m_parts.workspace, m_parts.settings, *m_parts.questions, *m_messages});
    makePlaces();
    makeMenus();
    m_runButtons = new RunButtons(m_commands.find(QStringLiteral("run")),
                                  m_commands.find(QStringLiteral("stop")), m_parts.style);
    m_build->tabs().addAtRight(m_runButtons);
    connect(&m_build->tabs(), &DocumentTabs::resized, m_runButtons, [this](int width) {
        constexpr int roomForHost = 640;
        m_runButtons->setCompact(width < roomForHost);
    });
    connect(m_runButtons, &RunButtons::hostsWished, this, [this] { showPlace(Hosts); });
    makeStatusBar();
    connectWelcome(*m_welcome);
    connectWorkspace();
    connectRuns();
    m_commands.useShortcuts(m_parts.settings.shortcuts());
    showRecent();
    updateTitle();
    updateCommands();
    updateRun();
    beginJobs();
}

MainWindow::~MainWindow()
{
    disconnect(&m_parts.workspace, nullptr, this, nullptr);
}

void MainWindow::makePlaces()
{
    m_resultsPlace = new ResultsPlace(m_parts.style);
    m_results = std::make_unique<ResultsControl>(ResultsControl::Parts{
        *m_resultsPlace, m_parts.desk, m_parts.settings, m_parts.workspace.catalog()});
    connect(m_results.get(), &ResultsControl::failed, m_messages, &MessageBar::showError);
    connect(m_resultsPlace, &ResultsPlace::buildWished, this, [this] { showPlace(Build); });
    connect(m_resultsPlace, &ResultsPlace::openPipelineWished, this, &MainWindow::openJob);
    connect(m_resultsPlace, &ResultsPlace::logWished, this, [this](const QString &uuid) {
        openJob(uuid);
        m_panels->show(Panels::Panel::Log);
    });
    connect(m_resultsPlace, &ResultsPlace::status, this, [this](const QString &sentence) {
        statusBar()->showMessage(sentence, sentenceMilliseconds);
    });
    auto *const hosts = new HostsPlace(m_parts.style);
    connect(hosts, &HostsPlace::status, this, [this](const QString &sentence) {
        statusBar()->showMessage(sentence, sentenceMilliseconds);
    });
    m_places->addPlace(QStringLiteral("build"), tr("Build"), QStringLiteral("Ctrl+1"));
    m_places->addPlace(QStringLiteral("results"), tr("Results"), QStringLiteral("Ctrl+2"));
    m_places->addPlace(QStringLiteral("hosts"), tr("Hosts"), QStringLiteral("Ctrl+3"));
    connect(m_places, &PlacesBar::chosen, this, &MainWindow::showPlace);
    m_pages->addWidget(m_build);
    m_pages->addWidget(m_resultsPlace);
    m_pages->addWidget(hosts);

    auto *const whole = new QWidget;
    auto *const row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_places);
    auto *const column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_pages, 1);
    row->addLayout(column, 1);
    setCentralWidget(whole);
}

void MainWindow::showPlace(int place)
{
    const bool isOther = m_pages->currentIndex() != place;
    m_places->setCurrent(place);
    m_pages->setCurrentIndex(place);
    if (!isOther)
        return;
    QWidget *const canvas = place == Build ? m_build->canvas() : nullptr;
    (canvas ? canvas : m_pages->currentWidget())->setFocus();
}

void MainWindow::makeStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_jobLine, 1);
    statusBar()->addPermanentWidget(m_changes);
    m_changes->setFont(m_parts.style.small());
    m_changes->setContentsMargins(0, 0, 8, 0);
    connect(m_jobLine, &QAbstractButton::clicked, this, [this] {
        if (m_runs.job())
            showResults(m_runs.job()->uuid);
    });
    connect(m_panels, &Panels::status, this, [this](const QString &sentence) {
        statusBar()->showMessage(sentence, sentenceMilliseconds);
    });
}

void MainWindow::connectWelcome(WelcomePage &welcome)
{
    FileControl *const files = m_files.get();
    connect(&welcome, &WelcomePage::newWished, files, &FileControl::create);
    connect(&welcome, &WelcomePage::openWished, files, &FileControl::askToOpen);
    connect(&welcome, &WelcomePage::exampleWished, files, &FileControl::openExample);
    connect(&welcome, &WelcomePage::recentWished, files, &FileControl::open);
    connect(&welcome, &WelcomePage::pinWished, files, &FileControl::pin);
    connect(&welcome, &WelcomePage::removeWished, files, &FileControl::forget);
    connect(&welcome, &WelcomePage::clearWished, files, &FileControl::forgetAll);
    connect(&m_parts.settings, &Settings::recentFilesChanged, this, &MainWindow::showRecent);
}

void MainWindow::showExamples(const QVector<Example> &examples)
{
    m_welcome->showExamples(examples);
}

void MainWindow::showRecent()
{
    runAsync(
        this, [files = m_parts.settings.recentFiles()] { return markMissing(files); },
        [this](const QVector<RecentFile> &files) { m_welcome->showRecent(files); });
}

void MainWindow::connectWorkspace()
{
    Workspace *const workspace = &m_parts.workspace;
    connect(workspace, &Workspace::opened, this, &MainWindow::addDocument);
    connect(workspace, &Workspace::closing, this, &MainWindow::removeDocument);
    connect(m_panels, &Panels::openWished, m_files.get(), &FileControl::open);
    connect(m_panels, &Panels::selectionChanged, this, &MainWindow::updateCommands);
    DocumentTabs *const tabs = &m_build->tabs();
    connect(tabs, &DocumentTabs::closeWished, this,
            [this](OpenDocument *document) { m_files->close({document}); });
    connect(tabs, &DocumentTabs::newWished, m_files.get(), &FileControl::create);
    connect(tabs, &DocumentTabs::currentChanged, this, [this](OpenDocument *document) {
        m_document = document;
        updateTitle();
        updateCommands();
        updateRun();
    });
    auto *const look = new QTimer(this);
    connect(look, &QTimer::timeout, workspace, [this] {
        if (isActiveWindow())
            m_parts.workspace.lookForChanges();
    });
    look->start(lookEverySeconds * 1000);
}

void MainWindow::addDocument(OpenDocument *document)
{
    if (!m_build->tabs().documents().contains(document)) {
        m_panels->add(*document);
        connect(document, &OpenDocument::dirtyChanged, this, &MainWindow::updateTitle);
        connect(document, &OpenDocument::placeChanged, this, [this] {
            updateTitle();
            saveSession();
        });
        connect(&document->document(), &PipelineDocument::historyChanged, this,
                &MainWindow::updateCommands);
        showJobOf(document);
    }
    showPlace(Build);
    m_build->tabs().setCurrent(document);
    if (m_panels->page())
        m_panels->page()->canvas().setFocus();
    saveSession();
}

void MainWindow::removeDocument(OpenDocument *document)
{
    m_runs.forget(document);
    m_build->removeCanvas(document);
    saveSession();
}

void MainWindow::updateTitle()
{
    setWindowTitle(m_document ? tr("%1[*] — Outcrop").arg(m_document->name()) : tr("Outcrop"));
    setWindowModified(m_document && m_document->isDirty());
    setWindowFilePath(QString());
}

void MainWindow::connectRuns()
{
    connect(&m_runs, &RunControl::stateChanged, this, &MainWindow::updateRun);
    connect(&m_runs, &RunControl::failed, m_messages, &MessageBar::showError);
    connect(&m_parts.desk, &JobDesk::problem, m_messages, &MessageBar::showError);
    connect(&m_runs, &RunControl::viewChanged, this,
            [this](OpenDocument *, const RunView &view) { m_jobLine->showView(view); });
    connect(&m_runs, &RunControl::submitted, this, [this](const Job &job, const QString &path) {
        m_jobs[job.uuid] = job;
        m_results->tellTitles(job, m_document->pipeline());
        if (!path.isEmpty())
            m_parts.settings.setLastJob(path, job.uuid);
    });
    connect(&m_parts.desk, &JobDesk::jobChanged, this,
            [this](const Job &job) { m_jobs[job.uuid] = job; });
    connect(&m_runs, &RunControl::ended, this, &MainWindow::tellEnd);
}

void MainWindow::updateRun()
{
    const QString whyNot = m_runs.whyNot();
    m_commands.find(QStringLiteral("run"))->setEnabled(whyNot.isEmpty());
    m_commands.find(QStringLiteral("stop"))->setEnabled(m_runs.isRunning());
    m_runButtons->setWhyNot(whyNot);
    m_jobLine->showJob(m_runs.job());
    const int changes = m_runs.changesSince().size();
    m_changes->setText(changes > 0 ? tr("%n changes since", nullptr, changes) : QString());
}

void MainWindow::run()
{
    showPlace(Build);
    m_runs.run(m_runButtons->host());
}

// What a minute of training has cost is not thrown away by one key.
void MainWindow::stop()
{
    const Job *const job = m_runs.job();
    if (!job)
        return;
    if (job->createdAt.secsTo(QDateTime::currentDateTimeUtc()) < slowStopSeconds) {
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
        m_results->setJobs(*jobs);
        const QStringList paths = m_parts.settings.lastJobs().values();
        for (const Job &job : *jobs) {
            if (!isTerminal(job.attempt.state) && !(m_restoring && paths.contains(job.uuid)))
                offerRunning(job);
        }
        for (OpenDocument *const document : m_parts.workspace.documents())
            showJobOf(document);
    });
}

void MainWindow::offerRunning(const Job &job)
{
    m_messages->show({Message::Tone::Note,
                      tr("%1 is still running on this computer.").arg(job.title),
                      {{tr("Show"), [this, uuid = job.uuid] { openJob(uuid); }}},
                      0});
}

void MainWindow::openJob(const QString &uuid)
{
    const auto job = m_jobs.find(uuid);
    if (OpenDocument *const document = m_runs.documentOf(uuid)) {
        addDocument(document);
    } else if (job == m_jobs.end() || job->second.pipeline.isEmpty()) {
        m_messages->showError(tr("There is no pipeline of this job: it was not made here."));
    } else {
        m_attachTo = uuid;
        const QString file = m_parts.settings.lastJobs().key(uuid);
        m_parts.workspace.openCopy(job->second.pipeline, job->second.title,
                                   file.isEmpty() ? QString() : QFileInfo(file).path());
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

void MainWindow::restoreLayout()
{
    restoreGeometry(m_parts.settings.layout(QStringLiteral("window")));
    m_build->restoreState(m_parts.settings.layout(QStringLiteral("build")));
    updateCommands();
}

void MainWindow::restoreFiles()
{
    const QStringList files = m_parts.settings.openFiles();
    m_restoring = !files.isEmpty();
    for (const QString &path : files)
        m_parts.workspace.open(path);
}

void MainWindow::saveSession()
{
    if (m_isClosing)
        return;
    QStringList files;
    for (const OpenDocument *const document : m_build->tabs().documents()) {
        if (!document->path().isEmpty())
            files << document->path();
    }
    m_parts.settings.setOpenFiles(files, m_document ? files.indexOf(m_document->path()) : -1);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setLayout(QStringLiteral("window"), saveGeometry());
    m_parts.settings.setLayout(QStringLiteral("build"), m_build->saveState());
    m_results->saveLayout();
    if (m_mayClose)
        return;
    if (qApp->isSavingSession()) { // No question then; the next program offers what was not saved.
        m_parts.workspace.keepAll();
        return;
    }
    event->ignore();
    if (m_isClosing)
        return;
    saveSession();
    m_isClosing = true;
    m_files->close(m_build->tabs().documents(), [this](bool closedAll) {
        m_isClosing = closedAll;
        if (!closedAll)
            return;
        m_parts.workspace.closeAll([this] {
            m_mayClose = true;
            sayWhatGoesOn();
            close();
            emit closed();
        });
    });
}

void MainWindow::sayWhatGoesOn() const
{
    if (m_runs.isRunning())
        std::fputs(qPrintable(tr("The job goes on running on this computer.\n")), stderr);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_parts.workspace.lookForChanges();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (pipelineFiles(*event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    statusBar()->showMessage(tr("Drop to open"), sentenceMilliseconds);
}

void MainWindow::dropEvent(QDropEvent *event)
{
    for (const QString &file : pipelineFiles(*event->mimeData()))
        m_files->open(file);
    event->acceptProposedAction();
}

} // namespace outcrop
