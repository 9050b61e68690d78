#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace outcrop {

// "-" as a file: a person's pipe.
bool isStandardInput(const QString &name);

// All of it; read once, however often it is asked for. InvalidInput: it is a terminal, or larger
// than 256 MiB.
Result<QByteArray> standardInput();

// `name` itself; for "-" the path of a file in `folder` that holds what came.
Result<QString> fileOrStandardInput(const QString &name, const QString &folder);

} // namespace outcrop
