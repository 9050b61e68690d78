#include "widgets/hosts/hosts_place.h"

#include "core/host_list/reach.h"
#include "widgets/hosts/forget_key_dialog.h"
#include "widgets/hosts/host_details.h"
#include "widgets/hosts/host_rows.h"
#include "widgets/hosts/key_dialog.h"
#include "widgets/hosts/this_computer_dialog.h"
#include "widgets/pages/age_text.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int widest = 860;
constexpr int listWidth = 290;
constexpr int tickMilliseconds = 10000;

// How many jobs run at once tells nothing of what a look would find.
bool wouldLookTheSame(const HostEntry &before, HostEntry now)
{
    now.profile.jobs = before.profile.jobs;
    return now == before;
}

} // namespace

HostsPlace::HostsPlace(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_rows(new HostRows(style, [this](const QString &id) { return say(id); }))
    , m_hint(new QLabel)
    , m_details(new HostDetails(style))
{
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_list = makeList();
    row->addWidget(m_list);
    auto *const line = new QFrame;
    line->setFixedWidth(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    row->addWidget(line);
    row->addWidget(makePage(), 1);
    setFocusProxy(m_rows);

    connect(m_rows, &HostRows::chosen, this, &HostsPlace::showCurrent);
    connect(m_rows, &HostRows::chosen, this, &HostsPlace::wishQueue);
    connect(m_rows, &QListWidget::itemActivated, this,
            [this] { emit lookWished(current(), QString()); });
    connect(m_details, &HostDetails::testWished, this,
            [this] { emit lookWished(current(), QString()); });
    connect(m_details, &HostDetails::stopWished, this, [this] { emit stopWished(current()); });
    connect(m_details, &HostDetails::removeWished, this, [this] { emit removeWished(current()); });
    connect(m_details, &HostDetails::editWished, this, &HostsPlace::edit);
    connect(m_details, &HostDetails::compareWished, this, &HostsPlace::compareKey);
    connect(m_details, &HostDetails::forgetWished, this, &HostsPlace::askToForget);
    connect(m_details, &HostDetails::forgetSecretsWished, this,
            [this] { emit forgetSecretsWished(current()); });
    connect(m_details, &HostDetails::pauseWished, this,
            [this](bool paused) { emit pauseWished(current(), paused); });
    connect(m_details, &HostDetails::findJobsWished, this,
            [this] { emit findJobsWished(current()); });
    connect(&m_tick, &QTimer::timeout, this, [this] {
        refresh();
        m_details->showAge(ageOf(current()));
    });
    connect(&style, &Style::changed, this, &HostsPlace::showCurrent);
    m_tick.start(tickMilliseconds);
    setHosts({{thisComputerEntry(), ListedHost::Source::ThisComputer}});
}

QVector<QWidget *> HostsPlace::panes() const
{
    return {m_list, m_details};
}

QWidget *HostsPlace::makeList()
{
    auto *const list = new QWidget;
    list->setAutoFillBackground(true);
    auto *const column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *const header = new QWidget;
    auto *const row = new QHBoxLayout(header);
    row->setContentsMargins(14, 12, 12, 12);
    auto *const title = new QLabel(tr("Hosts"));
    title->setFont(m_style.title());
    row->addWidget(title, 1);
    auto *const add = new QPushButton(tr("Add a host…"));
    add->setIcon(m_style.icon(QStringLiteral("plus")));
    add->setIconSize(m_style.iconBesideText());
    add->setToolTip(tr("Add a computer that you reach with ssh"));
    add->setAccessibleName(tr("Add a host"));
    connect(add, &QPushButton::clicked, this, &HostsPlace::askToAdd);
    row->addWidget(add);
    column->addWidget(header);
    column->addWidget(m_rows, 1);
    m_hint->setText(tr("There is no other computer yet. Add one that you reach with ssh: it is "
                       "looked at line by line, and then runs the same pipelines. The hosts of "
                       "~/.ssh/config stand here by themselves."));
    m_hint->setWordWrap(true);
    m_hint->setEnabled(false);
    m_hint->setContentsMargins(14, 12, 14, 16);
    column->addWidget(m_hint);
    return list;
}

QWidget *HostsPlace::makePage()
{
    auto *const page = new QWidget;
    m_details->setMaximumWidth(widest);
    auto *const middle = new QHBoxLayout(page);
    middle->setContentsMargins(28, 20, 28, 24);
    middle->addWidget(m_details, 100);
    middle->addStretch(1);
    auto *const scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    return scroll;
}

void HostsPlace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    const QString here = thisComputer().id;
    if (!m_reports.count(here) && !m_looking.contains(here))
        emit lookWished(here, QString());
    showCurrent();
    wishQueue();
}

// Another program may have changed it meanwhile.
void HostsPlace::wishQueue()
{
    if (isVisible())
        emit queueWished(current());
}

void HostsPlace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_list->setFixedWidth(std::min(m_style.scaled(listWidth), width() * 2 / 5));
}

