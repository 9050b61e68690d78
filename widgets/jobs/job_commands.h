#pragma once

#include "widgets/jobs/job_row.h"

#include <QHash>
#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace outcrop {

class Style;

// What one can do with the chosen jobs: actions for buttons, menus and keys. They are enabled as
// far as the jobs allow it; what a person wishes is a signal.
class JobCommands : public QObject
{
    Q_OBJECT

public:
    JobCommands(Style &style, QWidget *parent);

    enum class Command {
        Stop,
        TryAgain,
        RunAgain,
        RunNext,
        OpenPipeline,
        Log,
        Export,
        CopyLogin,
        Delete
    };
    QAction *action(Command command) const { return m_actions[std::size_t(command)]; }
    const std::vector<QAction *> &actions() const { return m_actions; } // As listed above.

    // Titles of host profiles by their id: where a job may run again.
    void setHosts(const QHash<QString, QString> &titles) { m_hosts = titles; }
    void setJobs(const std::vector<JobRow> &chosen);
    void openMenu(const QPoint &globalPosition);

signals:
    void stopWished(const QString &uuid);
    void tryAgainWished(const QString &uuid);
    // Empty: where it ran. `instead`: in its place, see JobService::rerun().
    void runAgainWished(const QString &uuid, const QString &host, bool instead);
    void runNextWished(const QString &uuid);
    void openPipelineWished(const QString &uuid); // Exactly what the job was made from.
    void logWished(const QString &uuid);
    void copied(const QString &sentence); // To the clipboard; what it is.
    void exportWished();
    void deleteWished(const QString &uuid); // Confirmed already.

private:
    void run(Command command);
    void runAgain(const QString &host, bool instead = false);
    // A menu of the hosts that fit; none where none does.
    void addHosts(QMenu *menu, const QString &title, const QString &help, bool instead);
    bool mayRunUnseen() const; // All that are chosen, where nobody can look.
    void addHosts(QMenu *menu);
    void confirmDelete();

    QWidget *m_window; // Dialogs and menus are its children.
    std::vector<QAction *> m_actions;
    std::vector<JobRow> m_jobs;
    QHash<QString, QString> m_hosts;
};

} // namespace outcrop
