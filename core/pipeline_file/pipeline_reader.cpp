#include "core/base/files.h"
#include "core/base/text.h"
#include "core/catalog/attribute_yaml.h"
#include "core/pipeline_file/kept_fields.h"
#include "core/pipeline_file/pipeline_file.h"
#include "core/yaml/yaml_parser.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>

#include <optional>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PipelineReader)
};

// A value for a message: short and on one line.
QString shown(const QString &text)
{
    return plainLine(text, 80);
}

// Keeps the first mistake and reads on with empty values, so that the steps need not ask one
// another.
class PipelineReader
{
public:
    explicit PipelineReader(const QString &file) : m_file(file) {}

    Result<Pipeline> read(const YamlNode &root)
    {
        checkVersion(root);
        if (!m_error)
            readAll(root);
        if (m_error)
            return failure(*m_error);
        return std::move(m_pipeline);
    }

private:
    using Layout = QHash<QString, QPointF>;

    void refuse(const YamlNode &place, const QString &what)
    {
        if (!m_error)
            m_error = Error{ErrorKind::InvalidInput, yamlPlace(m_file, place.line, what)};
    }

    // A newer version adds some fields; who sends more than that wants our time.
    void keep(const YamlNode &field, UnknownFields &unknown)
    {
        constexpr int most = 10'000;
        if (++m_kept > most)
            refuse(field, Tr::tr("more than %1 fields are not known here").arg(most));
        else
            unknown.insert(field.key, keepField(field));
    }

    void readAll(const YamlNode &root)
    {
        UnknownFields unknown;
        const YamlNode *blocks = nullptr, *connections = nullptr, *layout = nullptr;
        for (const YamlNode &node : root.children) {
            if (node.key == QLatin1String("name"))
                m_pipeline.setName(text(node));
            else if (node.key == QLatin1String("seed"))
                m_pipeline.setSeed(wholeNumber(node));
            else if (node.key == QLatin1String("blocks"))
                blocks = &node;
            else if (node.key == QLatin1String("connections"))
                connections = &node;
            else if (node.key == QLatin1String("groups"))
                readGroups(node);
            else if (node.key == QLatin1String("notes"))
                readNotes(node);
            else if (node.key == QLatin1String("layout"))
                layout = &node;
            else if (node.key != QLatin1String("outcrop"))
                keep(node, unknown);
        }
        m_pipeline.setUnknown(unknown);
        readBlocks(blocks, readLayout(layout));
        readConnections(connections);
    }

    void checkVersion(const YamlNode &root)
    {
        const YamlNode *version = root.isMapping() ? root.find(QStringLiteral("outcrop")) : nullptr;
        const qint64 number = version ? wholeNumber(*version) : 0;
        if (!version)
            refuse(root, Tr::tr("this is no Outcrop pipeline: it has no line \"outcrop: 1\""));
        else if (number > pipelineFileVersion)
            refuse(
                *version,
                Tr::tr("this file was made by a newer Outcrop (format %1, this program reads %2): "
                       "update Outcrop to open it")
                    .arg(number)
                    .arg(pipelineFileVersion));
        else if (number < 1)
            refuse(*version,
                   Tr::tr("there is no format %1 of a pipeline; the first is 1").arg(number));
    }

    QString text(const YamlNode &node)
    {
        if (!node.isScalar() && !node.isNull())
            refuse(node, Tr::tr("%1: expected text").arg(shown(node.key)));
        return node.text;
    }

    qint64 wholeNumber(const YamlNode &node)
    {
        const YamlScalar scalar = node.isScalar() ? node.scalar() : YamlScalar();
        const auto *whole = std::get_if<qint64>(&scalar);
        if (!whole)
            refuse(node, Tr::tr("%1: expected a whole number").arg(shown(node.key)));
        return whole ? *whole : 0;
    }

    const std::vector<YamlNode> &items(const YamlNode &node)
    {
        if (!node.isSequence() && !node.isNull())
            refuse(node, Tr::tr("%1: expected a list").arg(shown(node.key)));
        return node.children;
    }

    // `what` is a text of this context: a file has thousands of blocks, and few that are none.
    const std::vector<YamlNode> &fields(const YamlNode &node, const char *what)
    {
        if (!node.isMapping() && !node.isNull())
            refuse(node, Tr::tr("%1: expected keys and values").arg(Tr::tr(what)));
        return node.children;
    }

    QPointF point(const YamlNode &node)
    {
        double coordinates[2] = {};
        bool right = node.isSequence() && node.children.size() == 2;
        for (size_t i = 0; right && i < 2; ++i) {
            const YamlScalar scalar =
                node.children[i].isScalar() ? node.children[i].scalar() : YamlScalar();
            if (const auto *whole = std::get_if<qint64>(&scalar))
                coordinates[i] = double(*whole);
            else if (const auto *number = std::get_if<double>(&scalar))
                coordinates[i] = *number;
            else
                right = false;
        }
        if (!right)
            refuse(node, Tr::tr("%1: expected two numbers, [x, y]").arg(shown(node.key)));
        return {coordinates[0], coordinates[1]};
    }

    void readBlocks(const YamlNode *node, const Layout &layout)
    {
        if (!node)
            return;
        for (const YamlNode &item : items(*node)) {
            Block block = readBlock(item);
            if (m_pipeline.findById(block.id) == BlockId{})
                block.position = layout.value(block.id);
            m_pipeline.append(std::move(block));
        }
    }

