#include "core/catalog/attribute_yaml.h"
#include "core/catalog/catalog_words.h"
#include "core/catalog/type_reader.h"
#include "core/yaml/yaml_fields.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AttributeReader)
};

using Form = AttributeKind::Form;

QString list(const QStringList &words)
{
    return words.join(QLatin1String(", "));
}

// Collects values of a list; the first mistake goes to `fields`.
QVector<AttributeValue> values(YamlFields &fields, const YamlNode *node, const QString &file)
{
    QVector<AttributeValue> result;
    if (!node)
        return result;
    auto read = readAttributeValue(*node, file);
    if (!read)
        fields.refuse(read.error());
    else if (const auto *items = read->as<AttributeValue::List>())
        result = *items;
    else
        fields.refuse(*node, Tr::tr("expected a list of values"));
    return result;
}

Result<QVector<AttributeKind>> readKinds(const YamlNode &node, const QString &file);

void readRange(AttributeKind &kind, YamlFields &fields)
{
    kind.min = fields.number("min");
    kind.max = fields.number("max");
    if (const auto above = fields.number("above")) {
        kind.min = above;
        kind.aboveMin = true;
    }
    if (const auto below = fields.number("below")) {
        kind.max = below;
        kind.belowMax = true;
    }
}

// `{int: {min: 1}}`, `{choice: [a, b]}`, `{list: {items: [int], min: 2}}`
Result<AttributeKind> readDetailedKind(const YamlNode &node, const QString &file)
{
    AttributeKind kind;
    const auto form = formFromWord(node.key);
    if (form == Form::Choice) {
        kind.form = Form::Choice;
        auto choices = readAttributeValue(node, file);
        if (!choices)
            return failure(choices.error());
        if (const auto *items = choices->as<AttributeValue::List>(); items && !items->isEmpty()) {
            kind.choices = *items;
            return kind;
        }
        return failure(ErrorKind::InvalidInput,
                       yamlPlace(file, node.line, Tr::tr("choice: expected a list of values")));
    }
    if (form != Form::Int && form != Form::Float && form != Form::List)
        return failure(
            ErrorKind::InvalidInput,
            yamlPlace(
                file, node.line,
                Tr::tr("only int, float, choice and list have details, not %1").arg(node.key)));
    kind.form = *form;
    YamlFields fields(node, file);
    readRange(kind, fields);
    if (form == Form::Float)
        kind.fractionOnly = fields.boolean("fraction_only", false);
    if (form == Form::List) {
        if (const YamlNode *items = fields.sequence("items")) {
            auto kinds = readKinds(*items, file);
            if (!kinds)
                return failure(kinds.error());
            kind.items = *kinds;
        } else
            fields.refuse(node, Tr::tr("items is missing"));
    }
    if (const auto done = fields.finish(); !done)
        return failure(done.error());
    return kind;
}

Result<AttributeKind> readKind(const YamlNode &node, const QString &file)
{
    if (node.isMapping() && node.children.size() == 1)
        return readDetailedKind(node.children.front(), file);
    const auto form = node.isScalar() ? formFromWord(node.text) : std::nullopt;
    if (!form || form == Form::Choice || form == Form::List)
        return failure(
            ErrorKind::InvalidInput,
            yamlPlace(file, node.line,
                      Tr::tr("a kind is one of %1, or int, float, choice or list with details")
                          .arg(list(formWords()))));
    AttributeKind kind;
    kind.form = *form;
    return kind;
}

Result<QVector<AttributeKind>> readKinds(const YamlNode &node, const QString &file)
{
    QVector<AttributeKind> kinds;
    kinds.reserve(int(node.children.size()));
    for (const YamlNode &child : node.children) {
        auto kind = readKind(child, file);
        if (!kind)
            return failure(kind.error());
        kinds.append(std::move(*kind));
    }
    return kinds;
}

void readWhen(AttributeSpec &spec, YamlFields &fields, const QString &file)
{
    const YamlNode *node = fields.mapping("when");
    if (!node)
        return;
    if (node->children.size() != 1) {
        fields.refuse(*node, Tr::tr("when: expected one attribute with its values"));
        return;
    }
    const YamlNode &other = node->children.front();
    spec.applies = AppliesWhen{other.key, values(fields, &other, file)};
}

void readRewrites(AttributeSpec &spec, YamlFields &fields, const QString &file)
{
    const YamlNode *node = fields.sequence("rewrites");
    for (size_t i = 0; node && i < node->children.size(); ++i) {
        const YamlNode &rule = node->children[i];
        YamlFields inner(rule, file);
        const YamlNode *from = inner.anyOrNull("from");
        const YamlNode *to = inner.anyOrNull("to");
        RewriteRule rewrite;
        rewrite.why = inner.requiredText("why");
        if (!from || !to)
            inner.refuse(rule, Tr::tr("a rewrite has from, to and why"));
        if (const auto done = inner.finish(); !done) {
            fields.refuse(done.error());
            return;
        }
        const auto old = readAttributeValue(*from, file), now = readAttributeValue(*to, file);
        if (!old || !now) {
            fields.refuse(old ? now.error() : old.error());
            return;
        }
        rewrite.from = *old;
        rewrite.to = *now;
        if (const auto problem = checkValue(spec, rewrite.to))
            fields.refuse(*to, *problem);
        if (!checkValue(spec, rewrite.from))
            fields.refuse(*from, Tr::tr("%1 is a right value of %2; nothing is to be rewritten")
                                     .arg(formatValue(rewrite.from), spec.name));
        spec.rewrites.append(rewrite);
    }
}

} // namespace

Result<AttributeSpec> readAttributeSpec(const YamlNode &node, const QString &file, bool isParameter)
{
    AttributeSpec spec;
    spec.name = node.key;
    YamlFields fields(node, file);
    if (const YamlNode *kinds = fields.sequence("kinds")) {
        auto read = readKinds(*kinds, file);
        if (!read)
            return failure(read.error());
        spec.kinds = std::move(*read);
    }
    if (spec.kinds.isEmpty())
        fields.refuse(node, Tr::tr("kinds is missing"));
    spec.required = fields.boolean("required", false);
    spec.unit = fields.text("unit");
    spec.help = fields.text("help");
    spec.advanced = fields.boolean("advanced", false);
    spec.tunable = fields.boolean("tunable", false);
    spec.isParameter = fields.boolean("parameter", isParameter);
    if (const YamlNode *value = fields.any("default")) {
        auto read = readAttributeValue(*value, file);
        if (!read)
            return failure(read.error());
        spec.defaultValue = std::move(*read);
    }
    if (!fields.failed() && !spec.required) {
        if (const auto problem = checkValue(spec, spec.defaultValue))
            fields.refuse(node, Tr::tr("the default does not fit: %1").arg(*problem));
    }
    readWhen(spec, fields, file);
    readRewrites(spec, fields, file);
    if (const auto done = fields.finish(); !done)
        return failure(done.error());
    return spec;
}

} // namespace outcrop
