#pragma once

#include <QFile>
#include <QtGlobal>

namespace outcrop {

// How far a long test is, for tests/soak/run.sh, which names the file that is told. "3 30"
inline void tellProgress(int done, int total)
{
    QFile file(qEnvironmentVariable("OUTCROP_SOAK_PROGRESS"));
    if (!file.fileName().isEmpty() && file.open(QIODevice::WriteOnly))
        file.write(QByteArray::number(done) + ' ' + QByteArray::number(total) + '\n');
}

} // namespace outcrop
