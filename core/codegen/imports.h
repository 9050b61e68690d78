#pragma once

#include <QString>
#include <QVector>

namespace outcrop {

// `from module import name`. `name` may be "make_column_selector as select_columns".
struct ImportedName
{
    QString module;
    QString name;
};

// The import lines of generated code (README.md 4, rule 4) without a newline at the end: what
// `body` uses of the names that the fixed text knows, and `more`.
QString importLines(const QString &body, const QVector<ImportedName> &more);

} // namespace outcrop
