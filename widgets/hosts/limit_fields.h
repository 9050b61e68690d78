#pragma once

#include "core/hosts/job_limits.h"

#include <QObject>

class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace outcrop {

// A field with its label, help and accessible name, as a row of a form.
void addFormRow(QFormLayout &form, const QString &label, QWidget *field, QLineEdit *edit,
                const QString &placeholder, const QString &help);

// The fields of JobLimits that end or hold a job, as rows of a form, to which they belong. What is
// left empty is no limit, or that of the host: `unlimited` says which.
class LimitFields : public QObject
{
    Q_OBJECT

public:
    LimitFields(QFormLayout &form, const JobLimits &limits, const QString &unlimited);

    // InvalidInput: what is typed is no limit. `keep` is 0.
    Result<JobLimits> limits() const;

signals:
    void changed();

private:
    QLineEdit *m_time, *m_memory;
    QSpinBox *m_cpus;
};

} // namespace outcrop
