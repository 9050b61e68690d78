#include "core/catalog/attribute_yaml.h"

#include "core/yaml/yaml_fields.h"

#include <QCoreApplication>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AttributeYaml)
};

AttributeValue fromScalar(const YamlScalar &scalar)
{
    struct Convert
    {
        AttributeValue operator()(std::monostate) const { return {}; }
        AttributeValue operator()(bool v) const { return AttributeValue(v); }
        AttributeValue operator()(qint64 v) const { return AttributeValue(v); }
        AttributeValue operator()(double v) const { return AttributeValue(v); }
        AttributeValue operator()(const QString &v) const { return AttributeValue(v); }
    };
    return std::visit(Convert{}, scalar);
}

Result<AttributeValue::List> readList(const YamlNode &node, const QString &file)
{
    AttributeValue::List list;
    list.reserve(int(node.children.size()));
    for (const YamlNode &child : node.children) {
        auto item = readAttributeValue(child, file);
        if (!item)
            return failure(item.error());
        list.append(std::move(*item));
    }
    return list;
}

// A bound of a range; whole and within 2^53 for an Int range, so that a double holds it exactly.
std::optional<double> bound(const YamlNode &node, SearchSpace::Kind kind)
{
    const YamlScalar scalar = node.scalar();
    if (const auto *whole = std::get_if<qint64>(&scalar)) {
        constexpr qint64 exact = qint64(1) << 53;
        return *whole >= -exact && *whole <= exact ? std::optional(double(*whole)) : std::nullopt;
    }
    const auto *number = std::get_if<double>(&scalar);
    return number && kind == SearchSpace::Kind::Float ? std::optional(*number) : std::nullopt;
}

Result<AttributeValue> readSearch(const YamlNode &node, const QString &file)
{
    const auto refused = [&](const QString &what) {
        return failure(ErrorKind::InvalidInput, yamlPlace(file, node.line, what));
    };
    YamlFields fields(node, file);
    SearchSpace space;
    space.log = fields.boolean("log", false);
    const YamlNode *whole = fields.sequence("int");
    const YamlNode *number = fields.sequence("float");
    const YamlNode *choice = fields.sequence("choice");
    if (const auto done = fields.finish(); !done)
        return failure(done.error());
    if ((whole != nullptr) + (number != nullptr) + (choice != nullptr) != 1
        || (choice && space.log))
        return refused(Tr::tr(
            "a search space is one of int: [low, high], float: [low, high], choice: [a, b]"));
    if (choice) {
        auto choices = readList(*choice, file);
        if (!choices)
            return failure(choices.error());
        space.kind = SearchSpace::Kind::Choice;
        space.choices = std::move(*choices);
        return AttributeValue(std::move(space));
    }
    space.kind = whole ? SearchSpace::Kind::Int : SearchSpace::Kind::Float;
    const YamlNode &range = whole ? *whole : *number;
    const auto low =
        range.children.size() == 2 ? bound(range.children[0], space.kind) : std::nullopt;
    const auto high =
        range.children.size() == 2 ? bound(range.children[1], space.kind) : std::nullopt;
    if (!low || !high)
        return refused(whole ? Tr::tr("int: expected two whole numbers, [low, high]")
                             : Tr::tr("float: expected two numbers, [low, high]"));
    space.low = *low;
    space.high = *high;
    return AttributeValue(std::move(space));
}

void writeSearch(YamlWriter &writer, const SearchSpace &space)
{
    writer.beginFlowMapping();
    writer.key(QStringLiteral("search"));
    writer.beginFlowMapping();
    if (space.kind == SearchSpace::Kind::Choice) {
        writer.key(QStringLiteral("choice"));
        writeAttributeValue(writer, AttributeValue(space.choices));
    } else {
        const bool whole = space.kind == SearchSpace::Kind::Int;
        writer.key(whole ? QStringLiteral("int") : QStringLiteral("float"));
        writer.beginFlowSequence();
        for (const double value : {space.low, space.high})
            whole ? writer.integer(qint64(value)) : writer.number(value);
        writer.end();
    }
    if (space.log) {
        writer.key(QStringLiteral("log"));
        writer.boolean(true);
    }
    writer.end();
    writer.end();
}

} // namespace

Result<AttributeValue> readAttributeValue(const YamlNode &node, const QString &file)
{
    if (node.isSequence()) {
        auto list = readList(node, file);
        if (!list)
            return failure(list.error());
        return AttributeValue(std::move(*list));
    }
    if (!node.isMapping())
        return fromScalar(node.scalar());
    const YamlNode *search = node.find(QStringLiteral("search"));
    if (!search || node.children.size() != 1)
        return failure(
            ErrorKind::InvalidInput,
            yamlPlace(file, node.line, Tr::tr("expected a value, a list or {search: …}")));
    return readSearch(*search, file);
}

void writeAttributeValue(YamlWriter &writer, const AttributeValue &value)
{
    if (const auto *flag = value.as<bool>())
        writer.boolean(*flag);
    else if (const auto *whole = value.as<qint64>())
        writer.integer(*whole);
    else if (const auto *number = value.as<double>())
        writer.number(*number);
    else if (const auto *text = value.as<QString>())
        writer.text(*text);
    else if (const auto *space = value.as<SearchSpace>())
        writeSearch(writer, *space);
    else if (const auto *list = value.as<AttributeValue::List>()) {
        writer.beginFlowSequence();
        for (const AttributeValue &item : *list)
            writeAttributeValue(writer, item);
        writer.end();
    } else
        writer.none();
}

} // namespace outcrop
