#include "core/remote_data/table_sample.h"

#include "core/base/text.h"
#include "core/hosts/shell_text.h"
#include "core/remote_data/file_look.h"
#include "core/table/csv_tokenizer.h"

#include <QCoreApplication>
#include <QTextCodec>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::TableSample)
};

constexpr qint64 mostBytes = 1 << 20;
constexpr qint64 headBytes = mostBytes / 2;
constexpr qint64 pieceBytes = 32 << 10; // dd skips whole blocks of that.
constexpr qint64 pieceCount = (mostBytes - headBytes) / pieceBytes;

Error cannotRead(const QString &name, const QString &why)
{
    return {ErrorKind::InvalidInput, Tr::tr("Cannot read %1: %2.").arg(plainLine(name), why)};
}

// Whether a byte that looks like a line end is one, wherever a reader begins.
bool isSupersetOfAscii(const QByteArray &encoding)
{
    const QTextCodec *const codec = QTextCodec::codecForName(encoding);
    return codec && codec->fromUnicode(QStringLiteral("\n")) == "\n";
}

// Where the last row ends that the first bytes of a file hold whole.
int endOfRows(const QByteArray &head, const CsvOptions &options)
{
    int at = head.startsWith("\xef\xbb\xbf") ? 3 : 0; // A quote behind it opens a field.
    int end = 0;
    CsvTokenizer tokenizer(options.separator.toLatin1(), [&](const CsvRow &) { end = at + 1; });
    for (; at < head.size(); ++at)
        tokenizer.feed(head.constData() + at, 1);
    return end > 0 && head[end - 1] == '\r' && head.mid(end, 1) == "\n" ? end + 1 : end;
}

bool closesItsQuotes(const QByteArray &line)
{
    return line.count('"') % 2 == 0;
}

// The whole lines of a piece that was cut anywhere; none where one of them may not be a row, as it
// may begin or end within a quoted field.
QByteArray rowsOf(const QByteArray &piece, CsvOptions options, int columns)
{
    const int begin = piece.indexOf('\n') + 1;
    const QByteArray lines = piece.mid(begin, piece.lastIndexOf('\n') + 1 - begin);
    options.header = false;
    const auto facts = readCsvBytes({}, lines, CsvPart::Whole, options, 0);
    const QList<QByteArray> each = lines.split('\n');
    const bool isSure = facts && facts->columns.size() == columns
                        && std::all_of(each.begin(), each.end(), closesItsQuotes);
    return isSure ? lines : QByteArray();
}

// Pieces from behind the head to the end of a file, evenly far from each other; they do not
// overlap, as the file is larger than all of them and the head.
Result<std::vector<QByteArray>> takePieces(RemoteShell &shell, const QString &path,
                                           qint64 fileBytes, const Patience &patience)
{
    constexpr qint64 first = headBytes / pieceBytes;
    const qint64 last = fileBytes / pieceBytes - 1;
    QByteArray script = "path=" + shellWord(path.toUtf8()) + "\nfor block in";
    for (qint64 i = 0; i < pieceCount; ++i)
        script += ' ' + QByteArray::number(first + i * (last - first) / (pieceCount - 1));
    script += "; do dd if=\"$path\" bs=" + QByteArray::number(pieceBytes)
              + " skip=$block count=1 2>/dev/null || exit; done\n";
    const auto output = shell.run(script, patience);
    if (!output)
        return failure(output.error());
    std::vector<QByteArray> pieces;
    // Else it became shorter meanwhile, and nobody knows where one ends.
    if (output->exitCode == 0 && output->body.size() == pieceCount * pieceBytes) {
        for (int at = 0; at < output->body.size(); at += pieceBytes)
            pieces.push_back(output->body.mid(at, pieceBytes));
    }
    return pieces;
}

} // namespace

Result<TableSample> sampleTable(RemoteShell &shell, const QString &path, const QString &name,
                                const CsvOptions &options, const Patience &patience)
{
    const auto found = lookAtFile(shell, path, name, CountLines::No, patience);
    if (!found)
        return failure(found.error());
    const bool isSmall = found->bytes <= mostBytes;
    const auto head = shell.read(path.toUtf8(), 0, isSmall ? found->bytes : headBytes, patience);
    if (!head)
        return failure(head.error());
    const auto facts =
        readCsvBytes(name, *head, isSmall ? CsvPart::Whole : CsvPart::Head, options, 0);
    if (!facts)
        return failure(facts.error());
    if (isSmall)
        return TableSample{*head, true};
    if (!isSupersetOfAscii(options.encoding))
        return failure(cannotRead(name, Tr::tr("a part of a file in %1 is not taken")
                                            .arg(QString::fromLatin1(options.encoding))));
    if (facts->rows == 0)
        return failure(cannotRead(
            name, Tr::tr("its first row does not end within %1").arg(formatSize(headBytes))));
    TableSample sample{head->left(endOfRows(*head, options)), false};
    if (sample.bytes.count('\n') != facts->rows + (options.header ? 1 : 0))
        return sample; // Some row has several lines, so nobody knows what a line further down is.
    const auto pieces = takePieces(shell, path, found->bytes, patience);
    if (!pieces)
        return failure(pieces.error());
    for (const QByteArray &piece : *pieces)
        sample.bytes += rowsOf(piece, options, facts->columns.size());
    return sample;
}

} // namespace outcrop
