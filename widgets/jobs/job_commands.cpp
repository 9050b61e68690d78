#include "widgets/jobs/job_commands.h"

#include "core/base/text.h"
#include "widgets/style/style.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace outcrop {

namespace {

bool hasEnded(const Job &job)
{
    return isTerminal(job.attempt.state);
}

bool canStop(const Job &job)
{
    return !hasEnded(job) && job.attempt.state != JobState::Cancelling;
}

bool canTryAgain(const Job &job)
{
    return hasEnded(job) || job.attempt.state == JobState::Attention;
}

// The first of a queue is next already; of several the first chosen one would be the last.
bool canRunNext(const std::vector<JobRow> &chosen)
{
    return chosen.size() == 1 && chosen.front().job.attempt.state == JobState::Queued
           && chosen.front().outlook.place > 1;
}

QStringList uuidsOf(const std::vector<JobRow> &rows, bool (*fits)(const Job &))
{
    QStringList uuids;
    for (const JobRow &row : rows) {
        if (fits(row.job))
            uuids << row.job.uuid;
    }
    return uuids;
}

} // namespace

JobCommands::JobCommands(Style &style, QWidget *parent) : QObject(parent), m_window(parent)
{
    struct Text
    {
        const char *icon;
        QString name;
        QString tip;
        QKeySequence key;
    };
    const Text texts[] = {
        {"stop", tr("Stop"), tr("Ask for the end of the job"), {}},
        {"reset", tr("Try again"), tr("Start the job once more, as it was submitted"), {}},
        {"run", tr("Run again"), tr("Submit the very package of the job again, as a new job"), {}},
        {"chevron_up", tr("Run next"), tr("Let the job be the next that its host is sent"), {}},
        {"open", tr("Open pipeline"), tr("Open exactly the pipeline this job was made from"),
         QKeySequence(int(Qt::CTRL) | int(Qt::Key_Return))},
        {"text", tr("Log"), tr("Show the log of the job"),
         QKeySequence(int(Qt::CTRL) | int(Qt::Key_L))},
        {"export", tr("Export…"), tr("Save charts or leaderboard"),
         QKeySequence(int(Qt::CTRL) | int(Qt::Key_E))},
        {"copy",
         tr("Copy login line"),
         tr("Copy the line that opens a shell where the job runs or ran, to type in a terminal"),
         {}},
        {"delete", tr("Delete"), tr("Delete the job and its results"),
         QKeySequence(Qt::Key_Delete)},
    };
    for (const Text &text : texts) {
        auto *action = new QAction(style.icon(QString::fromLatin1(text.icon)), text.name, this);
        action->setIconText(QLatin1Char(' ') + text.name); // Away from the icon beside it.
        action->setShortcut(text.key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setToolTip(
            text.key.isEmpty()
                ? text.tip
                : tr("%1 (%2)").arg(text.tip, text.key.toString(QKeySequence::NativeText)));
        const auto command = Command(m_actions.size());
        connect(action, &QAction::triggered, this, [this, command] { run(command); });
        m_actions.push_back(action);
    }
    setJobs({});
}

void JobCommands::setJobs(const std::vector<JobRow> &chosen)
{
    m_jobs = chosen;
    const bool isOne = chosen.size() == 1;
    const auto any = [&](bool (*fits)(const Job &)) { return !uuidsOf(chosen, fits).isEmpty(); };
    action(Command::Stop)->setEnabled(any(canStop));
    action(Command::TryAgain)->setEnabled(any(canTryAgain));
    action(Command::RunAgain)->setEnabled(!chosen.empty());
    action(Command::RunNext)->setEnabled(canRunNext(chosen));
    action(Command::RunNext)->setVisible(canRunNext(chosen));
    action(Command::OpenPipeline)->setEnabled(isOne && !chosen.front().job.pipeline.isEmpty());
    action(Command::Log)->setEnabled(isOne);
    const bool hasFolder = isOne && !chosen.front().job.attempt.startTicks.isEmpty();
    action(Command::CopyLogin)->setEnabled(hasFolder);
    action(Command::Export)
        ->setEnabled(std::any_of(chosen.begin(), chosen.end(),
                                 [](const JobRow &row) { return row.summary; }));
    action(Command::Delete)->setEnabled(any(hasEnded));
}

void JobCommands::run(Command command)
{
    if (m_jobs.empty())
        return;
    switch (command) {
    case Command::Stop:
        for (const QString &uuid : uuidsOf(m_jobs, canStop))
            emit stopWished(uuid);
        return;
    case Command::TryAgain:
        for (const QString &uuid : uuidsOf(m_jobs, canTryAgain))
            emit tryAgainWished(uuid);
        return;
    case Command::RunAgain:
        runAgain({});
        return;
    case Command::RunNext:
        emit runNextWished(m_jobs.front().job.uuid);
        return;
    case Command::OpenPipeline:
        emit openPipelineWished(m_jobs.front().job.uuid);
        return;
    case Command::Log:
        emit logWished(m_jobs.front().job.uuid);
        return;
    case Command::CopyLogin:
        QApplication::clipboard()->setText(
            QStringLiteral("outcrop jobs login %1").arg(m_jobs.front().job.title));
        emit copied(tr("The line for a terminal is in the clipboard: %1")
                        .arg(QApplication::clipboard()->text()));
        return;
    case Command::Export:
        emit exportWished();
        return;
    case Command::Delete:
        confirmDelete();
        return;
    }
}

void JobCommands::runAgain(const QString &host, bool instead)
{
    const std::vector<JobRow> chosen = m_jobs; // It changes with the first that is there.
    for (const JobRow &row : chosen)
        emit runAgainWished(row.job.uuid, host, instead);
}

bool JobCommands::mayRunUnseen() const
{
    return std::all_of(m_jobs.begin(), m_jobs.end(), [](const JobRow &row) {
        const JobState state = row.job.attempt.state;
        return !isTerminal(state) && !isBeforeStart(state);
    });
}

void JobCommands::addHosts(QMenu *menu)
{
    if (m_hosts.size() < 2 || m_jobs.empty())
        return;
    addHosts(menu, tr("Run again on"), {}, false);
    if (mayRunUnseen())
        addHosts(menu, tr("Run in its place on"),
                 tr("Where its host does not answer: both may run, and the first that succeeds "
                    "ends the other"),
                 true);
}

void JobCommands::addHosts(QMenu *menu, const QString &title, const QString &help, bool instead)
{
    QMenu *const hosts = menu->addMenu(title);
    hosts->setAccessibleName(title);
    hosts->menuAction()->setStatusTip(help);
    hosts->setToolTip(help);
    QStringList ids = m_hosts.keys();
    std::sort(ids.begin(), ids.end(), [this](const QString &a, const QString &b) {
        return m_hosts.value(a).localeAwareCompare(m_hosts.value(b)) < 0;
    });
    for (const QString &id : ids) {
        const bool isThere = std::any_of(m_jobs.begin(), m_jobs.end(), [&id](const JobRow &row) {
            return row.job.attempt.host == id;
        });
        if (instead && isThere)
            continue;
        QString name = plainLine(m_hosts.value(id), 60);
        connect(hosts->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&"))),
                &QAction::triggered, this, [this, id, instead] { runAgain(id, instead); });
    }
}

void JobCommands::confirmDelete()
{
    const QStringList uuids = uuidsOf(m_jobs, hasEnded);
    const auto first = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [](const JobRow &row) { return hasEnded(row.job); });
    if (first == m_jobs.end())
        return;
    auto *question = new QMessageBox(m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setText(uuids.size() == 1
                          ? tr("Delete %1 and its results?").arg(first->job.title)
                          : tr("Delete %1 jobs and their results?").arg(uuids.size()));
    question->setInformativeText(tr("Log, figures and the trained model go with it. This cannot "
                                    "be undone."));
    const QPushButton *confirm = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(confirm, &QPushButton::clicked, this, [this, uuids] {
        for (const QString &uuid : uuids)
            emit deleteWished(uuid);
    });
    question->open();
}

void JobCommands::openMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *one : m_actions) {
        if (one == action(Command::Delete))
            menu->addSeparator();
        menu->addAction(one);
        if (one == action(Command::RunAgain))
            addHosts(menu);
    }
    menu->popup(globalPosition);
}

} // namespace outcrop
