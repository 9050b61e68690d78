#include "core/table/column_census.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <string>

namespace outcrop {

namespace {

constexpr size_t countedValues = 1000;
constexpr int keptValues = 10;
constexpr int keptCharacters = 1000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view value)
{
    while (!value.empty() && isSpace(value.front()))
        value.remove_prefix(1);
    while (!value.empty() && isSpace(value.back()))
        value.remove_suffix(1);
    return value;
}

bool takeSign(std::string_view &value)
{
    const bool found = !value.empty() && (value.front() == '-' || value.front() == '+');
    if (found)
        value.remove_prefix(1);
    return found;
}

size_t takeDigits(std::string_view &value)
{
    const auto end = std::find_if_not(value.begin(), value.end(), isDigit);
    const size_t count = size_t(end - value.begin());
    value.remove_prefix(count);
    return count;
}

bool fitsInteger(std::string_view digits)
{
    if (digits.front() == '+')
        digits.remove_prefix(1);
    qint64 number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size();
}

// Of a value that is known to be a number; infinite where a double cannot hold it.
double numberOf(std::string_view value, char decimal)
{
    std::string text(trimmed(value));
    std::replace(text.begin(), text.end(), decimal, '.');
    const char *begin = text.data() + (text.front() == '+' ? 1 : 0);
    double number = 0;
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
    return error == std::errc() ? number : HUGE_VAL;
}

bool isInfinity(std::string_view unsignedValue)
{
    static const std::array<std::string_view, 6> words{"inf",      "Inf",      "INF",
                                                       "infinity", "Infinity", "INFINITY"};
    return std::find(words.begin(), words.end(), unsignedValue) != words.end();
}

} // namespace

bool isMissing(std::string_view value)
{
    if (value.empty())
        return true;
    if (value.size() > 8)
        return false;
    static const std::array<std::string_view, 16> words{
        "#N/A",    "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND",
        "1.#QNAN", "<NA>",     "N/A", "NA",      "NULL",     "NaN",  "n/a",  "nan"};
    return value == "null" || std::binary_search(words.begin(), words.end(), value);
}

ColumnType typeOfValue(std::string_view value, char decimal)
{
    const std::string_view number = trimmed(value);
    std::string_view rest = number;
    takeSign(rest);
    if (isInfinity(rest))
        return ColumnType::Real;
    size_t digits = takeDigits(rest);
    if (digits > 0 && rest.empty())
        return fitsInteger(number) ? ColumnType::Integer : ColumnType::Real;
    if (!rest.empty() && rest.front() == decimal) {
        rest.remove_prefix(1);
        digits += takeDigits(rest);
    }
    if (digits == 0)
        return ColumnType::Text;
    if (!rest.empty() && (rest.front() == 'e' || rest.front() == 'E')) {
        rest.remove_prefix(1);
        takeSign(rest);
        if (takeDigits(rest) == 0)
            return ColumnType::Text;
    }
    return rest.empty() ? ColumnType::Real : ColumnType::Text;
}

QString shownValue(std::string_view value)
{
    // Four bytes a character at most; a cut inside of one shows as the replacement character, which
    // goes.
    const size_t bytes = std::min(value.size(), size_t(keptCharacters) * 4);
    QString text = QString::fromUtf8(value.data(), int(bytes));
    if (text.size() <= keptCharacters && bytes == value.size())
        return text;
    text.truncate(keptCharacters);
    return text + QChar(0x2026);
}

void ColumnCensus::add(std::string_view value)
{
    if (isMissing(value)) {
        ++m_facts.missing;
        return;
    }
    if (m_facts.type != ColumnType::Text) {
        const ColumnType type = typeOfValue(value, m_decimal);
        if (m_facts.type == ColumnType::Empty || type != ColumnType::Integer)
            m_facts.type = type;
        addNumber(value);
    }
    if (m_hashes.size() < countedValues)
        countDistinct(value);
}

void ColumnCensus::addNumber(std::string_view value)
{
    if (m_facts.type == ColumnType::Text) {
        m_facts.numbers.reset();
        return;
    }
    const double number = numberOf(value, m_decimal);
    if (!std::isfinite(number))
        return;
    if (!m_facts.numbers)
        m_facts.numbers = NumberFacts{0, number, number, 0};
    NumberFacts &facts = *m_facts.numbers;
    ++facts.count;
    facts.least = std::min(facts.least, number);
    facts.greatest = std::max(facts.greatest, number);
    facts.mean += (number - facts.mean) / double(facts.count);
}

void ColumnCensus::countDistinct(std::string_view value)
{
    const size_t hash = std::hash<std::string_view>()(value);
    const auto at = std::lower_bound(m_hashes.begin(), m_hashes.end(), hash);
    if (at != m_hashes.end() && *at == hash)
        return;
    m_hashes.insert(at, hash);
    ++m_facts.distinct;
    if (m_facts.firstValues.size() < keptValues)
        m_facts.firstValues.append(shownValue(value));
}

} // namespace outcrop
