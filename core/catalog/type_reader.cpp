#include "core/catalog/type_reader.h"

#include "core/catalog/catalog_words.h"
#include "core/yaml/yaml_fields.h"
#include "core/yaml/yaml_parser.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::TypeReader)
};

QVector<PortSpec> readPorts(YamlFields &fields, const char *key, const QString &file)
{
    QVector<PortSpec> ports;
    QSet<QString> names;
    const YamlNode *node = fields.sequence(key);
    for (size_t i = 0; node && i < node->children.size(); ++i) {
        const YamlNode &child = node->children[i];
        YamlFields inner(child, file);
        PortSpec port;
        port.name = inner.requiredText("name");
        const QString type = inner.requiredText("type");
        port.many = inner.boolean("many", false);
        port.required = inner.boolean("required", true);
        const auto known = portTypeFromWord(type);
        if (!known)
            inner.refuse(child, Tr::tr("the type of a port is one of %1")
                                    .arg(portTypeWords().join(QLatin1String(", "))));
        if (names.contains(port.name))
            inner.refuse(child, Tr::tr("there is a port %1 already").arg(port.name));
        if (const auto done = inner.finish(); !done) {
            fields.refuse(done.error());
            return ports;
        }
        port.type = *known;
        names.insert(port.name);
        ports.append(port);
    }
    return ports;
}

void readAttributes(BlockType &type, YamlFields &fields, const QString &file)
{
    const YamlNode *node = fields.mapping("attributes");
    for (size_t i = 0; node && i < node->children.size(); ++i) {
        auto spec = readAttributeSpec(node->children[i], file, !type.className.isEmpty());
        if (!spec) {
            fields.refuse(spec.error());
            return;
        }
        type.attributes.append(std::move(*spec));
    }
    for (const AttributeSpec &spec : qAsConst(type.attributes)) {
        if (spec.applies && !type.findAttribute(spec.applies->attribute))
            fields.refuse(*node, Tr::tr("%1: when: there is no attribute %2")
                                     .arg(spec.name, spec.applies->attribute));
    }
}

BlockRole readRole(YamlFields &fields, const YamlNode &node)
{
    const auto role = roleFromWord(fields.requiredText("role"));
    if (!role)
        fields.refuse(node,
                      Tr::tr("the role is one of %1").arg(roleWords().join(QLatin1String(", "))));
    return role.value_or(BlockRole::Other);
}

} // namespace

Result<BlockType> readBlockType(const YamlNode &node, const QString &file)
{
    static const QRegularExpression keyForm(
        QStringLiteral("\\A[a-z][a-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)+\\z"));
    BlockType type;
    type.key = node.key;
    YamlFields fields(node, file);
    if (!keyForm.match(type.key).hasMatch())
        fields.refuse(
            node,
            Tr::tr("the key of a type looks like input.csv, not \"%1\"").arg(type.key.left(80)));
    type.title = fields.requiredText("title");
    type.category = fields.requiredText("category");
    type.synonyms = fields.texts("synonyms");
    type.common = fields.boolean("common", false);
    type.help = fields.text("help");
    type.documentation = fields.text("documentation");
    type.role = readRole(fields, node);
    type.platform = fields.requiredText("platform");
    type.module = fields.text("module");
    type.className = fields.text("class");
    type.inputs = readPorts(fields, "inputs", file);
    type.outputs = readPorts(fields, "outputs", file);
    type.requirements = fields.texts("requires");
    type.pandasOutput = fields.boolean("pandas_output", false);
    type.textInput = fields.boolean("text_input", false);
    type.predictsProba = fields.boolean("predicts_proba", false);
    type.hasDecisionFunction = fields.boolean("decision_function", false);
    type.constants = fields.texts("constants");
    readAttributes(type, fields, file);
    if (const auto done = fields.finish(); !done)
        return failure(done.error());
    return type;
}

} // namespace outcrop
