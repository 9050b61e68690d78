#include "core/yaml/yaml_scalars.h"

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

// Letters beyond ASCII, but for the blocks with spaces, line separators and the byte order mark.
bool isRare(char c)
{
    return c == '\t' || c == '[' || c == ']' || c == '{' || c == '}' || uchar(c) == 0xC2
           || uchar(c) == 0xE2 || uchar(c) == 0xEF;
}

} // namespace

std::optional<FoundScalar> findDoubleQuoted(const char *at, const char *end)
{
    FoundScalar found{{}, ++at};
    while (at < end && *at != '"') {
        const char *from = at;
        while (at < end && *at != '"' && *at != '\\' && *at != '\t')
            ++at;
        found.text.append(from, int(at - from));
        if (at == end || *at == '\t')
            return {};
        if (*at == '\\' && !(at = appendEscape(found.text, at + 1, end)))
            return {};
    }
    if (at == end)
        return {};
    found.end = at + 1;
    return found;
}

std::optional<FoundScalar> findSingleQuoted(const char *at, const char *end)
{
    FoundScalar found{{}, ++at};
    for (; at < end; ++at) {
        if (*at == '\t')
            return {};
        if (*at == '\'') {
            if (at + 1 == end || at[1] != '\'') {
                found.end = at + 1;
                return found;
            }
            ++at;
        }
        found.text += *at;
    }
    return {};
}

std::optional<FoundScalar> findPlain(const char *at, const char *end, bool inFlow)
{
    if (at == end || !canBeginPlain(at, end))
        return {};
    const char *const from = at;
    for (; at < end; ++at) {
        const bool beforeGap = at + 1 == end || at[1] == ' ';
        if ((*at == ':' && beforeGap) || (*at == '#' && at[-1] == ' '))
            break;
        if (inFlow && (*at == ',' || *at == ']' || *at == '}'))
            break;
        if (isRare(*at) || (inFlow && (*at == ':' || *at == '?')))
            return {};
    }
    const char *last = at;
    while (last > from && last[-1] == ' ')
        --last;
    return FoundScalar{QByteArray(from, int(last - from)), at};
}

} // namespace outcrop
