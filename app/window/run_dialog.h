#pragma once

#include "app/window/prepared_run.h"
#include "widgets/style/style.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace outcrop {

class LimitFields;

// Where a run goes, what it may use there, and what becomes of it where its host dies.
class RunDialog : public QDialog
{
    Q_OBJECT

public:
    // `host`: the id of the one that is chosen at first.
    RunDialog(const std::vector<HostProfile> &hosts, const QString &host, const RunOptions &options,
              Style &style, QWidget *parent);

    QString host() const;

signals:
    void wished(const QString &host, const outcrop::RunOptions &options);

private:
    Result<RunOptions> options() const;
    void check();
    void go();

    QComboBox *m_host;
    LimitFields *m_limits;
    QLineEdit *m_keep;
    QCheckBox *m_restarts, *m_triedFirst;
    QLabel *m_words;
    QPushButton *m_run;
};

} // namespace outcrop
