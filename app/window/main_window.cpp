#include "app/window/main_window.h"

#include "app/window/results_control.h"
#include "app/window/run_buttons.h"
#include "app/window/welcome_page.h"
#include "core/async/run_async.h"
#include "core/base/text.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/jobs/job_commands.h"
#include "widgets/jobs/results_place.h"
#include "widgets/prompts/dialog_questions.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int sentenceMilliseconds = 6000;
constexpr int lookEverySeconds = 5;

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
    , m_undoBar(new MessageBar(m_parts.style, MessageBar::Shape::Card))
    , m_linkBar(new MessageBar(m_parts.style))
    , m_linkNews(m_parts.desk, *m_linkBar)
    , m_welcome(new WelcomePage(m_parts.style))
    , m_build(new BuildPlace(m_welcome, m_parts.style))
    , m_panels(new Panels(m_parts.workspace.catalog(), m_parts.style, m_runs, *m_build))
    , m_palette(new CommandPalette(m_commands, m_parts.style, this))
    , m_undo(m_parts.workspace.catalog(), *m_undoBar)
    , m_triedOut(m_runs, *m_messages, [this] { run(); })
    , m_hosts(m_parts.config, m_parts.secrets)
    , m_libraries(m_parts.workspace.catalog(), m_parts.desk.cacheFolder())
    , m_jobLine(new JobLine(m_parts.style))
    , m_changes(new QLabel)
{
    setObjectName(QStringLiteral("outcrop"));
    setAcceptDrops(true);
    setMinimumSize(720, 480);
    resize(QSize(1400, 880).boundedTo(screen()->availableSize()));
    if (!m_parts.questions)
        m_parts.questions = std::make_unique<DialogQuestions>(this);
    m_files = std::make_unique<FileControl>(
        FileControl::Parts{m_parts.workspace, m_parts.settings, *m_parts.questions, *m_messages});
    m_exports = std::make_unique<ExportControl>(ExportControl::Parts{
        m_parts.workspace.catalog(), m_parts.settings, *m_parts.questions, *m_messages});
    makePlaces();
    makeMenus();
    m_runButtons = new RunButtons(m_commands.find(QStringLiteral("run")),
                                  m_commands.find(QStringLiteral("stop")), m_parts.style);
    m_build->tabs().addAtRight(m_runButtons);
    m_build->setOverCanvas(m_undoBar);
    connect(&m_build->tabs(), &DocumentTabs::resized, m_runButtons, &RunButtons::setRoom);
    connect(m_runButtons, &RunButtons::hostsWished, this, [this] { showPlace(Hosts); });
    makeStatusBar();
    connectWelcome(*m_welcome);
    connectWorkspace();
    connectRuns();
    connectHosts();
    const auto useShortcuts = [this] { m_commands.useShortcuts(m_parts.settings.shortcuts()); };
    connect(&m_parts.settings, &Settings::shortcutsChanged, this, useShortcuts);
    useShortcuts();
    showRecent();
    updateTitle();
    updateCommands();
    updateRun();
    // What waits for its turn is not sent before it is known how many may run at once.
    m_hosts.read([this] { beginJobs(); });
}

MainWindow::~MainWindow()
{
    disconnect(&m_parts.workspace, nullptr, this, nullptr);
}

void MainWindow::makePlaces()
{
    m_places->addPlace(QStringLiteral("build"), tr("Build"), QStringLiteral("Ctrl+1"));
    m_places->addPlace(QStringLiteral("results"), tr("Results"), QStringLiteral("Ctrl+2"));
    m_places->addPlace(QStringLiteral("hosts"), tr("Hosts"), QStringLiteral("Ctrl+3"));
    connect(m_places, &PlacesBar::chosen, this, &MainWindow::showPlace);
    m_pages->addWidget(m_build);

    auto *const whole = new QWidget;
    auto *const row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_places);
    auto *const column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_linkBar);
    column->addWidget(m_messages);
    column->addWidget(m_pages, 1);
    row->addLayout(column, 1);
    setCentralWidget(whole);
}

void MainWindow::showPlace(int place)
{
    QWidget *const page = place == Results ? static_cast<QWidget *>(&resultsPlace())
                          : place == Hosts ? static_cast<QWidget *>(&hostsPlace())
                                           : m_build;
    const bool isOther = m_pages->currentWidget() != page;
    m_places->setCurrent(place);
    m_pages->setCurrentWidget(page);
    if (!isOther)
        return;
    QWidget *const canvas = place == Build ? m_build->canvas() : nullptr;
    (canvas ? canvas : page)->setFocus();
}

