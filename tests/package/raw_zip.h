#pragma once

#include <QByteArray>
#include <QVector>

#include <array>
#include <optional>

// ZIP files built byte by byte, to be as wrong as one wishes.

struct RawEntry
{
    QByteArray name;
    QByteArray data; // As it lies in the file: packed, if `method` is 8.
    quint16 method = 0;
    quint16 flags = 0;
    quint32 attributes = 0100644u << 16;
    quint8 system = 3;                          // Unix.
    std::optional<quint32> declaredSize = {};   // Else the data's.
    std::optional<quint32> declaredPacked = {}; // Else the data's.
    std::optional<quint32> crc = {};            // Else that of the data.
    std::optional<QByteArray> localName = {};   // Else the name.
    std::optional<quint32> offset = {};         // Of the local header; else where it is.
    QByteArray extra = {};                      // Of the central directory.
};

inline quint32 crcOf(const QByteArray &bytes)
{
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> made{};
        for (quint32 byte = 0; byte < 256; ++byte) {
            quint32 crc = byte;
            for (int bit = 0; bit < 8; ++bit)
                crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
            made[byte] = crc;
        }
        return made;
    }();
    quint32 crc = ~0u;
    for (const char byte : bytes)
        crc = crc >> 8 ^ table[(crc ^ quint8(byte)) & 0xFF];
    return ~crc;
}

template<class T>
void put(QByteArray &out, T value)
{
    for (size_t i = 0; i < sizeof(T); ++i)
        out += char(quint64(value) >> 8 * i & 0xFF);
}

// Raw deflate: zlib's stream without its header and check sum.
inline QByteArray deflated(const QByteArray &bytes)
{
    const QByteArray zlib = qCompress(bytes, 9).mid(4);
    return zlib.mid(2, zlib.size() - 6);
}

inline RawEntry packedEntry(const QByteArray &name, const QByteArray &bytes)
{
    RawEntry entry{name, deflated(bytes), 8};
    entry.declaredSize = quint32(bytes.size());
    entry.crc = crcOf(bytes);
    return entry;
}

// Version, flags, method, time, date, CRC, sizes, length of the name: both headers have these in
// this order.
inline void putShared(QByteArray &out, const RawEntry &entry, const QByteArray &name)
{
    put<quint16>(out, 20);
    put<quint16>(out, entry.flags);
    put<quint16>(out, entry.method);
    put<quint16>(out, 0);
    put<quint16>(out, 1 << 5 | 1);
    put<quint32>(out, entry.crc.value_or(crcOf(entry.data)));
    put<quint32>(out, entry.declaredPacked.value_or(quint32(entry.data.size())));
    put<quint32>(out, entry.declaredSize.value_or(quint32(entry.data.size())));
    put<quint16>(out, quint16(name.size()));
}

inline QByteArray rawZip(const QVector<RawEntry> &entries,
                         std::optional<quint16> declaredCount = {})
{
    QByteArray out, directory;
    for (const RawEntry &entry : entries) {
        const auto offset = entry.offset.value_or(quint32(out.size()));
        out += "PK\3\4";
        putShared(out, entry, entry.localName.value_or(entry.name));
        put<quint16>(out, 0);
        out += entry.localName.value_or(entry.name) + entry.data;

        directory += "PK\1\2";
        put<quint8>(directory, 63);
        put<quint8>(directory, entry.system);
        putShared(directory, entry, entry.name);
        put<quint16>(directory, quint16(entry.extra.size()));
        put<quint16>(directory, 0); // Comment.
        put<quint16>(directory, 0); // Disk.
        put<quint16>(directory, 0);
        put<quint32>(directory, entry.attributes);
        put<quint32>(directory, offset);
        directory += entry.name + entry.extra;
    }
    const auto start = quint32(out.size());
    const quint16 count = declaredCount.value_or(quint16(entries.size()));
    out += directory + "PK\5\6";
    put<quint32>(out, 0);
    put<quint16>(out, count);
    put<quint16>(out, count);
    put<quint32>(out, quint32(directory.size()));
    put<quint32>(out, start);
    put<quint16>(out, 0);
    return out;
}
