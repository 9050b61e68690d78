#pragma once

#include "core/table/table.h"

#include <string_view>
#include <vector>

namespace outcrop {

// Learns the facts of one column from its values, one after the other. Memory stays flat: at most
// 1,000 hashes and 10 short texts.
class ColumnCensus
{
public:
    ColumnCensus(QString name, char decimal) : m_decimal(decimal)
    {
        m_facts.name = std::move(name);
    }

    void add(std::string_view value); // UTF-8.

    const ColumnFacts &facts() const { return m_facts; }

private:
    void countDistinct(std::string_view value);
    void addNumber(std::string_view value);

    ColumnFacts m_facts;
    std::vector<size_t> m_hashes; // Sorted.
    char m_decimal;
};

// What pandas.read_csv takes for a missing value: "", "NA", "NaN", "null" and the like, written
// exactly so.
bool isMissing(std::string_view value);

// Integer: within 64 bits. Real: also `.5`, `5.`, `inf`. Spaces around a number do not count, as in
// pandas.
ColumnType typeOfValue(std::string_view value, char decimal);

// A value as it is kept to be shown: cut at 1,000 characters with an ellipsis.
QString shownValue(std::string_view value);

} // namespace outcrop
