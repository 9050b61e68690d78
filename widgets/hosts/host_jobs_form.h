#pragma once

#include "core/hosts/host_profile.h"

#include <QWidget>

class QLineEdit;
class QSpinBox;

namespace outcrop {

class LimitFields;

// What is chosen for the jobs of a host: its Python, where they lie, what they may use.
class HostJobsForm : public QWidget
{
    Q_OBJECT

public:
    explicit HostJobsForm(const HostProfile &profile, QWidget *parent = nullptr);

    // The profile with what is typed in it. InvalidInput: one of the times or sizes is none.
    Result<HostProfile> applied(HostProfile profile) const;

signals:
    void changed();

private:
    QLineEdit *m_python, *m_activation, *m_wheels, *m_base, *m_groups, *m_pollFloor;
    QSpinBox *m_jobs;
    LimitFields *m_limits;
};

// What stands between commas; a path may have spaces, and `~/` is its person's home.
QStringList pathsOf(const QLineEdit *edit);

// What stands between commas or spaces.
QStringList wordsOf(const QLineEdit *edit);

} // namespace outcrop
