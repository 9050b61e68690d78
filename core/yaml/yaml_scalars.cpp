#include "core/yaml/yaml_scalars.h"

#include <array>
#include <cstring>

namespace outcrop {

namespace {

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void appendUtf8(QByteArray &out, uint code)
{
    if (code < 0x80) {
        out += char(code);
    } else if (code < 0x800) {
        out += char(0xC0 | (code >> 6));
        out += char(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += char(0xE0 | (code >> 12));
        out += char(0x80 | ((code >> 6) & 0x3F));
        out += char(0x80 | (code & 0x3F));
    } else {
        out += char(0xF0 | (code >> 18));
        out += char(0x80 | ((code >> 12) & 0x3F));
        out += char(0x80 | ((code >> 6) & 0x3F));
        out += char(0x80 | (code & 0x3F));
    }
}

// `digits` hexadecimal digits of a character that exists.
bool appendCode(QByteArray &out, const char *at, const char *end, int digits)
{
    if (end - at < digits)
        return false;
    uint code = 0;
    for (int i = 0; i < digits; ++i) {
        const int digit = hexDigit(at[i]);
        if (digit < 0)
            return false;
        code = code << 4 | uint(digit);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return false;
    appendUtf8(out, code);
    return true;
}

// The escape whose letter is at `at`; where it goes on, or nullptr.
const char *appendEscape(QByteArray &out, const char *at, const char *end)
{
    static const char letters[] = "0abtnvfre \"/\\";
    static const char meant[] = "\0\a\b\t\n\v\f\r\x1b \"/\\";
    if (at == end)
        return nullptr;
    const int digits = *at == 'x' ? 2 : *at == 'u' ? 4 : *at == 'U' ? 8 : 0;
    if (digits > 0)
        return appendCode(out, at + 1, end, digits) ? at + 1 + digits : nullptr;
    const char *letter = std::strchr(letters, *at);
    if (!letter || *letter == '\0')
        return nullptr;
    out += meant[letter - letters];
    return at + 1;
}

bool canBeginPlain(const char *at, const char *end)
{
    const char c = *at;
    if (isAlphanumeric(c) || c == '_' || c == '/' || c == '~' || c == '(' || c == '$'
        || uchar(c) >= 0x80)
        return true;
    // What is a sign of its own if a space follows, or the end of a document.
    return (c == '-' || c == '.' || c == '+') && at + 1 < end
           && (isAlphanumeric(at[1]) || (c != '.' && at[1] == '.'));
}

// What a character may be within a plain scalar. Rare: what another reader shall judge, and of the
// letters beyond ASCII the blocks with spaces, line separators and the byte order mark.
enum class Mark : uchar { None, Comment, Comma, RareInFlow, Rare };

constexpr auto marks = [] {
    std::array<Mark, 0x100> made{}; // None.
    made['#'] = Mark::Comment;
    made[','] = Mark::Comma;
    made[':'] = made['?'] = Mark::RareInFlow;
    for (const uchar byte : {0x09, 0x5B, 0x5D, 0x7B, 0x7D, 0xC2, 0xE2, 0xEF}) // Tab, [, ], {, }
        made[byte] = Mark::Rare;
    return made;
}();

std::string_view between(const char *from, const char *end)
{
    return {from, size_t(end - from)};
}

FoundScalar unescapedTo(const char *end, QByteArray text)
{
    // Moving the bytes on does not move them in memory.
    const std::string_view view(text.constData(), size_t(text.size()));
    return {view, end, std::move(text)};
}

// The end of what stands as it is written: at a quote, an escape or a tab, or the line's end.
const char *skipLiteral(const char *at, const char *end, char quote)
{
    while (at < end && *at != quote && *at != '\t' && (quote == '\'' || *at != '\\'))
        ++at;
    return at;
}

} // namespace

std::optional<FoundScalar> findDoubleQuoted(const char *at, const char *end)
{
    const char *from = ++at;
    at = skipLiteral(at, end, '"');
    if (at < end && *at == '"')
        return FoundScalar{between(from, at), at + 1};
    QByteArray text;
    while (at < end && *at == '\\') {
        text.append(from, int(at - from));
        if (!(at = appendEscape(text, at + 1, end)))
            return {};
        from = at;
        at = skipLiteral(at, end, '"');
    }
    if (at == end || *at == '\t')
        return {};
    text.append(from, int(at - from));
    return unescapedTo(at + 1, std::move(text));
}

std::optional<FoundScalar> findSingleQuoted(const char *at, const char *end)
{
    const char *from = ++at;
    at = skipLiteral(at, end, '\'');
    const auto atQuoteOfText = [&] { return end - at > 1 && at[0] == '\'' && at[1] == '\''; };
    QByteArray text;
    while (atQuoteOfText()) {
        text.append(from, int(at + 1 - from));
        from = at + 2;
        at = skipLiteral(from, end, '\'');
    }
    if (at == end || *at == '\t')
        return {};
    if (text.isEmpty())
        return FoundScalar{between(from, at), at + 1};
    text.append(from, int(at - from));
    return unescapedTo(at + 1, std::move(text));
}

std::optional<FoundScalar> findPlain(const char *at, const char *end, bool inFlow)
{
    if (at == end || !canBeginPlain(at, end))
        return {};
    const char *const from = at;
    for (; at < end; ++at) {
        const Mark mark = marks[uchar(*at)];
        if (mark == Mark::None)
            continue;
        const bool beforeGap = at + 1 == end || at[1] == ' ';
        if ((*at == ':' && beforeGap) || (*at == '#' && at[-1] == ' '))
            break;
        if (inFlow && (*at == ',' || *at == ']' || *at == '}'))
            break;
        if (mark == Mark::Rare || (inFlow && mark == Mark::RareInFlow))
            return {};
    }
    const char *last = at;
    while (last > from && last[-1] == ' ')
        --last;
    return FoundScalar{between(from, last), at};
}

} // namespace outcrop
