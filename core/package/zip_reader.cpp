#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/package/entry_names.h"
#include "core/package/manifest.h"
#include "core/package/package.h"
#include "core/package/zip_archive.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QtEndian>

#include <sys/stat.h>

#include <optional>
#include <vector>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PackageReader)
};

constexpr qint64 ratioCounts = 10 << 20;     // Below, a large ratio harms nobody.
constexpr qint64 largestManifest = 16 << 20; // 10,000 names of 1,024 bytes fit.

Error cannotRead(const QString &path, const QString &why, ErrorKind kind = ErrorKind::InvalidInput)
{
    return {kind, Tr::tr("Cannot read %1: %2.").arg(plainLine(path), why)};
}

Error tooMany(const QString &path, const PackageLimits &limits)
{
    return cannotRead(path, Tr::tr("it has more than %1 entries").arg(limits.entries));
}

// The largest count of entries that an end record in the file's tail declares, 65,535 standing for
// that and more. libzip allocates for each before anybody can ask how many there are: an archive of
// millions is refused before.
int declaredEntries(const QString &path)
{
    constexpr qint64 longestTail = 22 + 65535; // The record and its comment.
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)
        || !file.seek(std::max<qint64>(0, file.size() - longestTail)))
        return 0;
    const QByteArray tail = file.read(longestTail);
    int most = 0;
    for (int at = tail.indexOf("PK\5\6"); at >= 0 && at + 12 <= tail.size();
         at = tail.indexOf("PK\5\6", at + 1))
        most = std::max<int>(most, qFromLittleEndian<quint16>(tail.constData() + at + 10));
    return most;
}

struct Entry
{
    zip_uint64_t index;
    QString name;
    qint64 packed, declared;
};

// One reading of one archive.
class PackageReader
{
public:
    PackageReader(const QString &path, const PackageLimits &limits, ZipArchive archive)
        : m_path(path), m_limits(limits), m_archive(std::move(archive))
    {
    }

    Result<PackageReading> read()
    {
        if (const auto listed = list(); !listed)
            return failure(listed.error());
        if (const auto manifest = readManifest(); !manifest)
            return failure(manifest.error());
        for (const Entry &entry : m_entries) {
            if (const auto taken = take(entry); !taken)
                return failure(taken.error());
        }
        return m_result;
    }

private:
    Error refused(const QString &why, ErrorKind kind = ErrorKind::InvalidInput) const
    {
        return cannotRead(m_path, why, kind);
    }

    Result<> list();
    Result<Entry> inspect(zip_uint64_t index) const;
    Result<> readManifest();
    Result<> take(const Entry &entry);
    Result<> checkCounts(const Entry &entry, qint64 unpacked) const;
    Result<QByteArray> unpack(const Entry &entry, std::optional<QByteArray> *kept, qint64 most);

    const QString m_path;
    const PackageLimits m_limits;
    const ZipArchive m_archive;
    std::vector<Entry> m_entries;
    std::optional<Manifest> m_manifest;
    qint64 m_unpacked = 0; // Of all entries so far.
    qint64 m_kept = 0;
    PackageReading m_result;
};

Result<> PackageReader::list()
{
    const zip_int64_t count = zip_get_num_entries(m_archive.get(), 0);
    if (count > m_limits.entries)
        return failure(tooMany(m_path, m_limits));
    EntryNames names;
    qint64 packed = 0;
    for (zip_uint64_t index = 0; index < zip_uint64_t(count); ++index) {
        const auto entry = inspect(index);
        if (!entry)
            return failure(entry.error());
        if (const auto problem = names.add(entry->name))
            return failure(
                refused(Tr::tr("it has %1, %2").arg(plainLine(entry->name, 100), *problem)));
        packed += entry->packed;
        m_entries.push_back(*entry);
    }
    if (packed > QFileInfo(m_path).size())
        return failure(refused(Tr::tr("its entries overlap"), ErrorKind::Corrupt));
    return {};
}

Result<Entry> PackageReader::inspect(zip_uint64_t index) const
{
    const char *const raw = zip_get_name(m_archive.get(), index, ZIP_FL_ENC_RAW);
    zip_stat_t stat{};
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (!raw || zip_stat_index(m_archive.get(), index, 0, &stat) != 0
        || zip_file_get_external_attributes(m_archive.get(), index, 0, &system, &attributes) != 0)
        return failure(zipError(Tr::tr("Cannot read"), m_path, zip_get_error(m_archive.get())));

    const QByteArray bytes(raw);
    const QString name = QString::fromUtf8(bytes);
    const QString shown = plainLine(name, 100);
    if (!isText(bytes))
        return failure(refused(Tr::tr("it has %1, a name that is not UTF-8").arg(shown)));
    if (stat.encryption_method != ZIP_EM_NONE)
        return failure(
            refused(Tr::tr("%1 is encrypted; pack it again without a password").arg(shown)));
    const auto type = system == ZIP_OPSYS_UNIX ? attributes >> 16 & S_IFMT : 0;
    if (type != 0 && type != (name.endsWith(QLatin1Char('/')) ? S_IFDIR : S_IFREG))
        return failure(
            refused(Tr::tr("%1 is a link or a device; pack the file itself").arg(shown)));
    if (stat.comp_size > zip_uint64_t(m_limits.bytes) || stat.size > zip_uint64_t(m_limits.bytes))
        return failure(
            refused(Tr::tr("%1 is larger than %2").arg(shown, formatSize(m_limits.bytes))));
    return Entry{index, name, qint64(stat.comp_size), qint64(stat.size)};
}

