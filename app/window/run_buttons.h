#pragma once

#include "widgets/style/style.h"

#include <QWidget>

class QAction;
class QPushButton;

namespace outcrop {

// Run, Stop, and where: at the right of the row of tabs. Mirrors the commands.
class RunButtons : public QWidget
{
    Q_OBJECT

public:
    RunButtons(QAction *run, QAction *stop, Style &style, QWidget *parent = nullptr);

    QString host() const { return QStringLiteral("local"); }
    // Where there is little room words give way to their icons.
    void setCompact(bool compact);
    // Why Run is grey; empty: it is not.
    void setWhyNot(const QString &sentence);

signals:
    void hostsWished();

private:
    QAction *m_run;
    QPushButton *m_runButton;
    QPushButton *m_stopButton;
    QPushButton *m_hostButton;
    QString m_hostText;
};

} // namespace outcrop
