#include "core/remote_data/table_peek.h"

#include "core/base/text.h"
#include "core/hosts/shell_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::TablePeek)
};

constexpr qint64 readUpTo = 1 << 20;

// Prints what `path` is, then its size and its lines. Counting gives up after 10 seconds.
const char *const lookScript = R"(if [ ! -e "$path" ]; then echo missing
elif [ ! -f "$path" ]; then echo other
elif [ ! -r "$path" ]; then echo unreadable
else
  echo file
  wc -c <"$path"
  if command -v timeout >/dev/null 2>&1; then timeout 10 wc -l <"$path"; else wc -l <"$path"; fi
fi
)";

Error cannotRead(ErrorKind kind, const QString &name, const QString &why)
{
    return {kind, Tr::tr("Cannot read %1: %2.").arg(plainLine(name), why)};
}

struct Look
{
    qint64 bytes = 0;
    std::optional<qint64> lines;
};

Result<Look> look(RemoteShell &shell, const QString &path, const QString &name,
                  const Patience &patience)
{
    const QByteArray script = "path=" + shellWord(path.toUtf8()) + '\n' + lookScript;
    const auto output = shell.run(script, patience);
    if (!output)
        return failure(output.error());
    const QList<QByteArray> words = output->body.simplified().split(' ');
    const QByteArray kind = words.value(0);
    if (kind == "missing")
        return failure(cannotRead(ErrorKind::NotFound, name, Tr::tr("there is no such file")));
    if (kind == "other")
        return failure(cannotRead(ErrorKind::InvalidInput, name, Tr::tr("it is not a file")));
    if (kind == "unreadable")
        return failure(cannotRead(ErrorKind::InvalidInput, name,
                                  Tr::tr("this account may not read it there")));
    const auto bytes = parseInt(QString::fromLatin1(words.value(1)));
    if (kind != "file" || !bytes)
        return failure(cannotRead(ErrorKind::Io, name, Tr::tr("the host did not tell its size")));
    return Look{*bytes, parseInt(QString::fromLatin1(words.value(2)))};
}

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
    const auto found = look(shell, path, name, patience);
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
