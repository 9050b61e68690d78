#include "core/table/csv_tokenizer.h"

#include <algorithm>
#include <cstring>

namespace outcrop {

CsvTokenizer::CsvTokenizer(char separator, Sink sink)
    : m_separator(separator), m_sink(std::move(sink))
{
}

void CsvTokenizer::feed(const char *bytes, qint64 count)
{
    const char *const end = bytes + count;
    for (const char *at = bytes; at < end;)
        at = take(at, end);
}

bool CsvTokenizer::finish()
{
    if (m_state == State::Quoted)
        return false;
    if (m_state != State::RowStart) {
        endField();
        endRow();
    }
    return true;
}

const char *CsvTokenizer::take(const char *at, const char *end)
{
    if (m_state == State::Quoted)
        return takeQuoted(at, end);

    const char c = *at;
    if (std::exchange(m_afterReturn, c == '\r') && c == '\n')
        return at + 1;
    if (m_state == State::RowStart) {
        m_rowLine = m_line;
        m_state = State::FieldStart;
    }
    if (c == m_separator) {
        endField();
        m_state = State::FieldStart;
    } else if (c == '\n' || c == '\r') {
        endField();
        endRow();
        ++m_line;
    } else if (c == '"' && m_state == State::FieldStart) {
        m_state = State::Quoted;
        m_anyQuoted = true;
    } else if (c == '"' && m_state == State::QuoteInQuoted) {
        m_text += '"';
        m_state = State::Quoted;
    } else {
        m_state = State::Unquoted;
        return takeUnquoted(at, end);
    }
    return at + 1;
}

const char *CsvTokenizer::takeUnquoted(const char *at, const char *end)
{
    const char *const stop = std::find_if(
        at, end, [this](char c) { return c == m_separator || c == '\n' || c == '\r'; });
    m_text.append(at, stop);
    return stop;
}

const char *CsvTokenizer::takeQuoted(const char *at, const char *end)
{
    const void *const quote = std::memchr(at, '"', size_t(end - at));
    const char *const stop = quote ? static_cast<const char *>(quote) : end;
    for (const char *c = at; c < stop; ++c) {
        const bool afterReturn = std::exchange(m_afterReturn, *c == '\r');
        if (*c == '\r' || (*c == '\n' && !afterReturn))
            ++m_line;
    }
    m_text.append(at, stop);
    if (!quote)
        return stop;
    m_afterReturn = false;
    m_state = State::QuoteInQuoted;
    return stop + 1;
}

void CsvTokenizer::endField()
{
    m_ends.push_back(m_text.size());
}

void CsvTokenizer::endRow()
{
    if (!isBlank()) {
        m_row.line = m_rowLine;
        m_row.fields.clear();
        size_t begin = 0;
        for (const size_t fieldEnd : m_ends) {
            m_row.fields.emplace_back(m_text.data() + begin, fieldEnd - begin);
            begin = fieldEnd;
        }
        m_sink(m_row);
    }
    m_text.clear();
    m_ends.clear();
    m_anyQuoted = false;
    m_state = State::RowStart;
}

bool CsvTokenizer::isBlank() const
{
    return m_ends.size() == 1 && !m_anyQuoted
           && std::all_of(m_text.begin(), m_text.end(),
                          [](char c) { return c == ' ' || c == '\t'; });
}

} // namespace outcrop
