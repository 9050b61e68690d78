#pragma once

#include "core/results/event_record.h"
#include "widgets/charts/panels_model.h"

namespace outcrop {

// How busy the host was while the job ran: processor, memory, load.
PanelsModel makeResourcesModel(const QString &name, std::vector<LoadSample> loads);

} // namespace outcrop
