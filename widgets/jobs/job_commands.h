#pragma once

#include "widgets/jobs/job_row.h"

#include <QObject>

#include <vector>

class QAction;
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

    enum class Command { Stop, TryAgain, OpenPipeline, Log, Export, Delete };
    QAction *action(Command command) const { return m_actions[std::size_t(command)]; }
    const std::vector<QAction *> &actions() const { return m_actions; } // As listed above.

    void setJobs(const std::vector<JobRow> &chosen);
    void openMenu(const QPoint &globalPosition);

signals:
    void stopWished(const QString &uuid);
    void tryAgainWished(const QString &uuid);
    void openPipelineWished(const QString &uuid); // Exactly what the job was made from.
    void logWished(const QString &uuid);
    void exportWished();
    void deleteWished(const QString &uuid); // Confirmed already.

private:
    void run(Command command);
    void confirmDelete();

    QWidget *m_window; // Dialogs and menus are its children.
    std::vector<QAction *> m_actions;
    std::vector<JobRow> m_jobs;
};

} // namespace outcrop
