#pragma once

#include "core/hosts/host_profile.h"
#include "widgets/style/style.h"

#include <QWidget>

#include <vector>

class QAction;
class QPushButton;

namespace outcrop {

// Run, Stop, and where: at the right of the row of tabs. Mirrors the commands.
class RunButtons : public QWidget
{
    Q_OBJECT

public:
    RunButtons(QAction *run, QAction *stop, Style &style, QWidget *parent = nullptr);

    // Titles of the hosts by id, this computer first. The chosen one falls back to this computer
    // where it is no longer among them.
    void setHosts(const std::vector<HostProfile> &hosts);
    const std::vector<HostProfile> &hosts() const { return m_hosts; }
    QString host() const { return m_host; }
    void setHost(const QString &id);
    // Where there is little room words give way to their icons: first those of where, then Run's.
    void setRoom(int width); // Of the row of tabs.
    // Why Run is grey; empty: it is not.
    void setWhyNot(const QString &sentence);

signals:
    void hostChosen(const QString &id); // By a person, or because the other is gone.
    void hostsWished();

private:
    void fillMenu();
    void showHost();
    void showWords();

    QAction *m_run;
    QPushButton *m_runButton;
    QPushButton *m_stopButton;
    QPushButton *m_hostButton;
    Style &m_style;
    std::vector<HostProfile> m_hosts;
    QString m_host;
    QString m_hostText;
    bool m_isCompact = false, m_hasRun = true;
};

} // namespace outcrop
