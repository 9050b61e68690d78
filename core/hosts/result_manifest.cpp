#include "core/hosts/result_manifest.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ResultManifest)
};

tl::unexpected<Error> refused(int line, const QString &why)
{
    return failure(ErrorKind::Corrupt,
                   Tr::tr("The list of results is refused: line %1: %2").arg(line).arg(why));
}

// The bytes that the written form stands for; none if it is not one that a host would write.
std::optional<QByteArray> unescaped(const QByteArray &written)
{
    QByteArray path;
    for (int i = 0; i < written.size(); ++i) {
        const char c = written[i];
        if (uchar(c) < 0x20 || c == 0x7f || c == '\\')
            return {};
        if (c != '%') {
            path += c;
            continue;
        }
        const QByteArray digits = written.mid(i + 1, 2);
        bool isHex = false;
        const char byte = char(digits.toUShort(&isHex, 16));
        if (digits.size() != 2 || !isHex || byte == '\0' || byte == '/')
            return {};
        path += byte;
        i += 2;
    }
    return path;
}

bool isSafe(const QByteArray &path)
{
    const QList<QByteArray> parts = path.split('/');
    return std::none_of(parts.begin(), parts.end(), [](const QByteArray &part) {
        return part.isEmpty() || part == "." || part == ".." || part.size() > 255;
    });
}

Result<ManifestEntry> parseLine(const QByteArray &line, int number)
{
    const Result<QJsonObject> object =
        parseJsonObject(line, QStringLiteral("manifest.jsonl"), 64 << 10);
    if (!object)
        return refused(number, Tr::tr("it is no JSON object."));
    ManifestEntry entry;
    entry.written = object->value(QLatin1String("path")).toString().toUtf8();
    entry.sha256 = object->value(QLatin1String("sha256")).toString().toLatin1();
    const double size = object->value(QLatin1String("size")).toDouble(-1);
    entry.size = size >= 0 && size <= 9e15 ? qint64(size) : -1;

    static const QRegularExpression digest(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    if (entry.size < 0 || double(entry.size) != size
        || !digest.match(QString::fromLatin1(entry.sha256)).hasMatch())
        return refused(number, Tr::tr("size or digest cannot be."));
    const std::optional<QByteArray> path = unescaped(entry.written);
    // The written form is the local name: both must stay inside.
    if (!path || !isSafe(*path) || !isSafe(entry.written) || !isText(entry.written))
        return refused(number, Tr::tr("the path %1 is not allowed.")
                                   .arg(plainLine(QString::fromUtf8(entry.written), 200)));
    entry.path = *path;
    return entry;
}

// Names that a file system may take for one, and files that are also folders.
class TakenNames
{
public:
    bool take(const QByteArray &written)
    {
        const QString name = QString::fromUtf8(written).toCaseFolded();
        if (m_files.contains(name) || m_folders.contains(name))
            return false;
        m_files.insert(name);
        for (int slash = name.indexOf(QLatin1Char('/')); slash >= 0;
             slash = name.indexOf(QLatin1Char('/'), slash + 1)) {
            if (m_files.contains(name.left(slash)))
                return false;
            m_folders.insert(name.left(slash));
        }
        return true;
    }

private:
    QSet<QString> m_files, m_folders;
};

} // namespace

Result<std::vector<ManifestEntry>> parseManifest(const QByteArray &bytes,
                                                 const ManifestLimits &limits)
{
    std::vector<ManifestEntry> entries;
    TakenNames names;
    qint64 total = 0;
    int number = 0;
    for (int from = 0; from < bytes.size();) {
        ++number;
        const int to = bytes.indexOf('\n', from);
        if (to < 0)
            return refused(number, Tr::tr("it is cut off."));
        if (number > limits.entries)
            return failure(ErrorKind::Denied,
                           Tr::tr("The job offers more than %1 files.").arg(limits.entries));
        const Result<ManifestEntry> entry = parseLine(bytes.mid(from, to - from), number);
        if (!entry)
            return failure(entry.error());
        if (!names.take(entry->written))
            return refused(number, Tr::tr("the name %1 occurs twice.")
                                       .arg(plainLine(QString::fromUtf8(entry->written), 200)));
        if (entry->size > limits.bytes - total)
            return failure(
                ErrorKind::Denied,
                Tr::tr("The job offers more than %1 of results.").arg(formatSize(limits.bytes)));
        total += entry->size;
        entries.push_back(*entry);
        from = to + 1;
    }
    return entries;
}

} // namespace outcrop
