#include "core/catalog/value_text.h"

#include "core/base/text.h"
#include "core/catalog/attribute_yaml.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace outcrop {

namespace {

using Form = AttributeKind::Form;
using Kinds = QVector<AttributeKind>;

const AttributeKind *findForm(const Kinds &kinds, Form form)
{
    const auto found = std::find_if(kinds.begin(), kinds.end(), [form](const AttributeKind &kind) {
        return kind.form == form;
    });
    return found == kinds.end() ? nullptr : &*found;
}

bool takesOnlyText(const Kinds &kinds)
{
    return std::all_of(kinds.begin(), kinds.end(), [](const AttributeKind &kind) {
        return kind.form == Form::Text || kind.form == Form::Path || kind.form == Form::Code
               || kind.form == Form::Column;
    });
}

bool takesNone(const Kinds &kinds)
{
    return findForm(kinds, Form::None) || findForm(kinds, Form::RandomState);
}

// What the items of a list may be; column names where a list of columns is taken.
std::optional<Kinds> itemKinds(const Kinds &kinds)
{
    if (const AttributeKind *list = findForm(kinds, Form::List))
        return list->items;
    if (findForm(kinds, Form::Columns)) {
        AttributeKind name;
        name.form = Form::Column;
        return Kinds{name};
    }
    return {};
}

QString quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

std::optional<QString> unquoted(const QString &text)
{
    if (text.size() < 2 || !text.startsWith(QLatin1Char('"')) || !text.endsWith(QLatin1Char('"')))
        return {};
    const QJsonDocument json =
        QJsonDocument::fromJson('[' + text.toUtf8() + ']'); // A lone string is no document.
    return json.array().size() == 1 ? std::optional(json.array().at(0).toString()) : std::nullopt;
}

// Parted at commas outside of quotes and brackets.
QStringList splitItems(const QString &text)
{
    QStringList items{QString()};
    int depth = 0;
    bool inQuotes = false;
    for (int i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('"') && (i == 0 || text[i - 1] != QLatin1Char('\\')))
            inQuotes = !inQuotes;
        if (!inQuotes && (c == QLatin1Char('[') || c == QLatin1Char(']')))
            depth += c == QLatin1Char('[') ? 1 : -1;
        if (c == QLatin1Char(',') && !inQuotes && depth == 0)
            items << QString();
        else
            items.last() += c;
    }
    if (items.last().trimmed().isEmpty())
        items.removeLast(); // Nothing at all, or a comma at the end.
    return items;
}

// `.5` and `1.` are numbers to a person.
std::optional<double> typedFloat(QString text)
{
    if (text.startsWith(QLatin1Char('.')))
        text.prepend(QLatin1Char('0'));
    if (text.endsWith(QLatin1Char('.')))
        text.append(QLatin1Char('0'));
    return parseFloat(text);
}

std::optional<AttributeValue> numberFromText(const Kinds &kinds, const QString &text)
{
    if (!findForm(kinds, Form::Int) && !findForm(kinds, Form::Float)
        && !findForm(kinds, Form::RandomState))
        return {};
    if (const auto whole = parseInt(text))
        return AttributeValue(*whole);
    if (const auto number = typedFloat(text))
        return AttributeValue(*number);
    return {};
}

std::optional<AttributeValue> wordFromText(const Kinds &kinds, const QString &text)
{
    for (const AttributeKind &kind : kinds) {
        for (const AttributeValue &choice : kind.choices) {
            if (text == formatValue(choice))
                return choice;
        }
    }
    const QString word = text.toLower();
    if (takesNone(kinds)
        && (word.isEmpty() || word == QLatin1String("none") || word == formatValue({})))
        return AttributeValue();
    if (findForm(kinds, Form::Bool)
        && (word == QLatin1String("true") || word == QLatin1String("false")))
        return AttributeValue(word == QLatin1String("true"));
    return {};
}

std::optional<AttributeValue> listFromText(const Kinds &kinds, const QString &text)
{
    const auto items = itemKinds(kinds);
    if (!items)
        return {};
    const bool bracketed =
        text.startsWith(QLatin1Char('[')) && text.endsWith(QLatin1Char(']')) && text.size() > 1;
    const bool onlyList = kinds.size() == 1 && kinds[0].form == Form::List;
    if (!bracketed && !onlyList && !text.contains(QLatin1Char(',')))
        return {};
    AttributeValue::List list;
    for (const QString &item : splitItems(bracketed ? text.mid(1, text.size() - 2) : text)) {
        const auto plain = unquoted(item.trimmed());
        list << (plain ? AttributeValue(*plain) : valueFromText(*items, item.trimmed()));
    }
    return AttributeValue(list);
}

std::optional<AttributeValue> searchFromText(const QString &text)
{
    if (!text.startsWith(QLatin1Char('{')))
        return {};
    const auto node = parseYaml(text.toUtf8());
    auto value = node ? readAttributeValue(*node, {}) : Result<AttributeValue>(AttributeValue());
    return value && value->as<SearchSpace>() ? std::optional(*value) : std::nullopt;
}

QString searchText(const AttributeValue &value)
{
    YamlWriter writer;
    writeAttributeValue(writer, value);
    return QString::fromUtf8(writer.finish()).trimmed();
}

// An item stands between commas and brackets.
QString itemText(const Kinds &kinds, const AttributeValue &item)
{
    const QString text = valueText(kinds, item);
    const auto isSpecial = [](QChar c) { return QStringLiteral(",[]\"").contains(c); };
    const auto *asText = item.as<QString>();
    const bool needsQuotes = asText && !unquoted(text)
                             && (text.isEmpty() || text != text.trimmed()
                                 || std::any_of(asText->begin(), asText->end(), isSpecial));
    return needsQuotes ? quoted(*asText) : text;
}

QString listText(const Kinds &kinds, const AttributeValue::List &list)
{
    QStringList items;
    for (const AttributeValue &item : list)
        items << itemText(itemKinds(kinds).value_or(Kinds()), item);
    return QStringLiteral("[%1]").arg(items.join(QLatin1String(", ")));
}

} // namespace

QString valueText(const Kinds &kinds, const AttributeValue &value)
{
    if (value.as<SearchSpace>())
        return searchText(value);
    if (const auto *list = value.as<AttributeValue::List>())
        return listText(kinds, *list);
    const QString text = formatValue(value);
    return value.as<QString>() && valueFromText(kinds, text) != value ? quoted(text) : text;
}

AttributeValue valueFromText(const Kinds &kinds, const QString &text)
{
    const QString typed = text.trimmed();
    if (const auto space = searchFromText(typed))
        return *space;
    if (takesOnlyText(kinds))
        return AttributeValue(text);
    if (const auto plain = unquoted(typed))
        return AttributeValue(*plain);
    for (const QString &meant : {text, typed}) { // A choice may be a space.
        if (const auto word = wordFromText(kinds, meant))
            return *word;
    }
    if (const auto number = numberFromText(kinds, typed))
        return *number;
    if (const auto list = listFromText(kinds, typed))
        return *list;
    return AttributeValue(text);
}

QStringList textItems(const AttributeValue &value)
{
    QStringList texts;
    if (const auto *items = value.as<AttributeValue::List>()) {
        for (const AttributeValue &item : *items) {
            if (const QString *text = item.as<QString>())
                texts << *text;
        }
    }
    return texts;
}

} // namespace outcrop
