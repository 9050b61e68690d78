#include "core/yaml/yaml_parser.h"

#include "core/base/text.h"
#include "core/yaml/plain_yaml.h"

#include <QCoreApplication>
#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstring>
#include <istream>
#include <streambuf>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::YamlParser)
};

// The bytes as a stream, without a copy.
class ByteStream : public std::streambuf
{
public:
    explicit ByteStream(const QByteArray &bytes)
    {
        char *begin = const_cast<char *>(bytes.constData()); // setg() wants it so; it is only read.
        setg(begin, begin, begin + bytes.size());
    }
};

// Builds the tree. Nothing in it recurses, and every refusal happens before yaml-cpp goes deeper.
class TreeBuilder : public YAML::EventHandler
{
public:
    explicit TreeBuilder(const YamlLimits &limits) : m_limits(limits) {}

    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        if (m_started)
            refuse(mark, Tr::tr("a second document begins; one file holds one document"));
        m_started = true;
    }
    void OnDocumentEnd() override {}
    void OnAnchor(const YAML::Mark &mark, const std::string &) override { refuseAnchor(mark); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { refuseAnchor(mark); }

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        add(mark, YamlNode::Kind::Null, anchor);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        const bool quoted = tag == "!";
        if (!quoted && tag != "?")
            refuseTag(mark);
        if (value.size() > size_t(m_limits.scalarBytes))
            throw tooLong(mark.line + 1, m_limits);
        const QString text = decodeYamlText(value.data(), int(value.size()));
        if (expectsKey()) {
            setKey(mark, text, quoted, anchor);
            return;
        }
        YamlNode &node = add(mark, YamlNode::Kind::Scalar, anchor);
        node.quoted = quoted;
        node.text = text;
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        begin(mark, YamlNode::Kind::Sequence, tag, anchor);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        begin(mark, YamlNode::Kind::Mapping, tag, anchor);
    }
    void OnMapEnd() override { end(); }

private:
    struct Open
    {
        YamlNode node;
        QSet<QString> keys;
        QString key;
        bool hasKey = false;
    };

    [[noreturn]] static void refuse(const YAML::Mark &mark, const QString &what)
    {
        throw YamlRefusal{mark.line + 1, what};
    }
    [[noreturn]] static void refuseAnchor(const YAML::Mark &mark)
    {
        refuse(mark, Tr::tr("anchors and aliases (& and *) are not allowed; write the value out"));
    }
    [[noreturn]] static void refuseTag(const YAML::Mark &mark)
    {
        refuse(mark, Tr::tr("tags (!) are not allowed; write the plain value"));
    }

    bool expectsKey() const
    {
        return !m_open.empty() && m_open.back().node.isMapping() && !m_open.back().hasKey;
    }

    void setKey(const YAML::Mark &mark, const QString &text, bool quoted, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            refuseAnchor(mark);
        if (!quoted && text == QLatin1String("<<"))
            refuse(mark, Tr::tr("merge keys (<<) are not allowed; write the values out"));
        if (isTooLong(text, m_limits))
            throw tooLongKey(mark.line + 1);
        Open &open = m_open.back();
        if (open.keys.contains(text))
            throw duplicateKey(mark.line + 1, text);
        open.keys.insert(text);
        open.key = text;
        open.hasKey = true;
    }

    YamlNode &add(const YAML::Mark &mark, YamlNode::Kind kind, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            refuseAnchor(mark);
        if (expectsKey())
            refuse(mark, Tr::tr("a key must be a word or a number"));
        if (++m_count > m_limits.nodes)
            throw tooManyNodes(mark.line + 1, m_limits);
        YamlNode *node = &m_root;
        if (!m_open.empty()) {
            Open &open = m_open.back();
            node = &open.node.children.emplace_back();
            node->key = std::exchange(open.key, {});
            open.hasKey = false;
        }
        node->kind = kind;
        node->line = mark.line + 1;
        node->column = mark.column + 1;
        return *node;
    }

    // An open container is built apart from its parent, whose children move while they grow.
    void begin(const YAML::Mark &mark, YamlNode::Kind kind, const std::string &tag,
               YAML::anchor_t anchor)
    {
        if (tag != "?" && !tag.empty())
            refuseTag(mark);
        if (int(m_open.size()) >= m_limits.depth)
            throw tooDeep(mark.line + 1, m_limits);
        YamlNode node = add(mark, kind, anchor);
        Open open;
        open.node = std::move(node);
        m_open.push_back(std::move(open));
    }

    void end()
    {
        YamlNode node = std::move(m_open.back().node);
        m_open.pop_back();
        if (m_open.empty())
            m_root = std::move(node);
        else
            m_open.back().node.children.back() = std::move(node);
    }

    const YamlLimits m_limits;
    YamlNode m_root;
    std::vector<Open> m_open;
    int m_count = 0;
    bool m_started = false;
};

