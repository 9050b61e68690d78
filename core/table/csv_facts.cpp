#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/table/column_census.h"
#include "core/table/csv_tokenizer.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTextCodec>

#include <cerrno>
#include <cstring>
#include <optional>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CsvFacts)
};

constexpr int blockBytes = 1 << 16;
constexpr qint64 longestRow = 16 << 20;
constexpr qint64 mostColumns = 100000;

// Collects the facts row by row. The first thing wrong stays; later rows are only passed over.
class FactsCollector
{
public:
    FactsCollector(const CsvOptions &options, int headRows)
        : m_options(options), m_headRows(headRows)
    {
        m_facts.format = QStringLiteral("csv");
    }

    void add(const CsvRow &row)
    {
        if (m_problem)
            return;
        if (!m_started) {
            m_started = true;
            m_problem = start(row);
            if (m_problem || m_options.header)
                return;
        }
        if (row.fields.size() != m_census.size()) {
            m_problem =
                Tr::tr("line %1 has %n values", nullptr, int(row.fields.size())).arg(row.line)
                + Tr::tr(", but the table has %n columns", nullptr, int(m_census.size()));
            return;
        }
        ++m_facts.rows;
        for (size_t i = 0; i < m_census.size(); ++i)
            m_census[i].add(row.fields[i]);
        if (m_facts.head.size() < m_headRows)
            m_facts.head.append(texts(row));
    }

    const std::optional<QString> &problem() const { return m_problem; }
    bool hasColumns() const { return !m_census.empty(); }

    TableFacts facts(const QByteArray &sha256)
    {
        for (const ColumnCensus &column : m_census)
            m_facts.columns.append(column.facts());
        m_facts.sha256 = sha256;
        return m_facts;
    }

private:
    static QStringList texts(const CsvRow &row)
    {
        QStringList result;
        for (const std::string_view field : row.fields)
            result.append(shownValue(field));
        return result;
    }

    std::optional<QString> start(const CsvRow &row)
    {
        const QStringList names = m_options.header ? texts(row) : QStringList();
        QSet<QString> seen;
        for (int i = 0; i < int(row.fields.size()); ++i) {
            QString name = m_options.header ? names[i] : QString::number(i);
            if (name.isEmpty())
                name = QStringLiteral("Unnamed: %1").arg(i); // As pandas calls it.
            if (seen.contains(name))
                return Tr::tr("two columns are called %1; give each its own name")
                    .arg(plainLine(name, 80));
            seen.insert(name);
            m_census.emplace_back(name, m_options.decimal.toLatin1());
        }
        return {};
    }

    const CsvOptions m_options;
    const int m_headRows;
    bool m_started = false;
    std::optional<QString> m_problem;
    std::vector<ColumnCensus> m_census;
    TableFacts m_facts;
};

// One pass over a file: hash, decode, cut, count.
class CsvReading
{
public:
    CsvReading(const CsvOptions &options, QTextCodec *codec, int headRows)
        : m_codec(codec)
        , m_collector(options, headRows)
        , m_tokenizer(options.separator.toLatin1(),
                      [this](const CsvRow &row) { m_collector.add(row); })
    {
    }

    // What is wrong with the file so far, if anything.
    std::optional<QString> add(const QByteArray &block)
    {
        m_hash.add(block);
        const QString text = m_codec->toUnicode(block.constData(), block.size(), &m_state);
        if (m_state.invalidChars > 0)
            return badText(text.left(text.indexOf(QChar::ReplacementCharacter)));
        if (const int nul = text.indexOf(QChar()); nul >= 0)
            return badText(text.left(nul));
        const QByteArray utf8 = text.toUtf8();
        m_tokenizer.feed(utf8.constData(), utf8.size());
        return m_collector.problem() ? m_collector.problem() : checkSize();
    }

    std::optional<QString> finish()
    {
        if (m_state.remainingChars > 0)
            return badText({});
        if (!m_tokenizer.finish())
            return Tr::tr("a quote is opened in the row that begins in line %1 and never closed")
                .arg(m_tokenizer.rowLine());
        if (!m_collector.problem() && !m_collector.hasColumns())
            return Tr::tr("it has no columns");
        return m_collector.problem();
    }

