#include "core/remote_data/table_peek.h"

#include "core/base/text.h"
#include "core/remote_data/file_look.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::TablePeek)
};

constexpr qint64 readUpTo = 1 << 20;

} // namespace

std::optional<qint64> TablePeek::rows() const
{
    if (isWhole())
        return facts.rows;
    return lines ? std::optional(std::max<qint64>(*lines - (hasHeader ? 1 : 0), 0)) : std::nullopt;
}

QString sizeSentence(const TablePeek &peek)
{
    const QLocale locale(QLocale::English);
    const QString size = formatSize(peek.bytes);
    if (peek.isWhole())
        return Tr::tr("%1 rows in %2.").arg(locale.toString(peek.facts.rows), size);
    const QString from = Tr::tr("What is said of the columns is from the first %1 rows.")
                             .arg(locale.toString(peek.facts.rows));
    const auto rows = peek.rows();
    const QString all = rows ? Tr::tr("About %1 rows in %2.").arg(locale.toString(*rows), size)
                             : Tr::tr("%1; counting its rows takes longer than 10 s.").arg(size);
    return all + QLatin1Char(' ') + from;
}

Result<TablePeek> peekTable(RemoteShell &shell, const QString &path, const QString &name,
                            const CsvOptions &options, int headRows, const Patience &patience)
{
    const auto found = lookAtFile(shell, path, name, CountLines::Yes, patience);
    if (!found)
        return failure(found.error());
    const auto head = shell.read(path.toUtf8(), 0, readUpTo, patience);
    if (!head)
        return failure(head.error());
    TablePeek peek{{},
                   std::max<qint64>(found->bytes, head->size()),
                   head->size(),
                   found->lines,
                   options.header};
    const CsvPart part = peek.isWhole() ? CsvPart::Whole : CsvPart::Head;
    const auto facts = readCsvBytes(name, *head, part, options, headRows);
    if (!facts)
        return failure(facts.error());
    peek.facts = *facts;
    return peek;
}

} // namespace outcrop
