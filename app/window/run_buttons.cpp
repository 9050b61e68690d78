#include "app/window/run_buttons.h"

#include "app/window/commands.h"
#include "core/base/text.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QStyle>
#include <QThread>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int roomForHost = 640, roomForRun = 360; // Pixels.

void follow(QPushButton *button, QAction *action)
{
    button->setEnabled(action->isEnabled());
    QObject::connect(action, &QAction::changed, button,
                     [button, action] { button->setEnabled(action->isEnabled()); });
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
}

} // namespace

RunButtons::RunButtons(QAction *run, QAction *stop, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_run(run)
    , m_runButton(new QPushButton(tr("Run")))
    , m_style(style)
    , m_hosts{thisComputer()}
    , m_host(thisComputer().id)
{
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_runButton->setProperty("primary", true);
    m_runButton->setIcon(style.icon(QStringLiteral("run"), Ink::OnAccent));
    m_runButton->setIconSize(style.iconBesideText());
    m_runButton->setAccessibleName(tr("Run"));
    follow(m_runButton, run);
    row->addWidget(m_runButton);

    m_stopButton = new QPushButton(tr("Stop"));
    m_stopButton->setIcon(style.icon(QStringLiteral("stop")));
    m_stopButton->setIconSize(style.iconBesideText());
    m_stopButton->setToolTip(tr("Stop the job (%1)").arg(Commands::keysOf(*stop)));
    m_stopButton->setAccessibleName(tr("Stop"));
    follow(m_stopButton, stop);
    row->addWidget(m_stopButton);

    auto *const host = new QPushButton;
    m_hostButton = host;
    host->setMinimumWidth(style.scaled(48)); // Gives way before the window does.
    host->setIconSize(style.iconBesideText());
    auto *const menu = new QMenu(host);
    menu->setAccessibleName(tr("Where it runs"));
    connect(menu, &QMenu::aboutToShow, this, &RunButtons::fillMenu);
    host->setMenu(menu);
    host->setProperty("choice", true);
    row->addWidget(host);
    // A click leaves the keyboard where it is: keys of the canvas go on working beside the mouse.
    for (QPushButton *const button : {m_runButton, m_stopButton, m_hostButton})
        button->setFocusPolicy(Qt::TabFocus);
    fillMenu();
    showHost();
    setWhyNot({});
}

void RunButtons::setHosts(const std::vector<HostProfile> &hosts)
{
    m_hosts = hosts;
    const bool isThere = std::any_of(hosts.begin(), hosts.end(),
                                     [this](const HostProfile &host) { return host.id == m_host; });
    if (!isThere) {
        m_host = thisComputer().id;
        emit hostChosen(m_host);
    }
    fillMenu();
    showHost();
}

void RunButtons::setHost(const QString &id)
{
    m_host = id;
    fillMenu();
    showHost();
}

void RunButtons::fillMenu()
{
    QMenu *const menu = m_hostButton->menu();
    menu->clear();
    auto *const group = new QActionGroup(menu);
    for (const HostProfile &host : m_hosts) {
        QString title = plainLine(host.title, 60);
        QAction *const action =
            menu->addAction(title.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(host.id == m_host);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, id = host.id] {
            setHost(id);
            emit hostChosen(id);
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Hosts…")), &QAction::triggered, this, &RunButtons::hostsWished);
}

void RunButtons::showHost()
{
    const bool isHere = m_host == thisComputer().id;
    const auto host = std::find_if(m_hosts.begin(), m_hosts.end(),
                                   [this](const HostProfile &known) { return known.id == m_host; });
    m_hostText = isHere ? tr("This computer · %n CPUs", nullptr, QThread::idealThreadCount())
                        : plainLine(host == m_hosts.end() ? m_host : host->title, 40);
    m_hostButton->setIcon(
        m_style.icon(isHere ? QStringLiteral("computer") : QStringLiteral("hosts"), Ink::Good));
    m_hostButton->setAccessibleName(tr("Where it runs: %1").arg(m_hostText));
    showWords();
}

void RunButtons::setRoom(int width)
{
    m_isCompact = width < roomForHost;
    m_hasRun = width >= roomForRun;
    showWords();
}

void RunButtons::showWords()
{
    const bool compact = m_isCompact;
    m_runButton->setText(m_hasRun ? tr("Run") : QString());
    m_runButton->setIconSize(m_hasRun ? m_style.iconBesideText() : m_style.iconSize());
    m_stopButton->setText(compact ? QString() : tr("Stop"));
    m_hostButton->setText(compact ? QString() : m_hostText);
    m_hostButton->setProperty("compact", compact);
    m_hostButton->style()->unpolish(m_hostButton); // The look follows the property.
    m_hostButton->style()->polish(m_hostButton);
    // The room between icon and words belongs to the words.
    m_hostButton->setIconSize(compact ? m_style.iconSize() : m_style.iconBesideText());
    m_stopButton->setIconSize(m_hostButton->iconSize());
    m_hostButton->setToolTip(tr("Where it runs: %1").arg(m_hostText));
}

void RunButtons::setWhyNot(const QString &sentence)
{
    m_runButton->setToolTip(
        sentence.isEmpty() ? tr("Run the pipeline (%1)").arg(Commands::keysOf(*m_run)) : sentence);
    m_runButton->setAccessibleDescription(m_runButton->toolTip());
}

} // namespace outcrop
