#include "core/yaml/plain_yaml.h"

#include "core/base/text.h"
#include "core/yaml/yaml_scalars.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cstring>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::YamlParser)
};

bool isNull(const QByteArray &plain)
{
    return plain == "~" || plain == "null" || plain == "Null" || plain == "NULL";
}

// The keys of a mapping so far; most have few.
class Keys
{
public:
    bool insert(const QString &key, const std::vector<YamlNode> &children)
    {
        if (children.size() < 16)
            return std::none_of(children.begin(), children.end(),
                                [&](const YamlNode &child) { return child.key == key; });
        if (m_set.isEmpty()) {
            for (const YamlNode &child : children)
                m_set.insert(child.key);
        }
        const int before = m_set.size();
        m_set.insert(key);
        return m_set.size() > before;
    }

private:
    QSet<QString> m_set;
};

// Goes through the file line by line; at any time it stands in a line that says something, at m_at.
// Recurses as deep as limits.depth. What it does not know for sure it leaves by throwing
// UnusualYaml.
class PlainParser
{
public:
    PlainParser(const QByteArray &bytes, const YamlLimits &limits)
        : m_limits(limits), m_next(bytes.constData()), m_fileEnd(m_next + bytes.size())
    {
    }

    YamlNode parse()
    {
        nextLine();
        if (m_atEnd || *m_at == '%')
            unusual();
        YamlNode root;
        readNode(root);
        if (!m_atEnd)
            unusual();
        return root;
    }

private:
    [[noreturn]] void unusual() const { throw UnusualYaml{m_line}; }

    int column() const { return int(m_at - m_lineStart); }
    bool atLineEnd() const
    {
        return m_at == m_lineEnd || (*m_at == '#' && (m_at == m_lineStart || m_at[-1] == ' '));
    }
    bool atDash() const { return *m_at == '-' && (m_at + 1 == m_lineEnd || m_at[1] == ' '); }

    void skipSpaces()
    {
        while (m_at < m_lineEnd && *m_at == ' ')
            ++m_at;
    }

    bool takeLine()
    {
        if (m_next == m_fileEnd)
            return false;
        m_lineStart = m_at = m_next;
        const void *found = std::memchr(m_next, '\n', size_t(m_fileEnd - m_next));
        m_lineEnd = found ? static_cast<const char *>(found) : m_fileEnd;
        m_next = found ? m_lineEnd + 1 : m_fileEnd;
        ++m_line;
        return true;
    }

    // To the next line that says something; m_indent is where.
    void nextLine()
    {
        while (takeLine()) {
            skipSpaces();
            if (m_at < m_lineEnd && *m_at != '#') {
                m_indent = column();
                return;
            }
        }
        m_atEnd = true;
        m_indent = -1;
    }

    void endLine()
    {
        skipSpaces();
        if (!atLineEnd())
            unusual();
        nextLine();
    }

    void countNode(YamlNode &node, YamlNode::Kind kind)
    {
        if (++m_count > m_limits.nodes)
            throw tooManyNodes(m_line, m_limits);
        node.kind = kind;
        node.line = m_line;
        node.column = column() + 1;
    }

    void beginCollection(YamlNode &node, YamlNode::Kind kind)
    {
        countNode(node, kind);
        if (++m_depth > m_limits.depth)
            throw tooDeep(m_line, m_limits);
    }

    QString decoded(const QByteArray &text) const
    {
        if (text.size() > m_limits.scalarBytes)
            throw tooLong(m_line, m_limits);
        return decodeYamlText(text.constData(), text.size());
    }

    // Whatever begins at m_at. Afterwards it stands at the next line.
    void readNode(YamlNode &node)
    {
        const char *const begin = m_at;
        if (atDash()) {
            readSequence(node);
            return;
        }
        const bool isMapping = *m_at != '[' && *m_at != '{' && scanKey();
        m_at = begin;
        if (isMapping) {
            readMapping(node);
        } else {
            readInline(node, false);
            endLine();
        }
    }

