#include "widgets/hosts/host_details.h"

#include "core/base/text.h"
#include "widgets/hosts/host_card.h"
#include "widgets/hosts/host_rows.h"
#include "widgets/hosts/host_way.h"
#include "widgets/pages/age_text.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int iconSize = 18;

QString sourceTitle(ListedHost::Source source)
{
    switch (source) {
    case ListedHost::Source::ThisComputer:
        return HostDetails::tr("always there");
    case ListedHost::Source::Added:
        return HostDetails::tr("added here");
    case ListedHost::Source::SshConfig:
        return HostDetails::tr("from ~/.ssh/config");
    }
    return {};
}

// Whether one of the lines says what the facts say: it begins with the host's own name, too.
bool tellsOfTheHost(const std::vector<PreflightLine> &lines, const QStringList &facts)
{
    return !facts.isEmpty()
           && std::any_of(lines.begin(), lines.end(), [&](const PreflightLine &line) {
                  return line.what.startsWith(facts.first() + QLatin1Char(':'));
              });
}

} // namespace

HostDetails::HostDetails(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_title(factLabel())
    , m_source(mutedLabel())
    , m_sign(new QLabel)
    , m_state(factLabel())
    , m_age(new QLabel)
    , m_sentence(factLabel())
    , m_facts(mutedLabel())
    , m_queue(factLabel())
    , m_lines(emptyRows())
    , m_way(new HostWay(style))
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(makeHeader());
    column->addWidget(makeStateCard());
    column->addWidget(m_way);
    column->addStretch();
    connect(m_test, &QPushButton::clicked, this,
            [this] { m_isLooking ? emit stopWished() : emit testWished(); });
    connect(m_edit, &QPushButton::clicked, this, &HostDetails::editWished);
    connect(m_remove, &QPushButton::clicked, this, &HostDetails::removeWished);
    connect(m_action, &QPushButton::clicked, this, &HostDetails::act);
    connect(m_way, &HostWay::forgetSecretsWished, this, &HostDetails::forgetSecretsWished);
    connect(m_pause, &QPushButton::clicked, this, [this] { emit pauseWished(!m_isPaused); });
    connect(m_find, &QPushButton::clicked, this, &HostDetails::findJobsWished);
}

QPushButton *HostDetails::makeButton(const QString &text, const QString &icon)
{
    auto *const button = new QPushButton(text);
    if (!icon.isEmpty()) {
        button->setIcon(m_style.icon(icon));
        button->setIconSize(m_style.iconBesideText());
    }
    return button;
}

QWidget *HostDetails::makeHeader()
{
    m_test = makeButton(tr("Test"), QStringLiteral("run"));
    m_edit = makeButton(tr("Edit…"), {});
    m_remove = makeButton(tr("Remove"), {});
    auto *const header = new QWidget;
    auto *const row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    auto *const names = new QVBoxLayout;
    names->setSpacing(2);
    m_title->setFont(m_style.title());
    m_source->setFont(m_style.small());
    names->addWidget(m_title);
    names->addWidget(m_source);
    row->addLayout(names, 1);
    for (QPushButton *const button : {m_test, m_edit, m_remove})
        row->addWidget(button, 0, Qt::AlignTop);
    return header;
}

QWidget *HostDetails::makeStateCard()
{
    QVBoxLayout *column = nullptr;
    QFrame *const card = makeCard(column);
    auto *const head = new QHBoxLayout;
    QFont bold = m_state->font();
    bold.setWeight(QFont::DemiBold);
    m_state->setFont(bold);
    m_age->setEnabled(false);
    m_age->setFont(m_style.small());
    head->addWidget(m_sign);
    head->addWidget(m_state, 1);
    head->addWidget(m_age);
    column->addLayout(head);
    column->addWidget(m_facts);
    column->addWidget(m_sentence);
    m_action = makeButton({}, {});
    m_action->setProperty("primary", true);
    column->addWidget(m_action, 0, Qt::AlignLeft);
    column->addWidget(m_lines);
    auto *const queue = new QHBoxLayout;
    m_pause = makeButton({}, {});
    m_find = makeButton(tr("Find jobs…"), {});
    m_find->setToolTip(tr("Look for jobs that ran there and are not in the list: after the list "
                          "was lost, or from another computer"));
    queue->addWidget(m_queue, 1);
    queue->addWidget(m_pause, 0, Qt::AlignTop);
    queue->addWidget(m_find, 0, Qt::AlignTop);
    column->addLayout(queue);
    return card;
}

