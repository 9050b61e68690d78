#pragma once

#include "widgets/charts/cloud_model.h"
#include "widgets/charts/confusion_model.h"
#include "widgets/charts/curve_model.h"
#include "widgets/charts/panels_model.h"
#include "widgets/charts/scores_model.h"

namespace outcrop {

// Figures of several jobs as one. Legends say the job; looks tell jobs apart. A job that has
// nothing to show is named in the note.
template<class Model>
struct OfJob
{
    QString job; // "swift-fern-12"
    Model model;
};

// The best of each job.
CurveModel overlay(const std::vector<OfJob<CurveModel>> &jobs);
// All lines, without single folds, in panels of the same quantity.
PanelsModel overlay(const std::vector<OfJob<PanelsModel>> &jobs);
// All rows. Jobs that were ranked by another score than the first are left out and named.
ScoresModel overlay(const std::vector<OfJob<ScoresModel>> &jobs);
CloudModel overlay(const std::vector<OfJob<CloudModel>> &jobs);
// The first matrix of each, of up to four jobs with the classes of the first.
ConfusionModel overlay(const std::vector<OfJob<ConfusionModel>> &jobs);

} // namespace outcrop