Result<> PackageReader::readManifest()
{
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [](const Entry &entry) { return entry.name == manifestName(); });
    if (at == m_entries.end())
        return {};
    std::optional<QByteArray> bytes = QByteArray();
    const auto read = unpack(*at, &bytes, largestManifest);
    if (!read)
        return failure(read.error());
    if (!bytes)
        return failure(refused(Tr::tr("its manifest is too large"), ErrorKind::Corrupt));
    const auto manifest = parseManifest(*bytes);
    if (!manifest)
        return failure(refused(manifest.error().message, ErrorKind::Corrupt));
    m_manifest = *manifest;
    m_entries.erase(at);
    QSet<QString> present;
    for (const Entry &entry : m_entries)
        present.insert(entry.name);
    for (auto file = manifest->begin(); file != manifest->end(); ++file) {
        if (!present.contains(file.key()))
            return failure(refused(
                Tr::tr("%1, which its manifest names, is missing").arg(plainLine(file.key(), 100)),
                ErrorKind::Corrupt));
    }
    return {};
}

Result<> PackageReader::take(const Entry &entry)
{
    const bool isFolder = entry.name.endsWith(QLatin1Char('/'));
    std::optional<QByteArray> content;
    if (m_limits.keep.isEmpty() || m_limits.keep.contains(entry.name))
        content = QByteArray();
    const auto hash = unpack(entry, &content, m_limits.bytesInMemory - m_kept);
    if (!hash)
        return failure(hash.error());
    if (isFolder)
        return {};
    if (m_manifest && !m_manifest->contains(entry.name)) {
        m_result.ignored.append(entry.name);
        return {};
    }
    if (m_manifest && m_manifest->value(entry.name) != *hash)
        return failure(
            refused(Tr::tr("%1 is not what its manifest says").arg(plainLine(entry.name, 100)),
                    ErrorKind::Corrupt));
    if (!content) {
        m_result.unkept.append(entry.name);
        return {};
    }
    m_kept += content->size();
    m_result.files.insert(entry.name, {*content, {}});
    return {};
}

Result<> PackageReader::checkCounts(const Entry &entry, qint64 unpacked) const
{
    const QString shown = plainLine(entry.name, 100);
    if (unpacked > entry.declared)
        return failure(
            refused(Tr::tr("%1 is larger than it declares").arg(shown), ErrorKind::Corrupt));
    if (m_unpacked > m_limits.bytes)
        return failure(
            refused(Tr::tr("it unpacks to more than %1").arg(formatSize(m_limits.bytes))));
    if (unpacked > ratioCounts && unpacked / m_limits.ratio > entry.packed)
        return failure(refused(
            Tr::tr("%1 unpacks to more than %2 times its size").arg(shown).arg(m_limits.ratio)));
    return {};
}

// Unpacks one entry in blocks; returns its SHA-256. `kept` gets its bytes, or nothing if there are
// more than `most`.
Result<QByteArray> PackageReader::unpack(const Entry &entry, std::optional<QByteArray> *kept,
                                         qint64 most)
{
    const ZipFile file(zip_fopen_index(m_archive.get(), entry.index, 0));
    if (!file)
        return failure(zipError(Tr::tr("Cannot read"), m_path, zip_get_error(m_archive.get())));
    Sha256 hash;
    qint64 unpacked = 0;
    QByteArray block(1 << 16, Qt::Uninitialized);
    for (;;) {
        const zip_int64_t count = zip_fread(file.get(), block.data(), zip_uint64_t(block.size()));
        if (count < 0)
            return failure(zipError(Tr::tr("Cannot read"), m_path, zip_file_get_error(file.get())));
        if (count == 0)
            break;
        unpacked += count;
        m_unpacked += count;
        if (const auto fits = checkCounts(entry, unpacked); !fits)
            return failure(fits.error());
        hash.add(block.constData(), count);
        if (*kept && unpacked > most)
            kept->reset();
        if (*kept)
            (*kept)->append(block.constData(), int(count));
    }
    if (unpacked != entry.declared)
        return failure(
            refused(Tr::tr("%1 is smaller than it declares").arg(plainLine(entry.name, 100)),
                    ErrorKind::Corrupt));
    return hash.hex();
}

} // namespace

Result<PackageReading> readPackage(const QString &path, const PackageLimits &limits)
{
    const QFileInfo about(path);
    if (about.exists() && !about.isFile()) // A pipe would block.
        return failure(cannotRead(path, Tr::tr("it is not a file")));
    if (declaredEntries(path) > limits.entries)
        return failure(tooMany(path, limits));
    auto archive = openZip(Tr::tr("Cannot read"), path, ZIP_RDONLY | ZIP_CHECKCONS);
    if (!archive)
        return failure(archive.error());
    return PackageReader(path, limits, std::move(*archive)).read();
}

} // namespace outcrop
