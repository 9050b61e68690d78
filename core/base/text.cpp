#include "core/base/text.h"

#include <QCoreApplication>
#include <QTextCodec>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Text)
};

bool isHidden(QChar c)
{
    const ushort u = c.unicode();
    const bool bidi =
        (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F;
    return u < 0x20 || (u >= 0x7F && u < 0xA0) || bidi || u == 0x2028 || u == 0x2029 || u == 0xFEFF;
}

// The part of a text that has not been looked at. The grammars of numbers are taken by hand: a file
// has tens of thousands.
struct Rest
{
    explicit Rest(const QString &text) : at(text.begin()), end(text.end()) {}

    bool take(char wanted)
    {
        const bool there = at != end && *at == QLatin1Char(wanted);
        at += there ? 1 : 0;
        return there;
    }

    bool takeDigits()
    {
        const QChar *const from = at;
        while (at != end && *at >= QLatin1Char('0') && *at <= QLatin1Char('9'))
            ++at;
        return at != from;
    }

    const QChar *at, *end;
};

bool isInt(const QString &text)
{
    Rest rest(text);
    rest.take('-');
    return rest.takeDigits() && rest.at == rest.end;
}

bool isFloat(const QString &text)
{
    Rest rest(text);
    rest.take('-');
    if (!rest.takeDigits() || (rest.take('.') && !rest.takeDigits()))
        return false;
    if (rest.take('e') || rest.take('E')) {
        if (!rest.take('+'))
            rest.take('-');
        if (!rest.takeDigits())
            return false;
    }
    return rest.at == rest.end;
}

int editDistance(const QString &a, const QString &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (int i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b.size(); ++j) {
            const int above = row[size_t(j)];
            const int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[size_t(j)] = std::min({above + 1, row[size_t(j) - 1] + 1, change});
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

namespace {

// Most numbers that people write are whole thousandths, for which std::to_chars takes four times as
// long. A decimal of up to 15 digits is the only such one that reads back as its double, and from
// 0.001 to 99,999.999 std::to_chars shows no exponent.
bool appendThousandths(QByteArray &out, double value)
{
    const double magnitude = std::abs(value);
    if (!(magnitude >= 0.001 && magnitude < 1e5))
        return false;
    const auto thousandths = qint64(std::llround(magnitude * 1000));
    if (double(thousandths) / 1000 != magnitude)
        return false;
    std::array<char, 16> buffer{};
    char *at = buffer.data();
    if (value < 0)
        *at++ = '-';
    at = std::to_chars(at, buffer.data() + buffer.size(), thousandths / 1000).ptr;
    *at++ = '.';
    auto rest = int(thousandths % 1000);
    do {
        *at++ = char('0' + rest / 100);
        rest = rest % 100 * 10;
    } while (rest > 0);
    out.append(buffer.data(), int(at - buffer.data()));
    return true;
}

} // namespace

QString formatFloat(double value)
{
    QByteArray text;
    appendFloat(text, value);
    return QString::fromLatin1(text);
}

void appendFloat(QByteArray &out, double value)
{
    Q_ASSERT(std::isfinite(value));
    if (appendThousandths(out, value))
        return;
    std::array<char, 40> buffer{};
    char *const begin = buffer.data();
    char *const end = std::to_chars(begin, begin + buffer.size(), value).ptr;
    char *const exponent = std::find(begin, end, 'e');
    out.append(begin, int(exponent - begin));
    if (std::find(begin, exponent, '.') == exponent)
        out.append(".0", 2);
    out.append(exponent, int(end - exponent));
}

std::optional<double> parseFloat(const QString &text)
{
    if (!isFloat(text))
        return {};
    const QByteArray digits = text.toLatin1();
    double value = 0;
    const auto [end, error] =
        std::from_chars(digits.constData(), digits.constData() + digits.size(), value);
    if (error != std::errc() || !std::isfinite(value))
        return {};
    return value;
}

std::optional<qint64> parseInt(const QString &text)
{
    if (!isInt(text))
        return {};
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    return fits ? std::optional(value) : std::nullopt;
}

QString formatSize(qint64 bytes)
{
    if (bytes < 1000)
        return Tr::tr("%1 B").arg(bytes);
    static const std::array<const char *, 4> units{"kB", "MB", "GB", "TB"};
    double value = double(bytes) / 1000;
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return QStringLiteral("%1 %2")
        .arg(value, 0, 'f', value < 10 ? 1 : 0)
        .arg(QLatin1String(units[unit]));
}

QString formatDuration(double seconds)
{
    if (!std::isfinite(seconds))
        return {};
    if (seconds > 0 && seconds < 0.0995)
        return Tr::tr("%1 ms").arg(seconds * 1000, 0, 'f', seconds < 0.00995 ? 1 : 0);
    if (seconds < 9.95)
        return Tr::tr("%1 s").arg(seconds, 0, 'f', 1);
    const qint64 whole = std::llround(seconds);
    if (whole < 60)
        return Tr::tr("%1 s").arg(whole);
    if (whole < 3600)
        return Tr::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return Tr::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QLatin1Char('0'));
}

QString plainLine(const QString &text, int longest)
{
    QString line;
    line.reserve(std::min(text.size(), longest + 1));
    for (const QChar c : text) {
        if (line.size() >= longest)
            return line + QChar(0x2026);
        if (c == QLatin1Char('\n') || c == QLatin1Char('\t'))
            line += QLatin1Char(' ');
        else if (isHidden(c))
            line += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            line += c;
    }
    return line;
}

bool isText(const QByteArray &bytes)
{
    if (std::memchr(bytes.constData(), '\0', size_t(bytes.size())))
        return false;
    QTextCodec::ConverterState state;
    QTextCodec::codecForName("UTF-8")->toUnicode(bytes.constData(), bytes.size(), &state);
    return state.invalidChars == 0 && state.remainingChars == 0;
}

QString nearest(const QString &word, const QStringList &candidates)
{
    QString best;
    const int ownLetters = word.size() - (word.lastIndexOf(QLatin1Char('.')) + 1);
    int bestDistance = std::max(2, ownLetters / 3) + 1;
    for (const QString &candidate : candidates) {
        const int distance = editDistance(word.toLower(), candidate.toLower());
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace outcrop
