#pragma once

#include "core/package/metadata.h"
#include "core/table/table.h"

namespace outcrop {

// What a host has to know of a package to run it: start.json of core/hosts/PROTOCOL.md 3.
struct Submission
{
    QString name;         // The model's, for people; may be empty.
    QString entryPoint;   // A .py file that is in the package.
    QString outputFolder; // Inside the package.
    // What its Python must find; empty for a package that Outcrop did not make.
    QStringList modules;
    QByteArray requirements; // requirements.txt; empty: it has none.
    QString dataPath;    // Of a package that is ours: the absolute path that it reads; empty: none.
    bool isOurs = false; // Outcrop made it: it has its pipeline, and reports as PROTOCOL.md says.
    QVector<MetadataProblem> problems; // Notices only.
};

// Checks a package whole, as a host will, and reads its metadata.yaml. An error says what keeps it
// from running.
Result<Submission> readSubmission(const QString &zipPath);

// How the pipeline of a package that is ours reads its data file `dataPath`. NotFound: it reads no
// such file.
Result<CsvOptions> readDataOptions(const QString &zipPath, const QString &dataPath);

} // namespace outcrop
