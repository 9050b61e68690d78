#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace outcrop {

// What a package requires of its Python: "pandas>=1.5". Only names with extras and versions: an
// option, a file, a URL or a marker would have an installer do something else than install, so such
// lines are refused. Every host program refuses them again.

// Lower case, `-` for `_` and `.` in the name, extras and clauses sorted, no blanks: equal
// requirements are equal texts. nullopt: the line is none.
std::optional<QString> normalRequirement(const QString &line);

struct RequirementList
{
    QStringList requirements; // Normal, sorted, each once.
    QStringList refused;      // Lines that are none, as they stand there.
};

// A requirements.txt. Comments and empty lines are left out.
RequirementList readRequirements(const QByteArray &file);

} // namespace outcrop
