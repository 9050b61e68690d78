#include "widgets/hosts/jobs_at_once.h"

#include "core/host_list/host_list.h"

#include <QCoreApplication>
#include <QSpinBox>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobsAtOnce)
};

} // namespace

QSpinBox *makeJobsAtOnce(int jobs)
{
    auto *const box = new QSpinBox;
    box->setRange(0, mostJobsAtOnce);
    box->setValue(jobs);
    box->setSpecialValueText(Tr::tr("any number"));
    box->setToolTip(
        Tr::tr("So many run there at once, the others wait for their turn; 0: any number"));
    box->setAccessibleName(Tr::tr("Jobs at once"));
    box->setAccessibleDescription(box->toolTip());
    return box;
}

} // namespace outcrop
