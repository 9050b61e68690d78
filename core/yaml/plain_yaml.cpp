#include "core/yaml/plain_yaml.h"

#include "core/yaml/yaml_lines.h"
#include "core/yaml/yaml_scalars.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <cstring>

namespace outcrop {

namespace {

bool isNull(std::string_view plain)
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

// Recurses as deep as limits.depth. What it does not know for sure it leaves by throwing
// UnusualYaml.
class PlainParser
{
public:
    PlainParser(const QByteArray &bytes, const YamlLimits &limits)
        : m_limits(limits), m_in(bytes.constData(), bytes.size())
    {
    }

    YamlNode parse()
    {
        m_in.nextLine();
        if (m_in.atEnd || *m_in.at == '%')
            unusual();
        YamlNode root;
        readNode(root);
        if (!m_in.atEnd)
            unusual();
        return root;
    }

private:
    [[noreturn]] void unusual() const { throw UnusualYaml{m_in.line}; }

    void endLine()
    {
        m_in.skipSpaces();
        if (!m_in.atLineEnd())
            unusual();
        m_in.nextLine();
    }

    void countNode(YamlNode &node, YamlNode::Kind kind)
    {
        if (++m_count > m_limits.nodes)
            throw tooManyNodes(m_in.line, m_limits);
        node.kind = kind;
        node.line = m_in.line;
        node.column = m_in.column() + 1;
    }

    void beginCollection(YamlNode &node, YamlNode::Kind kind)
    {
        countNode(node, kind);
        if (++m_depth > m_limits.depth)
            throw tooDeep(m_in.line, m_limits);
    }

    QString decoded(std::string_view text) const
    {
        if (text.size() > size_t(m_limits.scalarBytes))
            throw tooLong(m_in.line, m_limits);
        return decodeYamlText(text.data(), int(text.size()));
    }

    // A word that was there before shares its text: files say few different ones, and each often.
    QString decoded(const FoundScalar &found)
    {
        constexpr size_t longest = 32;
        if (!found.unescaped.isNull() || found.text.size() > longest)
            return decoded(found.text);
        const size_t hash = std::hash<std::string_view>()(found.text);
        Word &word = m_words[hash % m_words.size()];
        if (word.bytes != found.text)
            word = {found.text, decoded(found.text)};
        return word.text;
    }

    // Whatever begins at m_in.at. Afterwards it stands at the next line.
    void readNode(YamlNode &node)
    {
        const char *const begin = m_in.at;
        if (m_in.atDash()) {
            readSequence(node);
            return;
        }
        const bool isMapping = *m_in.at != '[' && *m_in.at != '{' && scanKey();
        m_in.at = begin;
        if (isMapping) {
            readMapping(node);
        } else {
            readInline(node, false);
            endLine();
        }
    }

    void readSequence(YamlNode &node)
    {
        const int indent = m_in.column();
        beginCollection(node, YamlNode::Kind::Sequence);
        do {
            YamlNode &item = node.children.emplace_back();
            ++m_in.at;
            m_in.skipSpaces();
            if (m_in.atLineEnd())
                readBelow(item, indent, false);
            else if (*m_in.at == '|')
                readBlock(item, indent);
            else
                readNode(item);
        } while (m_in.indent == indent && m_in.atDash());
        endCollection(indent);
    }

    void readMapping(YamlNode &node)
    {
        const int indent = m_in.column();
        beginCollection(node, YamlNode::Kind::Mapping);
        Keys keys;
        do {
            auto key = scanKey();
            if (!key)
                unusual();
            if (!keys.insert(*key, node.children))
                throw duplicateKey(m_in.line, *key);
            if (node.children.empty())
                node.children.reserve(4);
            YamlNode &value = node.children.emplace_back();
            value.key = std::move(*key);
            m_in.skipSpaces();
            if (m_in.atLineEnd()) {
                readBelow(value, indent, true);
            } else if (*m_in.at == '|') {
                readBlock(value, indent);
            } else {
                readInline(value, false);
                endLine();
            }
        } while (m_in.indent == indent);
        endCollection(indent);
    }

    void endCollection(int indent)
    {
        if (m_in.indent > indent)
            unusual();
        --m_depth;
    }

    // The value of a dash or a key that stands alone in its line. A list may stand right below its
    // key.
    void readBelow(YamlNode &node, int indent, bool afterKey)
    {
        const int line = m_in.line;
        m_in.nextLine();
        if (m_in.indent > indent || (afterKey && m_in.indent == indent && m_in.atDash())) {
            readNode(node);
        } else {
            countNode(node, YamlNode::Kind::Null);
            node.line = line;
        }
    }

