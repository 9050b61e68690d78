#include "core/ssh/known_hosts_line.h"

#include "core/base/hash.h"

#include <QCryptographicHash>
#include <QList>
#include <QMessageAuthenticationCode>

#include <fnmatch.h>

#include <array>

namespace outcrop {

namespace {

// The type stands in the key, too: a length of four bytes, then the name.
bool isKeyOf(const QByteArray &blob, const QByteArray &type)
{
    const QByteArray length = QByteArray("\0\0\0", 3) + char(type.size());
    return type.size() < 128 && blob.startsWith(length + type) && blob.size() > type.size() + 4;
}

bool isHashOf(const QByteArray &hosts, const QByteArray &name)
{
    const QList<QByteArray> parts = hosts.split('|'); // "", "1", salt, hash
    if (parts.size() != 4 || parts[1] != "1")
        return false;
    const QByteArray salt = QByteArray::fromBase64(parts[2]);
    return QMessageAuthenticationCode::hash(name, salt, QCryptographicHash::Sha1)
           == QByteArray::fromBase64(parts[3]);
}

// Only `*` and `?` mean something: brackets stand for themselves, as in [host]:2222.
bool matchesPattern(const QByteArray &name, QByteArray pattern)
{
    pattern.replace('\\', "\\\\").replace('[', "\\[");
    return ::fnmatch(pattern.constData(), name.constData(), 0) == 0;
}

// A field behind its length of four bytes, with these; moves `at` behind it.
QByteArray fieldAt(const QByteArray &blob, qint64 &at)
{
    qint64 length = 0;
    for (qint64 i = at; i < at + 4 && i < blob.size(); ++i)
        length = length << 8 | uchar(blob[int(i)]);
    if (at + 4 + length > blob.size())
        return {};
    const QByteArray field = blob.mid(int(at), int(4 + length));
    at += field.size();
    return field;
}

struct CertifiedKind
{
    const char *type;
    int fields; // Of a key of this kind, behind its type.
};

constexpr std::array<CertifiedKind, 6> certifiedKinds{{{"ssh-ed25519", 1},
                                                       {"ssh-rsa", 2},
                                                       {"ssh-dss", 4},
                                                       {"ecdsa-sha2-nistp256", 2},
                                                       {"ecdsa-sha2-nistp384", 2},
                                                       {"ecdsa-sha2-nistp521", 2}}};

} // namespace

// Of a certificate: its type, a number that counts once, the fields of the key, then the rest.
HostKey withoutCertificate(const HostKey &key)
{
    if (!key.type.endsWith("-cert-v01@openssh.com"))
        return key;
    qint64 at = 0;
    fieldAt(key.blob, at);
    fieldAt(key.blob, at);
    for (const CertifiedKind &kind : certifiedKinds) {
        const QByteArray type(kind.type);
        if (key.type != type + "-cert-v01@openssh.com")
            continue;
        HostKey plain{type, QByteArray("\0\0\0", 3) + char(type.size()) + type};
        for (int i = 0; i < kind.fields; ++i) {
            const QByteArray field = fieldAt(key.blob, at);
            if (field.isEmpty())
                return {};
            plain.blob += field;
        }
        return plain;
    }
    return {};
}

QString HostKey::fingerprint() const
{
    const QByteArray digest = QByteArray::fromHex(sha256(blob));
    return QStringLiteral("SHA256:")
           + QString::fromLatin1(digest.toBase64(QByteArray::OmitTrailingEquals));
}

bool KnownHostsLine::isFor(const QByteArray &name) const
{
    if (hosts.startsWith('|'))
        return isHashOf(hosts, name);
    bool found = false;
    for (const QByteArray &pattern : hosts.toLower().split(',')) {
        if (pattern.startsWith('!') && matchesPattern(name, pattern.mid(1)))
            return false;
        found = found || matchesPattern(name, pattern);
    }
    return found;
}

std::optional<KnownHostsLine> parseKnownHostsLine(const QByteArray &line)
{
    if (line.contains('\0'))
        return {};
    QList<QByteArray> words = line.simplified().split(' ');
    if (words.first().isEmpty() || words.first().startsWith('#'))
        return {};
    KnownHostsLine read;
    if (words.first().startsWith('@')) {
        if (words.first() == "@revoked")
            read.mark = KnownHostsLine::Mark::Revoked;
        else if (words.first() == "@cert-authority")
            read.mark = KnownHostsLine::Mark::Authority;
        else
            return {};
        words.removeFirst();
    }
    if (words.size() < 3)
        return {};
    read.hosts = words[0];
    read.key = {words[1], QByteArray::fromBase64(words[2])};
    if (!isKeyOf(read.key.blob, read.key.type))
        return {};
    return read;
}

QByteArray formatKnownHostsLine(const QByteArray &name, const HostKey &key)
{
    return name + ' ' + key.type + ' ' + key.blob.toBase64();
}

} // namespace outcrop
