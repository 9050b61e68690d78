#include "widgets/hosts/this_computer_dialog.h"

#include "core/base/text.h"
#include "widgets/hosts/jobs_at_once.h"
#include "widgets/pages/wrapped_label.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace outcrop {

ThisComputerDialog::ThisComputerDialog(const HostEntry &entry, Style &style, QWidget *parent)
    : QDialog(parent), m_before(entry), m_jobs(makeJobsAtOnce(entry.profile.jobs))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit a host"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    auto *const title = wrappedLabel(plainLine(entry.profile.title, 64));
    title->setFont(style.title());
    column->addWidget(title);
    auto *const form = new QFormLayout;
    form->addRow(tr("&Jobs at once"), m_jobs);
    column->addLayout(form);
    column->addWidget(
        wrappedLabel(tr("A training may use every core. The jobs beyond this number wait in the "
                        "queue, and are sent in their turn while Outcrop is open. 0 is any "
                        "number.")));
    column->addStretch();

    auto *const buttons = new QDialogButtonBox;
    buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole)->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_jobs->setFocus();
    m_jobs->selectAll();
    setMinimumWidth(style.scaled(420));
}

HostEntry ThisComputerDialog::entry() const
{
    HostEntry entry = m_before;
    entry.profile.jobs = m_jobs->value();
    return entry;
}

} // namespace outcrop
