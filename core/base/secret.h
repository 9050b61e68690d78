#pragma once

#include <QByteArray>

#include <cstring>
#include <utility>

namespace outcrop {

// Bytes that are wiped when they are no longer needed. Give it the only copy. Out of reach is what
// others copy for themselves and only give back: the SSH library, the keychain's library and its
// service, the field of a dialog. What guardMemory() does holds for these, too.
class Secret
{
public:
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) { m_bytes.detach(); }
    ~Secret() { wipe(); }
    Secret(Secret &&other) noexcept { m_bytes.swap(other.m_bytes); }
    Secret &operator=(Secret &&other) noexcept
    {
        if (this != &other) {
            wipe();
            m_bytes.clear();
            m_bytes.swap(other.m_bytes);
        }
        return *this;
    }

    const char *text() const { return m_bytes.constData(); }
    Secret copy() const { return Secret(m_bytes); }
    bool operator==(const Secret &other) const { return m_bytes == other.m_bytes; }

private:
    void wipe() { ::explicit_bzero(m_bytes.data(), size_t(m_bytes.size())); }

    QByteArray m_bytes;
};

} // namespace outcrop