    void readSequence(YamlNode &node)
    {
        const int indent = column();
        beginCollection(node, YamlNode::Kind::Sequence);
        do {
            YamlNode &item = node.children.emplace_back();
            ++m_at;
            skipSpaces();
            if (atLineEnd())
                readBelow(item, indent, false);
            else if (*m_at == '|')
                readBlock(item, indent);
            else
                readNode(item);
        } while (m_indent == indent && atDash());
        endCollection(indent);
    }

    void readMapping(YamlNode &node)
    {
        const int indent = column();
        beginCollection(node, YamlNode::Kind::Mapping);
        Keys keys;
        do {
            const auto key = scanKey();
            if (!key)
                unusual();
            if (!keys.insert(*key, node.children))
                throw duplicateKey(m_line, *key);
            YamlNode &value = node.children.emplace_back();
            value.key = *key;
            skipSpaces();
            if (atLineEnd()) {
                readBelow(value, indent, true);
            } else if (*m_at == '|') {
                readBlock(value, indent);
            } else {
                readInline(value, false);
                endLine();
            }
        } while (m_indent == indent);
        endCollection(indent);
    }

    void endCollection(int indent)
    {
        if (m_indent > indent)
            unusual();
        --m_depth;
    }

    // The value of a dash or a key that stands alone in its line. A list may stand right below its
    // key.
    void readBelow(YamlNode &node, int indent, bool afterKey)
    {
        const int line = m_line;
        nextLine();
        if (m_indent > indent || (afterKey && m_indent == indent && atDash())) {
            readNode(node);
        } else {
            countNode(node, YamlNode::Kind::Null);
            node.line = line;
        }
    }

    // `key:`, with or without quotes; m_at is behind the colon.
    std::optional<QString> scanKey(bool inFlow = false)
    {
        constexpr int longest = 1000; // Longer ones YAML does not allow without a question mark.
        const bool quoted = *m_at == '"' || *m_at == '\'';
        const auto found = scalarAt(inFlow);
        if (!found || found->text.size() > longest || found->end - m_at > longest)
            return {};
        m_at = found->end;
        if (m_at == m_lineEnd || *m_at != ':' || (m_at + 1 < m_lineEnd && m_at[1] != ' '))
            return {};
        if (!quoted && isNull(found->text))
            return {};
        ++m_at;
        return decoded(found->text);
    }

    std::optional<FoundScalar> scalarAt(bool inFlow) const
    {
        if (*m_at == '"')
            return findDoubleQuoted(m_at, m_lineEnd);
        if (*m_at == '\'')
            return findSingleQuoted(m_at, m_lineEnd);
        return findPlain(m_at, m_lineEnd, inFlow);
    }

    void readInline(YamlNode &node, bool inFlow)
    {
        if (*m_at == '[' || *m_at == '{') {
            readFlow(node);
            return;
        }
        const auto found = scalarAt(inFlow);
        if (!found)
            unusual();
        const bool quoted = *m_at == '"' || *m_at == '\'';
        const bool null = !quoted && isNull(found->text);
        countNode(node, null ? YamlNode::Kind::Null : YamlNode::Kind::Scalar);
        node.quoted = quoted;
        if (!null)
            node.text = decoded(found->text);
        m_at = found->end;
    }

    void readFlow(YamlNode &node)
    {
        const bool mapping = *m_at == '{';
        const char close = mapping ? '}' : ']';
        beginCollection(node, mapping ? YamlNode::Kind::Mapping : YamlNode::Kind::Sequence);
        Keys keys;
        ++m_at;
        skipSpaces();
        bool more = m_at < m_lineEnd && *m_at != close;
        while (more) {
            YamlNode item;
            if (mapping)
                readFlowKey(item, keys, node.children);
            if (m_at == m_lineEnd)
                unusual();
            readInline(item, true);
            node.children.push_back(std::move(item));
            skipSpaces();
            more = m_at < m_lineEnd && *m_at == ',';
            if (more) {
                ++m_at;
                skipSpaces();
            }
        }
        if (m_at == m_lineEnd || *m_at != close)
            unusual();
        ++m_at;
        --m_depth;
    }

