// What the window says and does about hosts.

#include "app/window/main_window.h"
#include "app/window/run_buttons.h"
#include "core/base/text.h"
#include "core/job_store/job_flags.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/hosts/login_dialog.h"
#include "widgets/jobs/results_place.h"

#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int lookMilliseconds = 200;
constexpr int mostNames = 5;

} // namespace

void MainWindow::makeHosts()
{
    HostDesk *const desk = &m_hosts;
    auto *const place = new HostsPlace(m_parts.style);
    m_hostsPlace = place;
    m_pages->addWidget(place);
    connect(place, &HostsPlace::lookWished, desk, &HostDesk::look);
    connect(place, &HostsPlace::stopWished, desk, &HostDesk::stopLooking);
    connect(place, &HostsPlace::wayWished, desk, &HostDesk::findWay);
    connect(place, &HostsPlace::saveWished, this, [this](const HostEntry &entry) {
        m_wishedHost = entry.profile.id;
        m_hosts.save(entry);
    });
    connect(place, &HostsPlace::removeWished, this, &MainWindow::removeHost);
    connect(place, &HostsPlace::forgetKeyWished, desk, &HostDesk::forgetKey);
    connect(place, &HostsPlace::queueWished, this, &MainWindow::showQueue);
    connect(place, &HostsPlace::pauseWished, this, [this](const QString &id, bool paused) {
        m_parts.desk.setQueuePaused(id, paused, [this](const Result<> &set) {
            if (!set)
                m_messages->showError(set.error().message);
        });
    });
    connect(place, &HostsPlace::findJobsWished, this, &MainWindow::findJobs);
    connect(&m_parts.desk, &JobDesk::queueChanged, this, &MainWindow::showQueue);
    connect(&m_parts.desk, &JobDesk::jobChanged, place,
            [this](const Job &job) { showQueue(job.attempt.host); });
    connect(desk, &HostDesk::lookStarted, place,
            [place](const QString &id) { place->setLooking(id, true); });
    connect(desk, &HostDesk::looked, this, &MainWindow::showLook);
    connect(desk, &HostDesk::wayFound, place, &HostsPlace::setWay);
    connect(desk, &HostDesk::keptFound, place, &HostsPlace::setKept);
    connect(place, &HostsPlace::forgetSecretsWished, desk, &HostDesk::forgetSecrets);
    place->setHosts(m_hosts.hosts());
}

void MainWindow::connectHosts()
{
    connect(&m_hosts, &HostDesk::changed, this, &MainWindow::takeHosts);
    m_panels->setPeekAtHost(
        [desk = &m_hosts](const auto &...arguments) { desk->peek(arguments...); });
    connect(&m_hosts, &HostDesk::failed, m_messages, &MessageBar::showError);
    connect(&m_parts.desk, &JobDesk::linkChanged, this, &MainWindow::tellLink);
    connect(m_runButtons, &RunButtons::hostChosen, &m_parts.settings, &Settings::setHost);
    m_hosts.setPerson(
        [this](const LoginQuestion &question, const CancelToken &cancel,
               const LoginQuestions::Reply &reply) { askToLogIn(question, cancel, reply); });
    m_runButtons->setHost(m_parts.settings.host());
    connect(m_runButtons, &RunButtons::hostChosen, this, &MainWindow::followLibrary);
    connect(&m_parts.desk, &JobDesk::lookedBefore, &m_libraries, &HostLibraries::readAgain);
    connect(&m_libraries, &HostLibraries::changed, m_panels, &Panels::setLibrary);
    followLibrary();
}

void MainWindow::takeHosts()
{
    const QHash<QString, QString> titles = m_hosts.titles();
    m_parts.desk.setHosts(m_hosts.profiles(), m_hosts.shells(), m_hosts.ways());
    m_runButtons->setHosts(m_hosts.profiles());
    followLibrary();
    m_jobLine->setHosts(titles);
    m_linkNews.setHosts(titles);
    if (m_resultsPlace)
        m_resultsPlace->setHosts(titles, m_hosts.addresses());
    if (!m_hostsPlace)
        return;
    m_hostsPlace->setHosts(m_hosts.hosts());
    if (!m_wishedHost.isEmpty())
        m_hostsPlace->select(std::exchange(m_wishedHost, {}));
}

void MainWindow::followLibrary()
{
    if (const auto host = m_hosts.profile(m_runButtons->host()))
        m_libraries.follow(*host);
}

void MainWindow::lookAtHost(const QString &id)
{
    showPlace(Hosts);
    m_hostsPlace->select(id);
    m_hosts.look(id);
}

