#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <memory>

namespace outcrop {

// SHA-256 by libcrypto (its one door; ten times as fast as QCryptographicHash).
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;

    void add(const char *bytes, qint64 count);
    void add(const QByteArray &bytes) { add(bytes.constData(), bytes.size()); }

    // 64 lower-case hexadecimal digits. The object is spent afterwards.
    QByteArray hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

QByteArray sha256(const QByteArray &bytes);

// Of a file, read in blocks: memory stays flat.
Result<QByteArray> sha256OfFile(const QString &path);

} // namespace outcrop
