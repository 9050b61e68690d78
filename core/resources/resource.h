#pragma once

#include <QByteArray>
#include <QString>

namespace outcrop {

// A file that is part of the program, by its path below the folder resources/:
// `resource("host/runner.sh")`. It must be listed in resources/resources.qrc; asking for another is
// a mistake in the program (asserted; empty in a release).
QByteArray resource(const QString &path);

} // namespace outcrop
