#pragma once

#include <QByteArray>

namespace outcrop {

// The programs of resources/host/ that live in BASE/runner/<version>/.

// SHA-256 over their names and contents.
QByteArray hostProgramsVersion();

// The script that tells BASE and whether this version is there (prepare.sh); an empty base is the
// host's default.
QByteArray prepareScript(const QByteArray &base);

// The script that puts them there. Two clients may run it at the same time.
QByteArray installScript(const QByteArray &base);

} // namespace outcrop
