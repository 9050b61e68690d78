#pragma once

#include <QString>
#include <QVector>

namespace outcrop {

// A piece of Python that may be broken over lines at its brackets: `text` ends with the opening
// bracket if there are items, and `close` begins with the closing one. Without items it is `text`
// alone, which is never broken.
struct PythonCode
{
    QString text;
    QVector<PythonCode> items;
    QString close;
};

PythonCode pythonCall(const QString &function, const QVector<PythonCode> &arguments,
                      const QString &close = QStringLiteral(")"));
PythonCode pythonList(const QVector<PythonCode> &items);

// The code as lines without a newline at the end. What fits 100 columns stays on its line; what
// does not goes one item a line, four spaces deeper, each with a trailing comma; the same again for
// an item that still does not fit. `indent`: spaces before the first line.
QString layOut(const PythonCode &code, int indent = 0);

// Always one item a line. (README.md 4, rule 3.)
QString layOutLong(const PythonCode &code, int indent = 0);

} // namespace outcrop
