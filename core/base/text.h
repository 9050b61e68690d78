#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace outcrop {

// Text for people and for files, independent of the locale.

// The shortest digits that read back as the same double, always with a point or an exponent after
// one: `1.0`, `0.1`, `1.0e+20`. YAML 1.1 readers and Python take it for a float. Finite values
// only.
QString formatFloat(double value);

// The same where there are many: at the end of `out`.
void appendFloat(QByteArray &out, double value);

// `-?digits[.digits][e±digits]`, finite; nothing else ("0x10", "1_000", "nan", " 1", "1." are not
// numbers here).
std::optional<double> parseFloat(const QString &text);

// `-?digits` within 64 bits.
std::optional<qint64> parseInt(const QString &text);

// For people: "1.4 MB", "12 B".
QString formatSize(qint64 bytes);

// For people: "12 ms", "0.4 s", "12 s", "3 min 05 s", "1 h 12 min"; nothing for what is not finite.
QString formatDuration(double seconds);

// `text` on one line for a terminal or a log: control characters, bidi overrides and broken UTF-8
// shown as visible escapes, cut at `longest` characters with an ellipsis. Foreign text goes through
// here before a person sees it.
QString plainLine(const QString &text, int longest = 500);

// Whether the bytes are UTF-8 without NUL.
bool isText(const QByteArray &bytes);

// The candidate with the smallest edit distance to `word`, if it is near enough to be meant.
QString nearest(const QString &word, const QStringList &candidates);

} // namespace outcrop
