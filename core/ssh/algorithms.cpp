#include "core/ssh/algorithms.h"

#include <array>

namespace outcrop {

namespace {

struct Kind
{
    QByteArray AlgorithmLists::*list;
    // What libssh 0.10 offers by itself (src/kex.c, DEFAULT_…).
    const char *safe;
    const char *legacy;
};

// Ciphers: first what processors have instructions for.
const std::array<Kind, 4> kinds{{
    {&AlgorithmLists::keyExchange,
     "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
     "ecdh-sha2-nistp521,diffie-hellman-group18-sha512,diffie-hellman-group16-sha512,"
     "diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha256",
     "diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1"},
    {&AlgorithmLists::hostKeys,
     "ssh-ed25519,ecdsa-sha2-nistp521,ecdsa-sha2-nistp384,ecdsa-sha2-nistp256,rsa-sha2-512,"
     "rsa-sha2-256",
     "ssh-rsa"},
    {&AlgorithmLists::ciphers,
     "aes256-gcm@openssh.com,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,"
     "aes192-ctr,aes128-ctr",
     "aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc"},
    {&AlgorithmLists::macs,
     "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512",
     "hmac-sha1-etm@openssh.com,hmac-sha1"},
}};

} // namespace

QStringList legacyAlgorithms()
{
    QStringList names;
    for (const Kind &kind : kinds)
        names += QString::fromLatin1(kind.legacy).split(QLatin1Char(','));
    return names;
}

AlgorithmLists sortedLegacy(const QStringList &legacy)
{
    AlgorithmLists lists;
    for (const Kind &kind : kinds) {
        for (const QByteArray &name : QByteArray(kind.legacy).split(',')) {
            QByteArray &list = lists.*kind.list;
            if (legacy.contains(QString::fromLatin1(name)))
                list += (list.isEmpty() ? "" : ",") + name;
        }
    }
    return lists;
}

AlgorithmLists algorithmsWith(const QStringList &legacy)
{
    const AlgorithmLists weak = sortedLegacy(legacy);
    AlgorithmLists lists;
    lists.ciphers = kinds[2].safe;
    for (const Kind &kind : kinds) {
        if (!(weak.*kind.list).isEmpty())
            lists.*kind.list = QByteArray(kind.safe) + ',' + weak.*kind.list;
    }
    return lists;
}

} // namespace outcrop
