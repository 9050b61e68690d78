#include "core/codegen/python_literal.h"

#include <QStringList>

#include <array>
#include <charconv>
#include <cmath>

namespace outcrop {

namespace {

QString escape(uint code)
{
    const int digits = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
    const char letter = code < 0x100 ? 'x' : code < 0x10000 ? 'u' : 'U';
    return QStringLiteral("\\%1%2")
        .arg(QLatin1Char(letter))
        .arg(code, digits, 16, QLatin1Char('0'));
}

QString listLiteral(const AttributeValue::List &items, Brackets brackets)
{
    QStringList parts;
    for (const AttributeValue &item : items)
        parts.append(pythonLiteral(item, brackets));
    const QString inside = parts.join(QLatin1String(", "));
    if (brackets == Brackets::List)
        return QLatin1Char('[') + inside + QLatin1Char(']');
    return QLatin1Char('(') + inside + QLatin1String(items.size() == 1 ? ",)" : ")");
}

} // namespace

QString pythonText(const QString &text)
{
    QString literal = QStringLiteral("\"");
    for (int i = 0; i < text.size(); ++i) {
        const bool pair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const uint code = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        i += pair ? 1 : 0;
        if (code == '"' || code == '\\')
            literal += QLatin1Char('\\') + QString(QChar(ushort(code)));
        else if (code >= 0x20 && code < 0x7F)
            literal += QChar(ushort(code));
        else
            literal += escape(code);
    }
    return literal + QLatin1Char('"');
}

QString pythonFloat(double value)
{
    Q_ASSERT(std::isfinite(value));
    std::array<char, 40> buffer{};
    const double size = std::abs(value);
    const bool fixed = size == 0 || (size >= 1e-4 && size < 1e16);
    const auto format = fixed ? std::chars_format::fixed : std::chars_format::scientific;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    const QString text = QString::fromLatin1(buffer.data(), int(end - buffer.data()));
    return fixed && !text.contains(QLatin1Char('.')) ? text + QLatin1String(".0") : text;
}

QString pythonLiteral(const AttributeValue &value, Brackets lists)
{
    if (const auto *truth = value.as<bool>())
        return *truth ? QStringLiteral("True") : QStringLiteral("False");
    if (const auto *number = value.as<qint64>())
        return QString::number(*number);
    if (const auto *number = value.as<double>())
        return pythonFloat(*number);
    if (const auto *text = value.as<QString>())
        return pythonText(*text);
    if (const auto *items = value.as<AttributeValue::List>())
        return listLiteral(*items, lists);
    Q_ASSERT(value.isNone());
    return QStringLiteral("None");
}

} // namespace outcrop
