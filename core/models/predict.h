#pragma once

#include "core/base/result.h"
#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"

namespace outcrop {

// Runs predict.py of a finished job on a CSV file, on the host behind `shell`, which holds both. A
// model file is a program in disguise, so it is opened by that Python, never by Outcrop. `results`
// is the job's training_result. Returns the rows with their predictions as CSV. InvalidInput:
// predict.py refused the rows, with its sentence; NotFound: no model was kept, or no Python there
// can open it.
Result<QByteArray> predictRows(RemoteShell &shell, const HostProfile &host,
                               const QByteArray &results, const QByteArray &csv,
                               const Patience &patience);

} // namespace outcrop