    // `key:`, with or without quotes; m_in.at is behind the colon.
    std::optional<QString> scanKey(bool inFlow = false)
    {
        constexpr int longest = 1000; // Longer ones YAML does not allow without a question mark.
        const bool quoted = *m_in.at == '"' || *m_in.at == '\'';
        const auto found = scalarAt(inFlow);
        if (!found || found->text.size() > size_t(longest) || found->end - m_in.at > longest)
            return {};
        m_in.at = found->end;
        if (m_in.at == m_in.lineEnd || *m_in.at != ':'
            || (m_in.at + 1 < m_in.lineEnd && m_in.at[1] != ' '))
            return {};
        if (!quoted && isNull(found->text))
            return {};
        ++m_in.at;
        QString key = decoded(*found);
        if (isTooLong(key, m_limits))
            throw tooLongKey(m_in.line);
        return key;
    }

    std::optional<FoundScalar> scalarAt(bool inFlow) const
    {
        if (*m_in.at == '"')
            return findDoubleQuoted(m_in.at, m_in.lineEnd);
        if (*m_in.at == '\'')
            return findSingleQuoted(m_in.at, m_in.lineEnd);
        return findPlain(m_in.at, m_in.lineEnd, inFlow);
    }

    void readInline(YamlNode &node, bool inFlow)
    {
        if (*m_in.at == '[' || *m_in.at == '{') {
            readFlow(node);
            return;
        }
        const auto found = scalarAt(inFlow);
        if (!found)
            unusual();
        const bool quoted = *m_in.at == '"' || *m_in.at == '\'';
        const bool null = !quoted && isNull(found->text);
        countNode(node, null ? YamlNode::Kind::Null : YamlNode::Kind::Scalar);
        node.quoted = quoted;
        if (!null)
            node.text = decoded(*found);
        m_in.at = found->end;
    }

    void readFlow(YamlNode &node)
    {
        const bool mapping = *m_in.at == '{';
        const char close = mapping ? '}' : ']';
        beginCollection(node, mapping ? YamlNode::Kind::Mapping : YamlNode::Kind::Sequence);
        Keys keys;
        ++m_in.at;
        m_in.skipSpaces();
        bool more = m_in.at < m_in.lineEnd && *m_in.at != close;
        while (more) {
            YamlNode item;
            if (mapping)
                readFlowKey(item, keys, node.children);
            if (m_in.at == m_in.lineEnd)
                unusual();
            readInline(item, true);
            node.children.push_back(std::move(item));
            m_in.skipSpaces();
            more = m_in.at < m_in.lineEnd && *m_in.at == ',';
            if (more) {
                ++m_in.at;
                m_in.skipSpaces();
            }
        }
        if (m_in.at == m_in.lineEnd || *m_in.at != close)
            unusual();
        ++m_in.at;
        --m_depth;
    }

    void readFlowKey(YamlNode &item, Keys &keys, const std::vector<YamlNode> &siblings)
    {
        const auto key = m_in.at < m_in.lineEnd ? scanKey(true) : std::nullopt;
        if (!key || m_in.at == m_in.lineEnd)
            unusual();
        if (!keys.insert(*key, siblings))
            throw duplicateKey(m_in.line, *key);
        item.key = *key;
        m_in.skipSpaces();
    }

    // `|` or `|-`, and the lines that stand deeper than `indent`.
    void readBlock(YamlNode &node, int indent)
    {
        countNode(node, YamlNode::Kind::Scalar);
        node.quoted = true;
        ++m_in.at;
        const bool strip = m_in.at < m_in.lineEnd && *m_in.at == '-';
        m_in.at += strip;
        if (m_in.at != m_in.lineEnd || !m_in.takeLine())
            unusual();
        m_in.skipSpaces();
        const int inner = m_in.column();
        if (inner <= indent || m_in.at == m_in.lineEnd || *m_in.at == '\t')
            unusual();
        QByteArray text;
        int blankLines = 0;
        for (;;) {
            if (m_in.lineEnd == m_in.fileEnd)
                unusual(); // The last line has no end.
            if (m_in.at == m_in.lineEnd && m_in.column() <= inner) {
                ++blankLines;
            } else if (m_in.column() < inner) {
                break;
            } else {
                text.append(blankLines, '\n')
                    .append(m_in.lineStart + inner, int(m_in.lineEnd - m_in.lineStart) - inner)
                    .append('\n');
                blankLines = 0;
            }
            if (text.size() > m_limits.scalarBytes + 1)
                throw tooLong(node.line, m_limits);
            if (!m_in.takeLine()) {
                m_in.atEnd = true;
                break;
            }
            m_in.skipSpaces();
        }
        if (strip)
            text.chop(1);
        node.text = decoded({text.constData(), size_t(text.size())});
        standAgain(indent);
    }

    // Behind a block: at the line that ended it, or further if that is a comment.
    void standAgain(int indent)
    {
        if (m_in.atEnd) {
            m_in.indent = -1;
            return;
        }
        if (*m_in.at == '\t' || m_in.column() > indent)
            unusual();
        m_in.indent = m_in.column();
        if (*m_in.at == '#')
            m_in.nextLine();
    }

    struct Word
    {
        std::string_view bytes; // In the file.
        QString text;
    };

    const YamlLimits m_limits;
    YamlLines m_in; // At any time in a line that says something.
    std::array<Word, 256> m_words;
    int m_count = 0;
    int m_depth = 0;
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

} // namespace outcrop