void MainWindow::showLook(const QString &id, const HostReport &report)
{
    m_hostsPlace->setLooking(id, false);
    m_hostsPlace->setReport(id, report);
    if (const auto host = m_hosts.profile(id); host && report.python)
        m_libraries.ask(*host, *report.python, m_hosts.shells());
    const HostStanding standing = report.standing();
    say(tr("%1: %2", "host, state").arg(m_hosts.titles().value(id, id), standingTitle(standing)));
    // What waited for a login or a key goes on.
    if (standing == HostStanding::Ready || standing == HostStanding::Missing)
        m_parts.desk.lookNow(id);
}

void MainWindow::showQueue(const QString &id)
{
    m_parts.desk.findQueue(id, [this, id](const Result<HostQueue> &queue) {
        if (queue && m_hostsPlace)
            m_hostsPlace->setQueue(id, {queue->paused, int(queue->waiting.size()), oddOfHost(id)});
    });
}

// As of the last look at each of its jobs: a sentence of several of them is said once.
QStringList MainWindow::oddOfHost(const QString &id) const
{
    QStringList sentences;
    for (const auto &[uuid, job] : m_jobs) {
        if (job.attempt.host == id)
            sentences << hostSentences(job.attempt);
    }
    sentences.removeDuplicates();
    return sentences;
}

void MainWindow::findJobs(const QString &host)
{
    const QString title = plainLine(m_hosts.titles().value(host, host), 60);
    say(tr("Looking for jobs on %1…").arg(title));
    m_parts.desk.findUnknown(host, [this, host, title](const Result<std::vector<FoundJob>> &found) {
        say({});
        if (!found)
            m_messages->showError(found.error().message);
        else if (found->empty())
            m_messages->showNote(tr("%1 has no job that is not in the list of jobs.").arg(title));
        else
            askToImport(host, *found);
    });
}

void MainWindow::askToImport(const QString &host, const std::vector<FoundJob> &found)
{
    const int count = int(found.size());
    QStringList lines;
    for (int i = 0; i < std::min(count, mostNames); ++i) {
        const JobFile &job = found[std::size_t(i)].job;
        const QDateTime created = QDateTime::fromString(job.created, Qt::ISODate).toLocalTime();
        lines << tr("%1, submitted %2", "pipeline, time")
                     .arg(plainLine(job.name, 60),
                          created.toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    }
    if (count > mostNames)
        lines << tr("%n more", nullptr, count - mostNames);
    const auto taken = [this](const Result<std::vector<Job>> &jobs) {
        if (jobs)
            showResults(jobs->back().uuid);
        else
            m_messages->showError(jobs.error().message);
    };
    m_parts.questions->confirm({tr("Take %n jobs into the list?", nullptr, count),
                                lines.join(QLatin1Char('\n')), tr("Take into the list")},
                               [this, host, found, taken](bool isWished) {
                                   if (isWished)
                                       m_parts.desk.import(host, found, taken);
                               });
}

void MainWindow::removeHost(const QString &id)
{
    const std::optional<HostEntry> entry = m_hosts.find(id);
    if (!entry)
        return;
    const auto waiting = std::count_if(m_jobs.begin(), m_jobs.end(), [&](const auto &job) {
        return job.second.attempt.host == id && !isTerminal(job.second.attempt.state);
    });
    const QString gone =
        tr("%1 is taken out of the list.").arg(plainLine(entry->profile.title, 60));
    m_hosts.remove(id);
    m_messages->showUndo(
        waiting == 0 ? gone
                     : gone + QLatin1Char(' ')
                           + tr("What runs there goes on, and is seen again when it is back."),
        [this, entry = *entry] {
            m_wishedHost = entry.profile.id;
            m_hosts.save(entry);
        });
}

void MainWindow::askToLogIn(const LoginQuestion &question, const CancelToken &cancel,
                            const LoginQuestions::Reply &reply)
{
    auto *const dialog = new LoginDialog(question, m_parts.style, this);
    dialog->setWindowModality(Qt::WindowModal);
    connect(dialog, &QDialog::finished, this, [dialog, reply](int result) {
        reply(result == QDialog::Accepted ? std::optional(dialog->take()) : std::nullopt);
    });
    auto *const watch = new QTimer(dialog);
    connect(watch, &QTimer::timeout, dialog, [dialog, cancel] {
        if (cancel.isCanceled())
            dialog->reject();
    });
    watch->start(lookMilliseconds);
    dialog->show();
}

// Work in the background asks nobody: it says what it waits for. Of a host that does not answer
// LinkNews tells.
void MainWindow::tellLink(const QString &host, LinkState state, const QString &sentence)
{
    const bool wantsLogin = state == LinkState::NeedsLogin;
    if (!wantsLogin && state != LinkState::HostKeyProblem)
        return;
    m_messages->show(
        {Message::Tone::Warning,
         sentence,
         {{wantsLogin ? tr("Log in…") : tr("Show the host"), [this, host] { lookAtHost(host); }}},
         0});
}

} // namespace outcrop
