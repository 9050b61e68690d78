#pragma once

#include "widgets/charts/chart.h"
#include "widgets/jobs/job_row.h"

#include <QObject>

#include <vector>

class QPoint;
class QWidget;

namespace outcrop {

class Style;

// Asks what of the chosen jobs is to be saved and where, and saves it on the thread pool.
class ResultsExport : public QObject
{
    Q_OBJECT

public:
    ResultsExport(Style &style, QWidget *parent);

    // What is chosen and drawn now: it is what will be saved.
    void openMenu(const QPoint &globalPosition, const std::vector<JobRow> &jobs,
                  const std::vector<Chart> &charts);

signals:
    void status(const QString &sentence);

private:
    void askForLeaderboard(const std::vector<JobRow> &jobs);
    void askForFolder(const std::vector<Chart> &charts);
    void save(const std::vector<Chart> &charts, const QString &folder, std::size_t index);

    Style &m_style;
    QWidget *m_window; // Dialogs and menus are its children.
};

} // namespace outcrop
