#pragma once

#include <QByteArray>
#include <QString>

namespace outcrop {

// One sentence on why a job failed: the exception its log ends with, what the exit code means where
// a signal ended it, or the last words of the log. `logTail` is foreign text; the answer is safe to
// show.
QString failureReason(int exitCode, const QByteArray &logTail);

} // namespace outcrop
