#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/codegen/plan.h"
#include "core/pipeline/pipeline.h"

#include <QByteArray>
#include <QMap>

namespace outcrop {

// What a package holds besides its data, by path inside it: train.py, predict.py, params.json,
// requirements.txt, notebook.ipynb, scripts/<block>.py, and the runtime files that train.py reports
// to. UTF-8, `\n` line ends.
using GeneratedFiles = QMap<QString, QByteArray>;

// The program of a plan. Pure: equal plans give equal bytes. The text of people never becomes code.
GeneratedFiles generate(const Plan &plan);

} // namespace outcrop
