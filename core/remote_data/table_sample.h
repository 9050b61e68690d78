#pragma once

#include "core/hosts/remote_shell.h"
#include "core/table/table.h"

namespace outcrop {

// Some rows of a table on a host, as they are written there.
struct TableSample
{
    QByteArray bytes;     // A CSV file as that one is: its header, and whole rows in their order.
    bool isWhole = false; // Those are all rows: the very bytes of the file.
};

// Takes rows of the CSV file `path` of the shell's host, absolute, in three round trips; one MiB
// travels at the most. A larger file gives its first rows and some from all over it, as it may be
// sorted; those of places where a quoted field may hold a line end are left out. `name` is what
// errors call it. Blocks. NotFound, InvalidInput (no file, not readable, not such a table, none of
// which a part can be read), or what the shell says.
Result<TableSample> sampleTable(RemoteShell &shell, const QString &path, const QString &name,
                                const CsvOptions &options, const Patience &patience);

} // namespace outcrop
