#pragma once

#include "core/base/result.h"

#include <QFile>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace outcrop {

// Reads the records of a CSV file (RFC 4180; a lone line feed ends a record too) one by one, in
// blocks: memory stays flat. For the files of results: at most 1 MiB a record, 2,000 fields; blank
// lines are no records.
class CsvReader
{
public:
    // Fails if it is not a regular file, or larger than `maxBytes`.
    static Result<CsvReader> open(const QString &path, qint64 maxBytes);

    // Fills `fields` with the next record; false at the end of the file.
    Result<bool> next(std::vector<std::string> &fields);

    qint64 line() const { return m_line; }      // Where the last record began, from 1.
    Error errorHere(const QString &what) const; // "predictions/svc.csv, line 3: …"

private:
    explicit CsvReader(std::unique_ptr<QFile> file);
    int read(); // Next byte, -1 at the end.
    int peek();

    std::unique_ptr<QFile> m_file;
    QByteArray m_block;
    int m_position = 0;
    qint64 m_line = 0;
    qint64 m_nextLine = 1;
};

// The number a field holds as Python writes it: digits, "nan", "inf". Nothing if it holds anything
// else.
std::optional<double> parseNumber(const std::string &field);
std::optional<qint64> parseWhole(const std::string &field);

} // namespace outcrop
