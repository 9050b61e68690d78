#include "core/base/hash.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QFile>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Hash)
};

// Threads of a pool outlive main(): libcrypto must not be taken down before they have given back
// what it keeps for each of them. Safe to call often and from any thread.
void keepUntilExit()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

} // namespace

struct Sha256::State
{
    State()
    {
        keepUntilExit();
        context = EVP_MD_CTX_new();
        EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
    }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State &) = delete;
    State &operator=(const State &) = delete;

    EVP_MD_CTX *context = nullptr;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::add(const char *bytes, qint64 count)
{
    EVP_DigestUpdate(m_state->context, bytes, size_t(count));
}

QByteArray Sha256::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_state->context, digest.data(), &size);
    QByteArray bytes(int(size), Qt::Uninitialized);
    std::copy_n(digest.begin(), size, bytes.begin());
    return bytes.toHex();
}

QByteArray sha256(const QByteArray &bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

Result<QByteArray> sha256OfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(systemError(Tr::tr("Cannot read"), path, errno));
    Sha256 hash;
    QByteArray part(1 << 16, Qt::Uninitialized);
    for (;;) {
        const qint64 count = file.read(part.data(), part.size());
        if (count < 0)
            return failure(systemError(Tr::tr("Cannot read"), path, errno));
        if (count == 0)
            return hash.hex();
        hash.add(part.constData(), count);
    }
}

} // namespace outcrop
