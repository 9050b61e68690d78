#include "widgets/jobs/results_export.h"

#include "core/async/run_async.h"
#include "core/base/files.h"
#include "widgets/charts/export_charts.h"
#include "widgets/charts/save_dialog.h"
#include "widgets/jobs/job_details.h"
#include "widgets/style/style.h"

#include <QFileDialog>
#include <QMenu>

namespace outcrop {

ResultsExport::ResultsExport(Style &style, QWidget *parent)
    : QObject(parent), m_style(style), m_window(parent)
{
}

void ResultsExport::openMenu(const QPoint &globalPosition, const std::vector<JobRow> &jobs,
                             const std::vector<Chart> &charts)
{
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_style.icon(QStringLiteral("table")), tr("Leaderboard as CSV…"), this,
                    [this, jobs] { askForLeaderboard(jobs); });
    menu->addAction(m_style.icon(QStringLiteral("results")), tr("All charts as PNG…"), this,
                    [this, charts] { askForFolder(charts); });
    menu->popup(globalPosition);
}

void ResultsExport::askForLeaderboard(const std::vector<JobRow> &jobs)
{
    askAndSave(m_window, {tr("Export the leaderboard"), QStringLiteral("leaderboard.csv"),
                          [jobs]() -> Result<QByteArray> { return toCsv(leaderboardTable(jobs)); },
                          tr("The leaderboard is in %1."),
                          [this](const QString &sentence) { emit status(sentence); }});
}

void ResultsExport::askForFolder(const std::vector<Chart> &charts)
{
    auto *dialog = new QFileDialog(m_window, tr("Export all charts into a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, charts](const QString &folder) { save(charts, folder, 0); });
    dialog->open();
}

// Drawing needs this thread: one picture at a time, so that the window stays alive.
void ResultsExport::save(const std::vector<Chart> &charts, const QString &folder, std::size_t index)
{
    while (index < charts.size() && !charts[index].empty.isEmpty())
        ++index;
    if (index >= charts.size()) {
        emit status(tr("The charts are in %1.").arg(folder));
        return;
    }
    const Result<QByteArray> picture = pngOf(charts[index], ChartStyle::Theme::Light);
    if (!picture) {
        emit status(picture.error().message);
        return;
    }
    const QString path = folder + QLatin1Char('/') + charts[index].key + QStringLiteral(".png");
    runAsync(
        this, [path, bytes = *picture] { return saveAtomically(path, bytes); },
        [this, charts, folder, index](const Result<> &saved) {
            if (saved)
                save(charts, folder, index + 1);
            else
                emit status(saved.error().message);
        });
}

} // namespace outcrop
