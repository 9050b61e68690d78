#include "core/base/files.h"
#include "core/catalog/attribute_yaml.h"
#include "core/pipeline/selection.h"
#include "core/pipeline_file/kept_fields.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QStringBuilder>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

constexpr int attributesOnOneLine = 4;

void writeUnknown(YamlWriter &writer, const UnknownFields &unknown)
{
    for (auto it = unknown.begin(); it != unknown.end(); ++it) {
        writer.key(it.key());
        writeKept(writer, *it);
    }
}

void writeText(YamlWriter &writer, const QString &key, const QString &value)
{
    writer.key(key);
    writer.text(value);
}

// Coordinates are whole pixels unless somebody wrote others.
void writePoint(YamlWriter &writer, QPointF point)
{
    writer.beginFlowSequence();
    for (double coordinate : {point.x(), point.y()}) {
        if (coordinate == std::rint(coordinate) && std::abs(coordinate) < 1e9)
            writer.integer(qint64(coordinate));
        else
            writer.number(coordinate);
    }
    writer.end();
}

bool wantsOwnLine(const AttributeValue &value)
{
    const QString *text = value.as<QString>();
    return value.as<SearchSpace>() || (text && text->contains(QLatin1Char('\n')));
}

void writeAttributes(YamlWriter &writer, const QMap<QString, AttributeValue> &attributes)
{
    if (attributes.isEmpty())
        return;
    writer.key(QStringLiteral("attributes"));
    if (attributes.size() > attributesOnOneLine
        || std::any_of(attributes.begin(), attributes.end(), wantsOwnLine))
        writer.beginMapping();
    else
        writer.beginFlowMapping();
    for (auto it = attributes.begin(); it != attributes.end(); ++it) {
        writer.key(it.key());
        if (const QString *text = it->as<QString>())
            writer.lines(*text);
        else
            writeAttributeValue(writer, *it);
    }
    writer.end();
}

void writeBlock(YamlWriter &writer, const Block &block)
{
    writer.beginMapping();
    writeText(writer, QStringLiteral("id"), block.id);
    writeText(writer, QStringLiteral("type"), block.type);
    if (!block.title.isEmpty())
        writeText(writer, QStringLiteral("title"), block.title);
    writeAttributes(writer, block.attributes);
    writeUnknown(writer, block.unknown);
    writer.end();
}

void writeConnections(YamlWriter &writer, const Pipeline &pipeline)
{
    writer.key(QStringLiteral("connections"));
    writer.beginSequence();
    QString written;
    written.reserve(128); // Keeps what it has from one connection to the next.
    pipeline.forEachConnection([&](const Connection &connection) {
        written.resize(0);
        written += pipeline.find(connection.from.block)->id % QLatin1Char('.')
                   % connection.from.name % QLatin1String(" -> ")
                   % pipeline.find(connection.to.block)->id % QLatin1Char('.') % connection.to.name;
        writer.text(written);
    });
    for (const QString &connection : pipeline.unresolved())
        writer.text(connection);
    writer.end();
}

void writeGroups(YamlWriter &writer, const QVector<Group> &groups)
{
    writer.key(QStringLiteral("groups"));
    writer.beginSequence();
    for (const Group &group : groups) {
        writer.beginMapping();
        writeText(writer, QStringLiteral("title"), group.title);
        if (!group.color.isEmpty())
            writeText(writer, QStringLiteral("color"), group.color);
        writer.key(QStringLiteral("blocks"));
        writer.beginFlowSequence();
        for (const QString &id : group.blocks)
            writer.text(id);
        writer.end();
        writeUnknown(writer, group.unknown);
        writer.end();
    }
    writer.end();
}

void writeNotes(YamlWriter &writer, const QVector<Note> &notes)
{
    writer.key(QStringLiteral("notes"));
    writer.beginSequence();
    for (const Note &note : notes) {
        writer.beginMapping();
        writer.key(QStringLiteral("text"));
        writer.lines(note.text);
        writer.key(QStringLiteral("position"));
        writePoint(writer, note.position);
        writer.key(QStringLiteral("size"));
        writePoint(writer, note.size);
        writeUnknown(writer, note.unknown);
        writer.end();
    }
    writer.end();
}

// Of all blocks, or of none if none is placed.
void writeLayout(YamlWriter &writer, const Pipeline &pipeline)
{
    bool placed = false;
    pipeline.forEachBlock(
        [&](BlockId, const Block &block) { placed = placed || !block.position.isNull(); });
    writer.key(QStringLiteral("layout"));
    writer.beginFlowMapping();
    if (placed) {
        // What has the hash of no block before is the first with its id; only others are looked up.
        std::vector<bool> hashes(1 << 20);
        pipeline.forEachBlock([&](BlockId id, const Block &block) {
            auto seen = hashes[qHash(block.id) % hashes.size()];
            if (seen && pipeline.findById(block.id) != id)
                return; // A second block of this id: a key stands once.
            seen = true;
            writer.key(block.id);
            writePoint(writer, block.position);
        });
    }
    writer.end();
}

} // namespace

QByteArray formatPipeline(const Pipeline &pipeline)
{
    YamlWriter writer;
    writer.beginMapping();
    writer.key(QStringLiteral("outcrop"));
    writer.integer(pipelineFileVersion);
    writeText(writer, QStringLiteral("name"), pipeline.name());
    writer.key(QStringLiteral("seed"));
    writer.integer(pipeline.seed());
    writeUnknown(writer, pipeline.unknown());
    writer.key(QStringLiteral("blocks"));
    writer.beginSequence();
    pipeline.forEachBlock([&](BlockId, const Block &block) { writeBlock(writer, block); });
    writer.end();
    writeConnections(writer, pipeline);
    writeGroups(writer, pipeline.groups());
    writeNotes(writer, pipeline.notes());
    writeLayout(writer, pipeline);
    writer.end();
    return writer.finish();
}

Result<> savePipeline(const Pipeline &pipeline, const QString &path)
{
    return saveAtomically(path, formatPipeline(pipeline));
}

QByteArray formatSelection(const Pipeline &pipeline, const QVector<BlockId> &blocks)
{
    return formatPipeline(selectionOf(pipeline, blocks));
}

} // namespace outcrop
