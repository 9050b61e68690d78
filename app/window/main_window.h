#pragma once

#include "app/window/build_place.h"
#include "app/window/command_palette.h"
#include "app/window/commands.h"
#include "app/window/export_control.h"
#include "app/window/file_control.h"
#include "app/window/host_desk.h"
#include "app/window/host_libraries.h"
#include "app/window/job_line.h"
#include "app/window/link_news.h"
#include "app/window/package_dialog.h"
#include "app/window/panels.h"
#include "app/window/places_bar.h"
#include "app/window/run_control.h"
#include "app/window/tried_out.h"
#include "app/window/undo_offer.h"

#include <QMainWindow>

#include <functional>
#include <memory>

class QLabel;
class QMenu;
class QStackedWidget;

namespace outcrop {

class HostsPlace;
class ResultsControl;
class ResultsPlace;
class RunButtons;
struct Example;
class WelcomePage;

// The window: places, menus, and what is to be said in it. Puts together what others can do.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Parts
    {
        Workspace &workspace;
        Settings &settings;
        Style &style;
        JobDesk &desk;
        std::unique_ptr<Questions> questions; // Empty: dialogs.
        // Tells a person who is elsewhere; empty: on the desktop.
        std::function<void(const QString &title, const QString &text)> notify = {};
        // Folders::config, where the hosts are listed; empty: there is only this computer.
        QString config = {};
        // Where passwords may be kept; none: they are asked for each time the program runs.
        std::shared_ptr<SecretStore> secrets = {};
    };

    explicit MainWindow(Parts parts);
    ~MainWindow() override;

    enum Place { Build, Results, Hosts };
    void showPlace(int place);
    int place() const { return m_places->current(); }

    Commands &commands() { return m_commands; }
    Panels &panels() { return *m_panels; }
    BuildPlace &buildPlace() { return *m_build; }
    RunControl &runs() { return m_runs; }
    MessageBar &messages() { return *m_messages; }
    MessageBar &undoBar() { return *m_undoBar; }
    MessageBar &linkBar() { return *m_linkBar; }
    ResultsPlace &resultsPlace();
    HostsPlace &hostsPlace();
    RunButtons &runButtons() { return *m_runButtons; }
    CommandPalette &commandPalette() { return *m_palette; }

    // Examples that come with the program lie there.
    void showExamples(const QVector<Example> &examples);
    // Windows, panels and files as they were left.
    void restoreLayout();
    void restoreFiles();
    void openFile(const QString &path) { m_files->open(path); }

signals:
    void closed(); // Nothing is left to be written.

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    using Act = std::function<void()>;

    // main_window_menus.cpp
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeRunMenu();
    void makeHelpMenu();
    QAction *addTo(QMenu *menu, const Command &command, const Act &act);
    QAction *addCanvasCommand(QMenu *menu, const Command &command, void (CanvasView::*slot)());
    QAction *addToggle(QMenu *menu, const Command &command, BuildPlace::Side side);
    void fillRecentMenu(const QVector<RecentFile> &files);
    void showAbout();

    void makePlaces();
    QVector<QWidget *> panes() const; // Of the place that is shown.
    void makeResults();
    void makeHosts();
    void say(const QString &sentence); // In the status bar, for a moment.
    void makeStatusBar();
    // main_window_hosts.cpp
    void connectHosts();
    void takeHosts();
    void lookAtHost(const QString &id); // In its place.
    void removeHost(const QString &id);
    void showQueue(const QString &id);
    QStringList oddOfHost(const QString &id) const;
    void findJobs(const QString &host);
    void askToImport(const QString &host, const std::vector<FoundJob> &found);
    void showLook(const QString &id, const HostReport &report);
    void askToLogIn(const LoginQuestion &question, const CancelToken &cancel,
                    const LoginQuestions::Reply &reply);
    void followLibrary(); // Of the host that is chosen for runs.
    void tellLink(const QString &host, LinkState state, const QString &sentence);

    void connectWorkspace();
    void connectRuns();
    void connectWelcome(WelcomePage &welcome);
    void addDocument(OpenDocument *document);
    void removeDocument(OpenDocument *document);
    void showRecent();
    void updateTitle();
    void updateCommands();
    void updateRun();
    void run();
    void tryOut();
    void askHowToRun();
    void stop();
    void askForPackage();
    void submitPackage(const PackageWish &wish);
    void tellEnd(const Job &job);
    void followJob(const Job &job);
    void notify(const QString &title, const QString &text) const;
    void beginJobs();
    void tellRemark(const QString &sentence);
    void tellResults();              // All that is known of jobs.
    void tellBlocks(const Job &job); // What they are called, to the results.
    void takeRunAgain(const Job &job);
    void offerRunning(const Job &job);
    void openJob(const QString &uuid); // In its tab, or in a new one with what it was made from.
    void showResults(const QString &uuid);
    void showJobOf(OpenDocument *document);
    void saveSession();
    void sayWhatGoesOn() const;

    Parts m_parts;
    Commands m_commands;
    RunControl m_runs;
    std::optional<RunOptions> m_lastOptions; // Of a run that a person chose them for.
    PlacesBar *m_places;
    QStackedWidget *m_pages;
    MessageBar *m_messages;
    MessageBar *m_undoBar; // Over the canvas.
    MessageBar *m_linkBar; // On hosts that do not answer.
    LinkNews m_linkNews;
    std::unique_ptr<FileControl> m_files;
    std::unique_ptr<ExportControl> m_exports;
    WelcomePage *m_welcome;
    BuildPlace *m_build;
    ResultsPlace *m_resultsPlace = nullptr; // Made when it is asked for,
    std::unique_ptr<ResultsControl> m_results;
    HostsPlace *m_hostsPlace = nullptr; // as this one.
    Panels *m_panels;
    RunButtons *m_runButtons;
    CommandPalette *m_palette;
    UndoOffer m_undo;
    TriedOut m_triedOut;
    QMenu *m_recentMenu = nullptr;
    HostDesk m_hosts;
    HostLibraries m_libraries;
    JobLine *m_jobLine;
    QLabel *m_changes;
    OpenDocument *m_document = nullptr; // The current one.
    std::map<QString, Job> m_jobs;      // By uuid.
    QString m_attachTo;                 // The job to show in the next document.
    QString m_wishedBlock;              // And the block, by its id.
    bool m_logWished = false;           // Whether the log is to have the focus there.
    QString m_wishedHost;               // The host to show when the list is there.
    bool m_isClosing = false;
    bool m_mayClose = false;
    bool m_restoring = false;
    bool m_isSessionRead = true; // No file of the session before is still being opened.
};

} // namespace outcrop