void HostDetails::setSign(const QString &icon, Ink ink)
{
    m_sign->setPixmap(m_style.icon(icon, ink).pixmap(m_style.iconSize(iconSize)));
}

void HostDetails::showHost(const ListedHost &host, const Known &known)
{
    const QString title = plainLine(host.entry.profile.title, 80);
    const bool isHere = host.source == ListedHost::Source::ThisComputer;
    m_title->setText(title);
    m_source->setText(isHere ? sourceTitle(host.source)
                             : QStringLiteral("%1 · %2").arg(writtenAddress(host.entry),
                                                             sourceTitle(host.source)));
    m_isLooking = known.isLooking;
    m_test->setText(known.isLooking ? tr("Stop") : isHere ? tr("Look again") : tr("Test"));
    m_test->setIcon(m_style.icon(known.isLooking ? QStringLiteral("stop")
                                 : isHere        ? QStringLiteral("reset")
                                                 : QStringLiteral("run")));
    m_test->setToolTip(known.isLooking
                           ? tr("Stop looking")
                           : tr("Log in and look whether jobs can run on %1").arg(title));
    m_test->setAccessibleName(QStringLiteral("%1: %2").arg(m_test->text(), title));
    m_edit->setToolTip(isHere ? tr("Change how many jobs run at once")
                       : host.source == ListedHost::Source::SshConfig
                           ? tr("Add it with settings of its own; ~/.ssh/config stays as it is")
                           : tr("Change how it is reached, and how many jobs run at once"));
    m_edit->setAccessibleName(tr("Edit %1").arg(title));
    m_remove->setVisible(host.source == ListedHost::Source::Added);
    m_remove->setToolTip(tr("Take it out of the list; nothing on it is touched"));
    m_remove->setAccessibleName(tr("Remove %1").arg(title));
    m_find->setAccessibleName(tr("Find jobs of %1").arg(title));
    showState(host, known);
    showAction(known);
    showQueue(known.queue, host.entry.profile.jobs);
    m_way->showHost(host, known.way, known.isKept);
}

void HostDetails::showState(const ListedHost &host, const Known &known)
{
    const HostReport *const report = known.report;
    if (known.isLooking) {
        setSign(QStringLiteral("running"), Ink::Accent);
        m_state->setText(tr("Being looked at…"));
    } else if (report) {
        const HostSign sign = signOf(report->standing());
        setSign(sign.icon, sign.ink);
        m_state->setText(sign.words);
    } else {
        setSign(QStringLiteral("waiting"), Ink::Muted);
        m_state->setText(tr("Not tested yet"));
    }
    m_sentence->setText(report && report->error ? plainLine(report->error->message, 2000)
                        : report || known.isLooking
                            ? QString()
                            : tr("Test looks whether Python and the libraries of %1 are there, and "
                                 "how much room. Nothing is sent before its key is right.")
                                  .arg(plainLine(host.entry.profile.title, 80)));
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_facts->setText(report && !tellsOfTheHost(report->lines, report->facts)
                         ? report->facts.join(QStringLiteral(" · "))
                         : QString());
    m_facts->setVisible(!m_facts->text().isEmpty());
    m_age->setVisible(report != nullptr);
    showAge(known.age);
    removeRows(m_lines);
    m_lines->setVisible(report && !report->lines.empty());
    for (const PreflightLine &line : report ? report->lines : std::vector<PreflightLine>())
        addLine(line);
}