QVector<QWidget *> MainWindow::panes() const
{
    if (m_pages->currentWidget() == m_resultsPlace && m_resultsPlace)
        return m_resultsPlace->panes();
    if (m_pages->currentWidget() == m_hostsPlace && m_hostsPlace)
        return m_hostsPlace->panes();
    return m_build->panes();
}

// The window is seen before the places are made that it does not begin with.
ResultsPlace &MainWindow::resultsPlace()
{
    if (!m_resultsPlace)
        makeResults();
    return *m_resultsPlace;
}

HostsPlace &MainWindow::hostsPlace()
{
    if (!m_hostsPlace)
        makeHosts();
    return *m_hostsPlace;
}

void MainWindow::makeResults()
{
    m_resultsPlace = new ResultsPlace(m_parts.style);
    m_pages->addWidget(m_resultsPlace);
    m_results = std::make_unique<ResultsControl>(ResultsControl::Parts{
        *m_resultsPlace, m_parts.desk, m_parts.settings, m_parts.workspace.catalog()});
    connect(m_results.get(), &ResultsControl::failed, m_messages, &MessageBar::showError);
    connect(m_results.get(), &ResultsControl::remarked, this, &MainWindow::tellRemark);
    connect(m_results.get(), &ResultsControl::looking, this,
            [this](const QString &host) { say(tr("Looking at %1…").arg(plainLine(host, 60))); });
    connect(m_results.get(), &ResultsControl::submitted, this, &MainWindow::takeRunAgain);
    connect(m_resultsPlace, &ResultsPlace::buildWished, this, [this] { showPlace(Build); });
    const JobCommands *const commands = m_resultsPlace->commands();
    connect(commands, &JobCommands::openPipelineWished, this, &MainWindow::openJob);
    connect(m_resultsPlace, &ResultsPlace::blockWished, this,
            [this](const QString &uuid, const QString &block) {
                m_wishedBlock = block;
                openJob(uuid);
            });
    connect(commands, &JobCommands::logWished, this, [this](const QString &uuid) {
        m_logWished = true;
        openJob(uuid);
    });
    connect(m_resultsPlace, &ResultsPlace::status, this, &MainWindow::say);
    m_resultsPlace->setHosts(m_hosts.titles(), m_hosts.addresses());
    tellResults();
}

void MainWindow::say(const QString &sentence)
{
    statusBar()->showMessage(sentence, sentenceMilliseconds);
}

void MainWindow::makeStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_jobLine, 1);
    statusBar()->addPermanentWidget(m_changes);
    m_changes->setFont(m_parts.style.small());
    m_changes->setObjectName(QStringLiteral("changes")); // The style sheet keeps it off the edge.
    connect(m_jobLine, &QAbstractButton::clicked, this, [this] {
        if (m_runs.job())
            showResults(m_runs.job()->uuid);
    });
    connect(m_panels, &Panels::status, this, &MainWindow::say);
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
        [this](const QVector<RecentFile> &files) {
            m_welcome->showRecent(files);
            fillRecentMenu(files);
        });
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
        m_undo.follow(document ? &document->document() : nullptr);
        updateTitle();
        updateCommands();
        updateRun();
        saveSession();
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
    if (DocumentPage *const page = m_panels->page()) {
        page->canvas().setFocus();
        page->canvas().reveal(document->pipeline().findById(std::exchange(m_wishedBlock, {})));
    }
    if (std::exchange(m_logWished, false))
        m_panels->show(Panels::Panel::Log);
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

void MainWindow::restoreLayout()
{
    restoreGeometry(m_parts.settings.layout(QStringLiteral("window")));
    m_build->restoreState(m_parts.settings.layout(QStringLiteral("build")));
    updateCommands();
}

void MainWindow::restoreFiles()
{
    const QStringList files = m_parts.settings.openFiles();
    if (files.isEmpty())
        return;
    m_restoring = true;
    m_isSessionRead = false;
    m_parts.workspace.openAll(files, m_parts.settings.currentFile(), [this] {
        m_isSessionRead = true;
        saveSession();
    });
}

void MainWindow::saveSession()
{
    if (m_isClosing || !m_isSessionRead) // Else who is ended now has lost what was not read yet.
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
    if (m_results)
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

void MainWindow::dragLeaveEvent(QDragLeaveEvent *)
{
    statusBar()->clearMessage();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    statusBar()->clearMessage();
    for (const QString &file : pipelineFiles(*event->mimeData()))
        m_files->open(file);
    event->acceptProposedAction();
}

} // namespace outcrop
