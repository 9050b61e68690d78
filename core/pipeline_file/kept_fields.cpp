#include "core/pipeline_file/kept_fields.h"

#include "core/yaml/yaml_parser.h"

namespace outcrop {

namespace {

void writeScalar(YamlWriter &writer, const YamlScalar &scalar)
{
    if (const auto *text = std::get_if<QString>(&scalar))
        writer.text(*text);
    else if (const auto *whole = std::get_if<qint64>(&scalar))
        writer.integer(*whole);
    else if (const auto *number = std::get_if<double>(&scalar))
        writer.number(*number);
    else if (const auto *boolean = std::get_if<bool>(&scalar))
        writer.boolean(*boolean);
    else
        writer.none();
}

// As deep as the parser lets a file be.
void writeNode(YamlWriter &writer, const YamlNode &node)
{
    if (node.isMapping()) {
        writer.beginFlowMapping();
        for (const YamlNode &child : node.children) {
            writer.key(child.key);
            writeNode(writer, child);
        }
        writer.end();
    } else if (node.isSequence()) {
        writer.beginFlowSequence();
        for (const YamlNode &child : node.children)
            writeNode(writer, child);
        writer.end();
    } else {
        writeScalar(writer, node.scalar());
    }
}

} // namespace

QString keepField(const YamlNode &node)
{
    YamlWriter writer;
    writer.beginFlowSequence(); // A scalar alone would be no document.
    writeNode(writer, node);
    writer.end();
    const QString list = QString::fromUtf8(writer.finish()).trimmed();
    return list.mid(1, list.size() - 2);
}

void writeKept(YamlWriter &writer, const QString &kept)
{
    YamlLimits limits;
    limits.depth += 1;
    const auto list = parseYaml('[' + kept.toUtf8() + ']', {}, limits);
    if (list && list->children.size() == 1)
        writeNode(writer, list->children.front());
    else
        writer.text(kept);
}

} // namespace outcrop
