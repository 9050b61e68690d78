#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <QVector>

#include <optional>

namespace outcrop {

enum class ColumnType { Integer, Real, Text, Empty };

QString columnTypeTitle(ColumnType type); // "whole number": translated, for people.

// Of the finite numbers of a column.
struct NumberFacts
{
    qint64 count = 0;
    double least = 0, greatest = 0, mean = 0;
};

struct ColumnFacts
{
    QString name;
    ColumnType type = ColumnType::Empty;
    qint64 missing = 0;                      // Rows without a value.
    int distinct = 0;                        // Counted up to 1,000, then it stays there.
    QStringList firstValues;                 // Up to 10 distinct values, in order of appearance.
    std::optional<NumberFacts> numbers = {}; // Where all of its values are numbers.
};

// What is known of a data set without training on it.
struct TableFacts
{
    QString format; // "csv"
    qint64 rows = 0;
    QVector<ColumnFacts> columns;
    QVector<QStringList> head; // The first rows, as text.
    QByteArray sha256;         // Of the file; empty for a bundled data set.

    const ColumnFacts *findColumn(const QString &name) const;
};

struct CsvOptions
{
    QChar separator = QLatin1Char(',');
    QChar decimal = QLatin1Char('.');
    QByteArray encoding = "UTF-8";
    bool header = true; // Else the columns are called 0, 1, 2, …
};

// Reads a CSV file (RFC 4180, any line end, BOM) in blocks: memory stays flat. `headRows` rows are
// kept. Errors name the line.
Result<TableFacts> readCsvFacts(const QString &path, const CsvOptions &options, int headRows = 20);

enum class CsvPart {
    Whole,
    Head, // Of what comes after it nothing is known: a last row without its end does not count.
};

// The same of bytes of a file that is called `name` in errors. The hash is that of the bytes.
Result<TableFacts> readCsvBytes(const QString &name, const QByteArray &bytes, CsvPart part,
                                const CsvOptions &options, int headRows = 20);

} // namespace outcrop
