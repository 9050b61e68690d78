#pragma once

#include <QString>
#include <QVector>

namespace outcrop {

// An example pipeline that comes with the program.
struct Example
{
    QString path;
    QString title;
    QString description;
    QString icon; // Of resources/icons.
};

// Where the examples of this program are: installed beside it, or in the source tree it was built
// in. Empty: nowhere. Blocks.
QString exampleFolder();

// Blocks.
QVector<Example> findExamples(const QString &folder);

} // namespace outcrop