void HostsPlace::setHosts(const std::vector<ListedHost> &hosts)
{
    for (const ListedHost &before : m_hosts) {
        const QString &id = before.entry.profile.id;
        const auto same = std::find_if(hosts.begin(), hosts.end(), [&](const ListedHost &host) {
            return wouldLookTheSame(before.entry, host.entry);
        });
        if (same == hosts.end())
            m_reports.erase(id);
    }
    m_ways.clear(); // Each may lead over another.
    m_kept.clear();
    m_hosts = hosts;
    m_rows->setHosts(hosts);
    m_hint->setVisible(hosts.size() < 2);
    showCurrent();
}

void HostsPlace::setLooking(const QString &id, bool isLooking)
{
    if (isLooking)
        m_looking.insert(id);
    else
        m_looking.remove(id);
    refresh();
    if (id == current())
        showCurrent();
}

void HostsPlace::setReport(const QString &id, const HostReport &report)
{
    m_reports.insert_or_assign(id, report);
    refresh();
    showCurrent();
}

void HostsPlace::setQueue(const QString &id, const QueueLook &queue)
{
    m_queues.insert_or_assign(id, queue);
    if (id == current())
        showCurrent();
}

void HostsPlace::setWay(const QString &id, const Result<ConfiguredHost> &way)
{
    m_ways.insert_or_assign(id, way);
    if (id == current())
        showCurrent();
}

void HostsPlace::setKept(const QString &id, bool isKept)
{
    if (isKept)
        m_kept.insert(id);
    else
        m_kept.remove(id);
    if (id == current())
        showCurrent();
}

QString HostsPlace::current() const
{
    return m_rows->current();
}

void HostsPlace::select(const QString &id)
{
    m_rows->setCurrent(id);
}

const ListedHost *HostsPlace::find(const QString &id) const
{
    const auto host = std::find_if(m_hosts.begin(), m_hosts.end(), [&](const ListedHost &listed) {
        return listed.entry.profile.id == id;
    });
    return host == m_hosts.end() ? nullptr : &*host;
}

void HostsPlace::refresh()
{
    m_now = QDateTime::currentDateTimeUtc();
    m_rows->refresh();
}

QString HostsPlace::ageOf(const QString &id) const
{
    const auto report = m_reports.find(id);
    return report == m_reports.end() ? QString() : ageText(report->second.at, m_now);
}

HostSign HostsPlace::say(const QString &id) const
{
    if (m_looking.contains(id))
        return {QStringLiteral("running"), Ink::Accent, tr("Being looked at…")};
    const auto report = m_reports.find(id);
    if (report == m_reports.end())
        return {{}, Ink::Muted, tr("Not tested yet")};
    HostSign sign = signOf(report->second.standing());
    sign.words = tr("%1 · %2", "state, age").arg(sign.words, ageOf(id));
    return sign;
}

void HostsPlace::showCurrent()
{
    const ListedHost *const host = find(current());
    if (!host)
        return;
    const QString &id = host->entry.profile.id;
    const auto report = m_reports.find(id);
    const auto way = m_ways.find(id);
    const auto queue = m_queues.find(id);
    m_details->showHost(*host,
                        {report == m_reports.end() ? nullptr : &report->second,
                         way == m_ways.end() ? nullptr : &way->second, m_looking.contains(id),
                         queue == m_queues.end() ? QueueLook() : queue->second, ageOf(id),
                         m_kept.contains(id)});
    if (way == m_ways.end() && isVisible() && !host->entry.isThisComputer())
        emit wayWished(id);
}

void HostsPlace::askToAdd()
{
    ask(nullptr);
}

void HostsPlace::edit()
{
    const ListedHost *const host = find(current());
    if (!host)
        return;
    if (host->entry.isThisComputer())
        askHowManyHere(host->entry);
    else
        ask(&host->entry);
}

void HostsPlace::askHowManyHere(const HostEntry &entry)
{
    auto *const dialog = new ThisComputerDialog(entry, m_style, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { emit saveWished(dialog->entry()); });
    dialog->open();
}

void HostsPlace::ask(const HostEntry *entry)
{
    HostList all;
    for (const ListedHost &host : m_hosts) {
        if (!host.entry.isThisComputer())
            all.push_back(host.entry);
    }
    const auto wayTo = [all](const HostEntry &typed) { return reach(typed, all); };
    auto *const dialog = new HostDialog({m_style, m_hosts, wayTo}, entry, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { emit saveWished(dialog->entry()); });
    dialog->open();
}

void HostsPlace::askToForget()
{
    const QString id = current();
    auto *const dialog = new ForgetKeyDialog(id, m_style, this);
    connect(dialog, &QDialog::accepted, this, [this, id] { emit forgetKeyWished(id); });
    dialog->open();
}

void HostsPlace::compareKey()
{
    const QString id = current();
    const auto report = m_reports.find(id);
    if (report == m_reports.end() || !report->second.unknownKey)
        return;
    auto *const dialog = new KeyDialog(*report->second.unknownKey, m_style, this);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, id] { emit lookWished(id, dialog->fingerprint()); });
    dialog->open();
}

} // namespace outcrop
