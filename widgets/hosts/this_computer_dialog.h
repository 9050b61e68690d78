#pragma once

#include "core/host_list/host_list.h"
#include "widgets/style/style.h"

#include <QDialog>

class QSpinBox;

namespace outcrop {

// Changes what can be chosen for this computer.
class ThisComputerDialog : public QDialog
{
    Q_OBJECT

public:
    ThisComputerDialog(const HostEntry &entry, Style &style, QWidget *parent);

    HostEntry entry() const;

private:
    const HostEntry m_before;
    QSpinBox *m_jobs;
};

} // namespace outcrop