    void readFlowKey(YamlNode &item, Keys &keys, const std::vector<YamlNode> &siblings)
    {
        const auto key = m_at < m_lineEnd ? scanKey(true) : std::nullopt;
        if (!key || m_at == m_lineEnd)
            unusual();
        if (!keys.insert(*key, siblings))
            throw duplicateKey(m_line, *key);
        item.key = *key;
        skipSpaces();
    }

    // `|` or `|-`, and the lines that stand deeper than `indent`.
    void readBlock(YamlNode &node, int indent)
    {
        countNode(node, YamlNode::Kind::Scalar);
        node.quoted = true;
        ++m_at;
        const bool strip = m_at < m_lineEnd && *m_at == '-';
        m_at += strip;
        if (m_at != m_lineEnd || !takeLine())
            unusual();
        skipSpaces();
        const int inner = column();
        if (inner <= indent || m_at == m_lineEnd || *m_at == '\t')
            unusual();
        QByteArray text;
        int blankLines = 0;
        for (;;) {
            if (m_lineEnd == m_fileEnd)
                unusual(); // The last line has no end.
            if (m_at == m_lineEnd && column() <= inner) {
                ++blankLines;
            } else if (column() < inner) {
                break;
            } else {
                text.append(blankLines, '\n')
                    .append(m_lineStart + inner, int(m_lineEnd - m_lineStart) - inner)
                    .append('\n');
                blankLines = 0;
            }
            if (text.size() > m_limits.scalarBytes + 1)
                throw tooLong(node.line, m_limits);
            if (!takeLine()) {
                m_atEnd = true;
                break;
            }
            skipSpaces();
        }
        if (strip)
            text.chop(1);
        node.text = decoded(text);
        standAgain(indent);
    }

    // Behind a block: at the line that ended it, or further if that is a comment.
    void standAgain(int indent)
    {
        if (m_atEnd) {
            m_indent = -1;
            return;
        }
        if (*m_at == '\t' || column() > indent)
            unusual();
        m_indent = column();
        if (*m_at == '#')
            nextLine();
    }

    const YamlLimits m_limits;
    const char *m_next;
    const char *const m_fileEnd;
    const char *m_lineStart = nullptr, *m_lineEnd = nullptr, *m_at = nullptr;
    int m_line = 0;
    int m_indent = -1;
    int m_count = 0;
    int m_depth = 0;
    bool m_atEnd = false;
};

} // namespace

std::variant<YamlNode, YamlRefusal, UnusualYaml> parsePlainYaml(const QByteArray &bytes,
                                                                const YamlLimits &limits)
{
    try {
        return PlainParser(bytes, limits).parse();
    } catch (const YamlRefusal &refusal) {
        return refusal;
    } catch (const UnusualYaml &unusual) {
        return unusual;
    }
}

QString decodeYamlText(const char *bytes, int size)
{
    const QString text = QString::fromUtf8(bytes, size);
    const bool marked = size >= 3 && std::memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    return marked ? QChar(QChar::ByteOrderMark) + text : text;
}

YamlRefusal tooManyNodes(int line, const YamlLimits &limits)
{
    return {line, Tr::tr("the file has more than %1 values").arg(limits.nodes)};
}

YamlRefusal tooDeep(int line, const YamlLimits &limits)
{
    return {line, Tr::tr("values are nested more than %1 deep").arg(limits.depth)};
}

YamlRefusal tooLong(int line, const YamlLimits &limits)
{
    return {line, Tr::tr("this text is longer than %1").arg(formatSize(limits.scalarBytes))};
}

YamlRefusal duplicateKey(int line, const QString &key)
{
    return {line, Tr::tr("the key \"%1\" is there twice; remove one").arg(plainLine(key, 80))};
}

} // namespace outcrop
