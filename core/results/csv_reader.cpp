#include "core/results/csv_reader.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <charconv>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CsvReader)
};

constexpr std::size_t longestRecord = 1 << 20; // Bytes.
constexpr std::size_t mostFields = 2000;
constexpr qint64 blockSize = 1 << 16;

template<class T>
std::optional<T> parseWith(const std::string &field)
{
    T value{};
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size())
        return {};
    return value;
}

} // namespace

CsvReader::CsvReader(std::unique_ptr<QFile> file) : m_file(std::move(file)) {}

Result<CsvReader> CsvReader::open(const QString &path, qint64 maxBytes)
{
    const QString shown = plainLine(path);
    if (!QFileInfo(path).isFile())
        return failure(ErrorKind::NotFound,
                       Tr::tr("Cannot read %1: there is no such file.").arg(shown));
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorKind::Io,
                       Tr::tr("Cannot read %1: %2.").arg(shown, file->errorString()));
    if (file->size() > maxBytes)
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("Cannot read %1: it is larger than %2.").arg(shown, formatSize(maxBytes)));
    return CsvReader(std::move(file));
}

int CsvReader::peek()
{
    if (m_position == m_block.size()) {
        m_block = m_file->read(blockSize);
        m_position = 0;
    }
    return m_block.isEmpty() ? -1 : static_cast<unsigned char>(m_block.at(m_position));
}

int CsvReader::read()
{
    const int byte = peek();
    if (byte >= 0)
        ++m_position;
    if (byte == '\n')
        ++m_nextLine;
    return byte;
}

Error CsvReader::errorHere(const QString &what) const
{
    return {ErrorKind::Corrupt,
            Tr::tr("%1, line %2: %3").arg(plainLine(m_file->fileName())).arg(m_line).arg(what)};
}

Result<bool> CsvReader::next(std::vector<std::string> &fields)
{
    while (peek() == '\n' || peek() == '\r')
        read();
    if (peek() < 0)
        return false;
    m_line = m_nextLine;
    std::size_t count = 0; // Fields are reused: their memory stays.
    std::size_t length = 0;
    const auto startField = [&]() -> std::string & {
        if (count == fields.size())
            fields.emplace_back();
        fields[count].clear();
        return fields[count++];
    };
    std::string *field = &startField();
    bool quoted = false;
    for (;;) {
        const int byte = read();
        if (++length > longestRecord || count > mostFields)
            return failure(errorHere(Tr::tr("the record is too long.")));
        if (quoted && byte < 0)
            return failure(errorHere(Tr::tr("a quote is never closed.")));
        if (quoted && byte == '"' && peek() == '"')
            field->push_back(char(read()));
        else if (quoted && byte == '"')
            quoted = false;
        else if (!quoted && byte == '"' && field->empty())
            quoted = true;
        else if (!quoted && byte == ',')
            field = &startField();
        else if (!quoted && (byte < 0 || byte == '\n' || (byte == '\r' && peek() == '\n')))
            break;
        else
            field->push_back(char(byte));
    }
    fields.resize(count);
    return true;
}

std::optional<double> parseNumber(const std::string &field)
{
    return parseWith<double>(field);
}

std::optional<qint64> parseWhole(const std::string &field)
{
    return parseWith<qint64>(field);
}

} // namespace outcrop
