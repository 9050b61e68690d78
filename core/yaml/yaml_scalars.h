#pragma once

#include <QByteArray>

#include <optional>
#include <string_view>

namespace outcrop {

// A scalar found in a line: its text as UTF-8, and where the line goes on behind it. The text
// stands in the line itself, or where it was written with escapes in `unescaped`.
struct FoundScalar
{
    std::string_view text;
    const char *end;
    QByteArray unescaped = {};
};

// Scalars on one line, for the plain part of YAML. `at` is the first character, `end` the end of
// the line. Nothing: not closed on this line, or something rare that another reader shall judge.

std::optional<FoundScalar> findDoubleQuoted(const char *at, const char *end);
std::optional<FoundScalar> findSingleQuoted(const char *at, const char *end);

// Ends before `: `, ` #`, the end of the line, and within a flow collection before `,`, `]`, `}`.
// Never empty; no spaces at its end.
std::optional<FoundScalar> findPlain(const char *at, const char *end, bool inFlow);

} // namespace outcrop
