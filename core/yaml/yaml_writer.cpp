#include "core/yaml/yaml_writer.h"

#include "core/base/text.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace outcrop {

namespace {

// What a character below 0x80 may do in a plain scalar.
enum class Role : uchar { Special, Inside, First };

constexpr auto roles = [] {
    std::array<Role, 0x80> made{};                                    // Special.
    for (const uchar c : std::string_view("0123456789-.+()<>=$%^; ")) // Mean nothing within one.
        made[c] = Role::Inside;
    for (uchar c = 'a'; c <= 'z'; ++c)
        made[c] = Role::First;
    for (uchar c = 'A'; c <= 'Z'; ++c)
        made[c] = Role::First;
    made['_'] = made['/'] = Role::First;
    return made;
}();

Role roleOf(QChar c)
{
    const ushort u = c.unicode();
    if (u < roles.size())
        return roles[u];
    return c.isLetter() ? Role::First : Role::Special;
}

// What YAML 1.1 readers take for something else than text. What begins with a digit or a sign never
// gets this far.
bool isReserved(const QString &text)
{
    constexpr int longest = 5;
    static const std::array<QLatin1String, 9> words{
        QLatin1String("y"),    QLatin1String("n"),     QLatin1String("yes"),
        QLatin1String("no"),   QLatin1String("on"),    QLatin1String("off"),
        QLatin1String("true"), QLatin1String("false"), QLatin1String("null")};
    return text.size() <= longest
           && std::any_of(words.begin(), words.end(), [&](QLatin1String word) {
                  return text.compare(word, Qt::CaseInsensitive) == 0;
              });
}

bool canBePlain(const QString &text)
{
    return !text.isEmpty() && text.back() != QLatin1Char(' ') && roleOf(text[0]) == Role::First
           && !isReserved(text) && std::none_of(text.begin(), text.end(), [](QChar c) {
                  return roleOf(c) == Role::Special;
              });
}

// Appends ASCII that can stand plain, as nearly all text is and does: copies while it looks.
bool appendPlainAscii(QByteArray &out, const QString &text)
{
    if (text.isEmpty() || text.back() == QLatin1Char(' ') || roleOf(text[0]) != Role::First
        || isReserved(text))
        return false;
    const int begin = out.size();
    out.resize(begin + text.size());
    char *at = out.data() + begin;
    for (const QChar c : text) {
        const ushort u = c.unicode();
        if (u >= roles.size() || roles[u] == Role::Special) {
            out.truncate(begin);
            return false;
        }
        *at++ = char(u);
    }
    return true;
}

// Not to be seen, or a line break to some readers.
bool needsEscape(QChar c)
{
    const ushort u = c.unicode();
    return u < 0x20 || (u >= 0x7F && u <= 0xA0) || u == 0x2028 || u == 0x2029 || u == 0xFEFF
           || u >= 0xFFFE || (u >= 0xFDD0 && u <= 0xFDEF) || (!c.isSurrogate() && !c.isPrint());
}

void appendEscape(QString &out, QChar c)
{
    const ushort u = c.unicode();
    if (u == '\n')
        out += QLatin1String("\\n");
    else if (u == '\t')
        out += QLatin1String("\\t");
    else if (u < 0x100)
        out += QStringLiteral("\\x%1").arg(u, 2, 16, QLatin1Char('0'));
    else
        out += QStringLiteral("\\u%1").arg(u, 4, 16, QLatin1Char('0'));
}

bool isWholePair(const QString &text, int i)
{
    return text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
}

QByteArray doubleQuoted(const QString &text)
{
    QString out(QLatin1Char('"'));
    for (int i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isWholePair(text, i))
            out += c, out += text[++i];
        else if (c.isSurrogate())
            out += QChar(QChar::ReplacementCharacter);
        else if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            out += QLatin1Char('\\'), out += c;
        else if (needsEscape(c))
            appendEscape(out, c);
        else
            out += c;
    }
    out += QLatin1Char('"');
    return out.toUtf8();
}

// Whether a `|` block holds exactly this text: nothing to escape, a first line that shows the
// indentation, and at most one line break at the end.
bool fitsBlock(const QString &text)
{
    if (!text.contains(QLatin1Char('\n')) || text[0].isSpace()
        || text.endsWith(QLatin1String("\n\n")))
        return false;
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c != QLatin1Char('\n') && (needsEscape(c) || c.isSurrogate());
    });
}

