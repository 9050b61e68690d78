#include "app/window/run_buttons.h"

#include "app/window/commands.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QThread>

namespace outcrop {

namespace {

void follow(QPushButton *button, QAction *action)
{
    button->setEnabled(action->isEnabled());
    QObject::connect(action, &QAction::changed, button,
                     [button, action] { button->setEnabled(action->isEnabled()); });
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
}

} // namespace

RunButtons::RunButtons(QAction *run, QAction *stop, Style &style, QWidget *parent)
    : QWidget(parent), m_run(run), m_runButton(new QPushButton(tr("Run")))
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

    m_hostText = tr("This computer · %n CPUs", nullptr, QThread::idealThreadCount());
    auto *const host = new QPushButton(m_hostText);
    m_hostButton = host;
    host->setMinimumWidth(48); // Gives way before the window does.
    host->setIcon(style.icon(QStringLiteral("computer"), Ink::Good));
    host->setIconSize(style.iconBesideText());
    host->setToolTip(tr("Where it runs"));
    host->setAccessibleName(tr("Where it runs: %1").arg(host->text()));
    auto *const menu = new QMenu(host);
    QAction *const local = menu->addAction(tr("This computer"));
    local->setCheckable(true);
    local->setChecked(true);
    menu->addSeparator();
    connect(menu->addAction(tr("Hosts…")), &QAction::triggered, this, &RunButtons::hostsWished);
    host->setMenu(menu);
    host->setProperty("choice", true);
    row->addWidget(host);
    setWhyNot({});
}

void RunButtons::setCompact(bool compact)
{
    m_stopButton->setText(compact ? QString() : tr("Stop"));
    m_hostButton->setText(compact ? QString() : m_hostText);
    m_hostButton->setToolTip(tr("Where it runs: %1").arg(m_hostText));
}

void RunButtons::setWhyNot(const QString &sentence)
{
    m_runButton->setToolTip(
        sentence.isEmpty() ? tr("Run the pipeline (%1)").arg(Commands::keysOf(*m_run)) : sentence);
    m_runButton->setAccessibleDescription(m_runButton->toolTip());
}

} // namespace outcrop