    Block readBlock(const YamlNode &node)
    {
        Block block;
        for (const YamlNode &field : fields(node, QT_TR_NOOP("a block"))) {
            if (field.key == QLatin1String("id"))
                block.id = text(field);
            else if (field.key == QLatin1String("type"))
                block.type = text(field);
            else if (field.key == QLatin1String("title"))
                block.title = text(field);
            else if (field.key == QLatin1String("attributes"))
                block.attributes = readAttributes(field);
            else
                keep(field, block.unknown);
        }
        if (block.id.isEmpty())
            refuse(node, Tr::tr("this block has no id: give it one, such as \"id: forest\""));
        if (block.type.isEmpty())
            refuse(node,
                   Tr::tr("the block %1 has no type: give it one, such as \"type: sklearn.Ridge\"")
                       .arg(shown(block.id)));
        return block;
    }

    QMap<QString, AttributeValue> readAttributes(const YamlNode &node)
    {
        QMap<QString, AttributeValue> attributes;
        for (const YamlNode &field : fields(node, "attributes")) {
            auto value = readAttributeValue(field, m_file);
            if (value)
                attributes.insert(field.key, *value);
            else if (!m_error)
                m_error = value.error();
        }
        return attributes;
    }

    void readConnections(const YamlNode *node)
    {
        if (!node)
            return;
        QStringList unresolved;
        for (const YamlNode &item : items(*node)) {
            if (!item.isScalar())
                refuse(item, Tr::tr("a connection is written as \"block.port -> block.port\""));
            if (const auto connection = resolve(item.text))
                m_pipeline.connect(*connection);
            else
                unresolved << item.text;
        }
        m_pipeline.setUnresolved(unresolved);
    }

    // Blocks may have any id, even one with an arrow in it: the first reading that names two blocks
    // counts, of a few, so that a line full of arrows takes no time.
    std::optional<Connection> resolve(const QString &written)
    {
        constexpr int most = 16;
        const QLatin1String arrow(" -> ");
        int at = written.indexOf(arrow);
        for (int i = 0; i < most && at >= 0; ++i, at = written.indexOf(arrow, at + 1)) {
            const Connection connection{port(written.leftRef(at)),
                                        port(written.midRef(at + arrow.size()))};
            if (connection.from.block != BlockId{} && connection.to.block != BlockId{})
                return connection;
        }
        return {};
    }

    Port port(const QStringRef &written)
    {
        const int dot = written.lastIndexOf(QLatin1Char('.'));
        const BlockId block = m_pipeline.findById(written.left(dot).toString());
        if (block == BlockId{})
            return {};
        // Few names, and each thousands of times: they share their text.
        QString &name = m_portNames[written.mid(dot + 1)];
        if (name.isNull())
            name = written.mid(dot + 1).toString();
        return {block, name};
    }

    void readGroups(const YamlNode &node)
    {
        QVector<Group> groups;
        for (const YamlNode &item : items(node)) {
            Group group;
            for (const YamlNode &field : fields(item, QT_TR_NOOP("a group"))) {
                if (field.key == QLatin1String("title"))
                    group.title = text(field);
                else if (field.key == QLatin1String("color"))
                    group.color = text(field);
                else if (field.key == QLatin1String("blocks"))
                    for (const YamlNode &id : items(field))
                        group.blocks << text(id);
                else
                    keep(field, group.unknown);
            }
            groups << group;
        }
        m_pipeline.setGroups(groups);
    }

    void readNotes(const YamlNode &node)
    {
        QVector<Note> notes;
        for (const YamlNode &item : items(node)) {
            Note note;
            for (const YamlNode &field : fields(item, QT_TR_NOOP("a note"))) {
                if (field.key == QLatin1String("text"))
                    note.text = text(field);
                else if (field.key == QLatin1String("position"))
                    note.position = point(field);
                else if (field.key == QLatin1String("size"))
                    note.size = point(field);
                else
                    keep(field, note.unknown);
            }
            notes << note;
        }
        m_pipeline.setNotes(notes);
    }

    Layout readLayout(const YamlNode *node)
    {
        Layout layout;
        if (!node)
            return layout;
        for (const YamlNode &field : fields(*node, "layout"))
            layout.insert(field.key, point(field));
        return layout;
    }

    const QString m_file;
    Pipeline m_pipeline;
    int m_kept = 0;                         // Fields that are not known.
    QHash<QStringRef, QString> m_portNames; // By where the file's tree has them.
    std::optional<Error> m_error;
};

} // namespace

Result<Pipeline> parsePipeline(const QByteArray &bytes, const QString &fileName)
{
    const auto root = parseYaml(bytes, fileName);
    if (!root)
        return failure(root.error());
    return PipelineReader(fileName).read(*root);
}

Result<Pipeline> loadPipeline(const QString &path)
{
    const auto bytes = readFile(path, YamlLimits().bytes);
    return bytes ? parsePipeline(*bytes, QFileInfo(path).fileName()) : failure(bytes.error());
}

Result<Pipeline> parseSelection(const QByteArray &text)
{
    return parsePipeline(text, Tr::tr("Clipboard"));
}

} // namespace outcrop
