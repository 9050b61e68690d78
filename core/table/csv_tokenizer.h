#pragma once

#include <QtGlobal>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace outcrop {

// A row of a CSV file; valid until the sink returns.
struct CsvRow
{
    qint64 line = 0; // Where it begins, counted from 1.
    std::vector<std::string_view> fields;
};

// Cuts a stream of bytes (UTF-8, or any superset of ASCII) into rows after RFC 4180. Where files in
// the wild leave it, it does what pandas.read_csv does, because that is what reads the file in a
// job: `\n`, `\r\n` and `\r` all end a row, blank lines are skipped, a quote inside an unquoted
// field is a character, and what follows a closing quote belongs to the field.
class CsvTokenizer
{
public:
    using Sink = std::function<void(const CsvRow &)>;

    CsvTokenizer(char separator, Sink sink);

    void feed(const char *bytes, qint64 count);

    // The end of the file: hands over a last row without line end. False if a quoted field is still
    // open.
    [[nodiscard]] bool finish();

    qint64 line() const { return m_line; }       // Of the next byte.
    qint64 rowLine() const { return m_rowLine; } // Where the row in progress begins.
    qint64 pendingBytes() const { return qint64(m_text.size()); } // Of the row in progress.
    qint64 pendingFields() const { return qint64(m_ends.size()); }

private:
    enum class State { RowStart, FieldStart, Unquoted, Quoted, QuoteInQuoted };

    const char *take(const char *at, const char *end);
    const char *takeUnquoted(const char *at, const char *end);
    const char *takeQuoted(const char *at, const char *end);
    void endField();
    void endRow();
    bool isBlank() const;

    const char m_separator;
    const Sink m_sink;
    State m_state = State::RowStart;
    bool m_afterReturn = false; // A `\n` now belongs to the `\r` before it.
    bool m_anyQuoted = false;   // In this row.
    qint64 m_line = 1;
    qint64 m_rowLine = 1;
    std::string m_text;         // The row's fields, one after the other, unquoted…
    std::vector<size_t> m_ends; // …and where each ends.
    CsvRow m_row;
};

} // namespace outcrop