// The line of the first control character, or 0. yaml-cpp takes 0x04 for the end of the file, so
// none may pass.
int lineOfControlCharacter(const QByteArray &bytes)
{
    const auto found = std::find_if(bytes.begin(), bytes.end(), [](char c) {
        return (uchar(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
    return found == bytes.end() ? 0 : 1 + int(std::count(bytes.begin(), found, '\n'));
}

// Without byte order mark and carriage returns; all text.
Result<QByteArray> cleanBytes(QByteArray bytes, const QString &file, const YamlLimits &limits)
{
    if (bytes.size() > limits.bytes)
        return failure(
            ErrorKind::InvalidInput,
            yamlPlace(file, 1, Tr::tr("the file is larger than %1").arg(formatSize(limits.bytes))));
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    if (std::memchr(bytes.constData(), '\r',
                    size_t(bytes.size()))) // QByteArray looks byte by byte.
        bytes.replace("\r\n", "\n").replace('\r', '\n');
    if (const int line = lineOfControlCharacter(bytes))
        return failure(ErrorKind::InvalidInput,
                       yamlPlace(file, line, Tr::tr("there is a control character; remove it")));
    if (!isText(bytes))
        return failure(ErrorKind::InvalidInput,
                       yamlPlace(file, 1, Tr::tr("the file is not UTF-8 text; save it as UTF-8")));
    return bytes;
}

} // namespace

QString yamlPlace(const QString &file, int line, const QString &what)
{
    return file.isEmpty() ? Tr::tr("line %1: %2").arg(line).arg(what)
                          : QStringLiteral("%1:%2: %3").arg(file).arg(line).arg(what);
}

Result<YamlNode> parseAnyYaml(const QByteArray &bytes, const QString &file,
                              const YamlLimits &limits)
{
    ByteStream buffer(bytes);
    std::istream stream(&buffer);
    TreeBuilder builder(limits);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const YamlRefusal &refusal) {
        return failure(ErrorKind::InvalidInput, yamlPlace(file, refusal.line, refusal.what));
    } catch (const YAML::Exception &e) {
        const QString reason = plainLine(QString::fromStdString(e.msg), 120);
        return failure(
            ErrorKind::InvalidInput,
            yamlPlace(file, e.mark.line + 1, Tr::tr("this is not YAML (%1)").arg(reason)));
    }
    return builder.takeRoot();
}

Result<YamlNode> parseYaml(const QByteArray &bytes, const QString &file, const YamlLimits &limits)
{
    const auto refused = [&](int line, const QString &what) {
        return failure(ErrorKind::InvalidInput, yamlPlace(file, line, what));
    };
    const auto clean = cleanBytes(bytes, file, limits);
    if (!clean)
        return failure(clean.error());
    auto plain = parsePlainYaml(*clean, limits);
    if (auto *tree = std::get_if<YamlNode>(&plain))
        return std::move(*tree);
    if (const auto *refusal = std::get_if<YamlRefusal>(&plain))
        return refused(refusal->line, refusal->what);
    if (clean->size() > limits.unusualBytes)
        return refused(
            std::get<UnusualYaml>(plain).line,
            Tr::tr("a file over %1 may not have YAML as unusual as here; write it simpler")
                .arg(formatSize(limits.unusualBytes)));
    return parseAnyYaml(*clean, file, limits);
}

} // namespace outcrop
