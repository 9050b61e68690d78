#pragma once

#include "core/codegen/imports.h"

#include <QByteArray>
#include <QMap>
#include <QSet>
#include <QString>

namespace outcrop {

// What a template is filled with. Values are code that the generator made, never text of a person.
struct ScriptFacts
{
    QSet<QString> holds;           // "classification", "grouped", …
    QMap<QString, QString> values; // By name, without the marks around it.
};

// Fills a template of resources/codegen. A line of its own is
//   #: if a !b     what follows is left out unless `a` holds and `b` does not; may be nested
//   #: else
//   #: end
// and `«name»` anywhere in a line is replaced by a value; a line that is nothing but one whose
// value is empty goes away. A template is part of the program: mistakes in it are asserted.
QString fillTemplate(const QByteArray &source, const ScriptFacts &facts);

// Fills the template of a whole program: `«imports»` becomes the lines for what it then uses.
QString fillScript(const QByteArray &source, ScriptFacts facts,
                   const QVector<ImportedName> &imports);

} // namespace outcrop