void HostDetails::showAction(const Known &known)
{
    const bool asks = known.report && !known.isLooking;
    m_standing = asks ? known.report->standing() : HostStanding::Ready;
    const bool forgets = m_standing == HostStanding::WrongKey;
    m_action->setVisible(true);
    if (m_standing == HostStanding::UnknownKey) {
        m_action->setText(tr("Compare key…"));
        m_action->setToolTip(tr("Compare the key with what the administrator says"));
    } else if (m_standing == HostStanding::NeedsLogin) {
        m_action->setText(tr("Log in…"));
        m_action->setToolTip(tr("Test again, and be asked for a password"));
    } else if (forgets) {
        m_action->setText(tr("Forget old key…"));
        m_action->setToolTip(tr("After its administrator said that it has a new one"));
    } else {
        m_action->setVisible(false);
    }
    m_action->setProperty("primary", !forgets);      // Nobody is led to it.
    m_action->setStyleSheet(m_action->styleSheet()); // The look follows the property.
    m_action->setAccessibleName(QStringLiteral("%1: %2").arg(m_action->text(), m_title->text()));
}

void HostDetails::act()
{
    if (m_standing == HostStanding::UnknownKey)
        emit compareWished();
    else if (m_standing == HostStanding::WrongKey)
        emit forgetWished();
    else
        emit testWished();
}

void HostDetails::showQueue(const QueueLook &queue, int jobsAtOnce)
{
    m_isPaused = queue.isPaused;
    const QString waiting = queue.waiting == 0   ? tr("No job waits.")
                            : queue.waiting == 1 ? tr("1 job waits.")
                                                 : tr("%1 jobs wait.").arg(queue.waiting);
    QStringList sentences{queue.isPaused ? tr("Queue paused: nothing more is sent. %1").arg(waiting)
                                         : tr("Queue: %1").arg(waiting)};
    if (jobsAtOnce == unknownJobs)
        sentences << tr("Nothing is sent while the list of hosts cannot be read: it says how many "
                        "jobs may run at once.");
    else if (jobsAtOnce > 0)
        sentences << tr("At most %n jobs run at once.", nullptr, jobsAtOnce);
    QStringList lines = queue.remarks;
    lines.prepend(sentences.join(QLatin1Char(' ')));
    m_queue->setText(lines.join(QLatin1Char('\n')));
    m_pause->setText(queue.isPaused ? tr("Resume queue") : tr("Pause queue"));
    m_pause->setToolTip(queue.isPaused ? tr("Send the jobs that wait")
                                       : tr("Send no more jobs; what runs there runs on"));
    m_pause->setAccessibleName(QStringLiteral("%1: %2").arg(m_pause->text(), m_title->text()));
}

void HostDetails::addLine(const PreflightLine &line)
{
    auto *const row = new QWidget;
    row->setAccessibleName((line.ok       ? tr("Fine: %1")
                            : line.mayRun ? tr("Odd: %1")
                                          : tr("Missing: %1"))
                               .arg(line.what));
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *const sign = new QLabel;
    const auto icon = line.ok       ? m_style.icon(QStringLiteral("check"), Ink::Good)
                      : line.mayRun ? m_style.icon(QStringLiteral("warning"), Ink::Warning)
                                    : m_style.icon(QStringLiteral("close"), Ink::Bad);
    sign->setPixmap(icon.pixmap(m_style.iconSize(iconSize)));
    layout->addWidget(sign, 0, Qt::AlignTop);
    auto *const text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(factLabel(line.what));
    if (!line.fix.isEmpty())
        text->addWidget(mutedLabel(line.fix));
    layout->addLayout(text, 1);
    m_lines->layout()->addWidget(row);
}

void HostDetails::showAge(const QString &age)
{
    m_age->setText(age);
}

} // namespace outcrop
