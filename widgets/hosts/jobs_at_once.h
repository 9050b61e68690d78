#pragma once

class QSpinBox;

namespace outcrop {

// A field for HostProfile::jobs, without an owner yet. 0 is shown as "any number".
QSpinBox *makeJobsAtOnce(int jobs);

} // namespace outcrop
