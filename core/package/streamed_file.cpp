#include "core/package/streamed_file.h"

#include "core/base/hash.h"

#include <QFile>

#include <cerrno>
#include <memory>

namespace outcrop {

namespace {

class StreamedFile
{
public:
    StreamedFile(const QString &path, const QByteArray &sha256) : m_file(path), m_sha256(sha256) {}

    zip_int64_t serve(void *data, zip_uint64_t size, zip_source_cmd_t command)
    {
        switch (command) {
        case ZIP_SOURCE_OPEN:
            m_hash = {};
            return m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
                       ? 0
                       : fail(ZIP_ER_OPEN, ENOENT);
        case ZIP_SOURCE_READ:
            return read(static_cast<char *>(data), qint64(size));
        case ZIP_SOURCE_CLOSE:
            m_file.close();
            return 0;
        case ZIP_SOURCE_STAT:
            return stat(static_cast<zip_stat_t *>(data));
        case ZIP_SOURCE_ERROR:
            return zip_error_to_data(&m_error, data, size);
        case ZIP_SOURCE_SUPPORTS:
            return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
                                                  ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                  ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
        default:
            return fail(ZIP_ER_OPNOTSUPP, 0);
        }
    }

private:
    zip_int64_t read(char *data, qint64 size)
    {
        const qint64 count = m_file.read(data, size);
        if (count < 0)
            return fail(ZIP_ER_READ, EIO);
        if (count > 0)
            m_hash.add(data, count);
        else if (m_hash.hex() != m_sha256)
            return fail(ZIP_ER_CHANGED, 0);
        return count;
    }

    zip_int64_t stat(zip_stat_t *result) const
    {
        zip_stat_init(result);
        result->size = zip_uint64_t(m_file.size());
        result->valid = ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    }

    zip_int64_t fail(int code, int systemCode)
    {
        zip_error_set(&m_error, code, systemCode);
        return -1;
    }

    QFile m_file;
    const QByteArray m_sha256;
    Sha256 m_hash;
    zip_error_t m_error{};
};

zip_int64_t serveStreamedFile(void *state, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
    auto *const file = static_cast<StreamedFile *>(state);
    if (command != ZIP_SOURCE_FREE)
        return file->serve(data, size, command);
    delete file;
    return 0;
}

} // namespace

zip_source_t *makeStreamedFile(zip_t *archive, const QString &path, const QByteArray &sha256)
{
    auto file = std::make_unique<StreamedFile>(path, sha256);
    zip_source_t *const source = zip_source_function(archive, serveStreamedFile, file.get());
    if (source)
        static_cast<void>(file.release()); // libzip asks for ZIP_SOURCE_FREE.
    return source;
}

} // namespace outcrop
