#include "core/codegen/python_layout.h"

#include <QStringList>

namespace outcrop {

namespace {

constexpr int width = 100;

QString onOneLine(const PythonCode &code)
{
    QStringList items;
    for (const PythonCode &item : code.items)
        items << onOneLine(item);
    return code.text + items.join(QLatin1String(", ")) + code.close;
}

QString lines(const PythonCode &code, int indent, const QString &after);

QString brokenUp(const PythonCode &code, int indent, const QString &after)
{
    const QString margin(indent, QLatin1Char(' '));
    QString text = margin + code.text + QLatin1Char('\n');
    for (const PythonCode &item : code.items)
        text += lines(item, indent + 4, QStringLiteral(",")) + QLatin1Char('\n');
    return text + margin + code.close + after;
}

QString lines(const PythonCode &code, int indent, const QString &after)
{
    const QString line = QString(indent, QLatin1Char(' ')) + onOneLine(code) + after;
    return line.size() <= width || code.items.isEmpty() ? line : brokenUp(code, indent, after);
}

} // namespace

PythonCode pythonCall(const QString &function, const QVector<PythonCode> &arguments,
                      const QString &close)
{
    return {function + QLatin1Char('('), arguments, close};
}

PythonCode pythonList(const QVector<PythonCode> &items)
{
    return {QStringLiteral("["), items, QStringLiteral("]")};
}

QString layOut(const PythonCode &code, int indent)
{
    return lines(code, indent, {});
}

QString layOutLong(const PythonCode &code, int indent)
{
    return code.items.isEmpty() ? layOut(code, indent) : brokenUp(code, indent, {});
}

} // namespace outcrop