    // Without the rows that the bytes so far leave open.
    std::optional<QString> stop() const
    {
        return m_collector.hasColumns() ? std::nullopt
                                        : std::optional(Tr::tr("its first row has no end"));
    }

    TableFacts facts() { return m_collector.facts(m_hash.hex()); }

private:
    QString badText(const QString &before)
    {
        const QByteArray utf8 = before.toUtf8();
        m_tokenizer.feed(utf8.constData(), utf8.size());
        return Tr::tr("line %1 is not %2 text; set the encoding it was saved with")
            .arg(m_tokenizer.line())
            .arg(QString::fromLatin1(m_codec->name()));
    }

    std::optional<QString> checkSize() const
    {
        if (m_tokenizer.pendingBytes() <= longestRow && m_tokenizer.pendingFields() <= mostColumns)
            return {};
        return Tr::tr("the row that begins in line %1 does not end within 16 MiB or 100,000 "
                      "columns; is a quote not "
                      "closed, or the separator another one?")
            .arg(m_tokenizer.rowLine());
    }

    QTextCodec *const m_codec;
    QTextCodec::ConverterState m_state;
    Sha256 m_hash;
    FactsCollector m_collector;
    CsvTokenizer m_tokenizer;
};

bool isPlain(QChar c)
{
    return c.unicode() < 128 && c != QLatin1Char('"') && c != QLatin1Char('\n')
           && c != QLatin1Char('\r') && !c.isNull();
}

std::optional<QString> checkOptions(const CsvOptions &options, const QTextCodec *codec)
{
    if (!codec)
        return Tr::tr("the encoding %1 is not known; try UTF-8, Latin-1 or UTF-16")
            .arg(plainLine(QString::fromUtf8(options.encoding), 40));
    if (!isPlain(options.separator) || !isPlain(options.decimal)
        || options.separator == options.decimal)
        return Tr::tr("separator and decimal sign must be two different characters of ASCII");
    return {};
}

Error cannotRead(const QString &path, const QString &why)
{
    return {ErrorKind::InvalidInput, Tr::tr("Cannot read %1: %2.").arg(plainLine(path), why)};
}

} // namespace

const ColumnFacts *TableFacts::findColumn(const QString &name) const
{
    const auto at = std::find_if(columns.begin(), columns.end(),
                                 [&](const ColumnFacts &column) { return column.name == name; });
    return at == columns.end() ? nullptr : &*at;
}

Result<TableFacts> readCsvFacts(const QString &path, const CsvOptions &options, int headRows)
{
    assertMayBlock();
    QTextCodec *const codec = QTextCodec::codecForName(options.encoding);
    if (const auto problem = checkOptions(options, codec))
        return failure(cannotRead(path, *problem));
    const QFileInfo about(path);
    if (about.exists() && !about.isFile()) // A pipe would block.
        return failure(cannotRead(path, Tr::tr("it is not a file")));
    QFile file(path);
    if (!about.exists() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(systemError(Tr::tr("Cannot read"), path, about.exists() ? EACCES : ENOENT));

    CsvReading reading(options, codec, headRows);
    QByteArray block(blockBytes, Qt::Uninitialized);
    for (;;) {
        block.resize(blockBytes);
        const qint64 count = file.read(block.data(), blockBytes);
        if (count < 0)
            return failure(ErrorKind::Io,
                           Tr::tr("Cannot read %1: %2.").arg(plainLine(path), file.errorString()));
        block.resize(int(count));
        if (const auto problem = count > 0 ? reading.add(block) : reading.finish())
            return failure(cannotRead(path, *problem));
        if (count == 0)
            return reading.facts();
    }
}

Result<TableFacts> readCsvBytes(const QString &name, const QByteArray &bytes, CsvPart part,
                                const CsvOptions &options, int headRows)
{
    QTextCodec *const codec = QTextCodec::codecForName(options.encoding);
    if (const auto problem = checkOptions(options, codec))
        return failure(cannotRead(name, *problem));
    CsvReading reading(options, codec, headRows);
    auto problem = reading.add(bytes);
    if (!problem)
        problem = part == CsvPart::Whole ? reading.finish() : reading.stop();
    if (problem)
        return failure(cannotRead(name, *problem));
    return reading.facts();
}

} // namespace outcrop