void appendText(QByteArray &out, const QString &value, YamlWriter::Quotes quotes)
{
    const bool mayBePlain = quotes == YamlWriter::Quotes::WhereNeeded;
    if (mayBePlain && appendPlainAscii(out, value))
        return;
    out += mayBePlain && canBePlain(value) ? value.toUtf8() : doubleQuoted(value);
}

} // namespace

QByteArray yamlText(const QString &value, YamlWriter::Quotes quotes)
{
    QByteArray text;
    appendText(text, value, quotes);
    return text;
}

void YamlWriter::newLine(int indent)
{
    if (!m_out.isEmpty())
        m_out += '\n';
    const int begin = m_out.size();
    m_out.resize(begin + indent);
    std::memset(m_out.data() + begin, ' ', size_t(indent));
}

void YamlWriter::startEntry()
{
    Level &level = m_levels.back();
    if (level.flow)
        m_out += level.empty ? "" : ", ";
    else if (level.behindDash)
        m_out += ' ';
    else
        newLine(level.indent);
    level.empty = false;
    level.behindDash = false;
}

void YamlWriter::place(bool onSameLine)
{
    if (m_levels.empty())
        return;
    Level &level = m_levels.back();
    if (level.form == Form::Mapping) {
        Q_ASSERT(level.afterKey);
        level.afterKey = false;
    } else {
        startEntry();
        if (level.flow)
            return;
        m_out += '-';
    }
    if (onSameLine)
        m_out += ' ';
}

void YamlWriter::begin(Form form, bool flow)
{
    const bool nested = !m_levels.empty();
    Level level{form, flow || (nested && m_levels.back().flow)};
    place(level.flow);
    if (level.flow)
        m_out += form == Form::Mapping ? '{' : '[';
    else if (nested)
        level.indent = m_levels.back().indent + 2;
    level.behindDash = !level.flow && nested && m_levels.back().form == Form::Sequence;
    m_levels.push_back(level);
}

void YamlWriter::end()
{
    const Level level = m_levels.back();
    m_levels.pop_back();
    const bool mapping = level.form == Form::Mapping;
    if (level.flow)
        m_out += mapping ? '}' : ']';
    else if (level.empty)
        m_out += QByteArray(m_levels.empty() ? "" : " ") + (mapping ? "{}" : "[]");
}

void YamlWriter::key(const QString &name)
{
    Q_ASSERT(m_levels.back().form == Form::Mapping && !m_levels.back().afterKey);
    startEntry();
    appendText(m_out, name, Quotes::WhereNeeded);
    m_out += ':';
    m_levels.back().afterKey = true;
}

void YamlWriter::scalar(std::string_view written)
{
    place(true);
    m_out.append(written.data(), int(written.size()));
}

void YamlWriter::integer(qint64 value)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    scalar({digits.data(), size_t(end - digits.data())});
}

void YamlWriter::number(double value)
{
    place(true);
    appendFloat(m_out, value);
}

void YamlWriter::text(const QString &value)
{
    place(true);
    appendText(m_out, value, m_quotes);
}

void YamlWriter::lines(const QString &value)
{
    if (m_quotes == Quotes::EveryText || m_levels.empty() || m_levels.back().flow
        || !fitsBlock(value)) {
        text(value);
        return;
    }
    const bool ended = value.endsWith(QLatin1Char('\n'));
    const int indent = m_levels.back().indent + 2;
    scalar(ended ? "|" : "|-");
    QStringList all = value.split(QLatin1Char('\n'));
    if (ended)
        all.removeLast();
    for (const QString &line : all) {
        newLine(line.isEmpty() ? 0 : indent);
        m_out += line.toUtf8();
    }
}

void YamlWriter::comment(const QString &line)
{
    const int indent = m_levels.empty() ? 0 : m_levels.back().indent;
    newLine(indent);
    m_out += "# " + plainLine(line).toUtf8();
    if (!m_levels.empty())
        m_levels.back().behindDash = false;
}

QByteArray YamlWriter::finish()
{
    Q_ASSERT(m_levels.empty());
    return m_out + '\n';
}

} // namespace outcrop
