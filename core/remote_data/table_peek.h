#pragma once

#include "core/hosts/remote_shell.h"
#include "core/table/table.h"

namespace outcrop {

// What is known of a table on a host from its first bytes.
struct TablePeek
{
    TableFacts facts;            // Of the rows in those bytes.
    qint64 bytes = 0;            // Of the whole file.
    qint64 readBytes = 0;        // That `facts` are from.
    std::optional<qint64> lines; // Of the whole file; none where counting took too long.
    bool hasHeader = true;

    bool isWhole() const { return readBytes == bytes; }

    // The rows of the file: exact where all of it was read, else from its lines, which a quoted
    // line end makes too many. None where nobody counted.
    std::optional<qint64> rows() const;
};

// "1,234 rows in 12 MB", and what `facts` are from where that is not all: translated, for people.
QString sizeSentence(const TablePeek &peek);

// Looks at the CSV file `path` of the shell's host, absolute, in two round trips; one MiB travels
// at the most. `name` is what errors call it. Blocks. NotFound, InvalidInput (no file, not
// readable, not such a table), or what the shell says.
Result<TablePeek> peekTable(RemoteShell &shell, const QString &path, const QString &name,
                            const CsvOptions &options, int headRows, const Patience &patience);

} // namespace outcrop
