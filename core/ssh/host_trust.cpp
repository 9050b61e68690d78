#include "core/ssh/host_trust.h"

#include "core/base/text.h"
#include "core/ssh/ssh_session.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostTrust)
};

Result<HostKey> presentedKey(const SshSession &session)
{
    ssh_key key = nullptr;
    char *base64 = nullptr;
    HostKey read;
    if (ssh_get_server_publickey(session.get(), &key) == SSH_OK
        && ssh_pki_export_pubkey_base64(key, &base64) == SSH_OK)
        read.blob = QByteArray::fromBase64(base64);
    ssh_string_free_char(base64);
    ssh_key_free(key);
    if (read.blob.size() < 5)
        return failure(ErrorKind::HostKey, Tr::tr("%1 has shown no host key.").arg(session.host()));
    // Its type is its first field: a length of four bytes, then the name.
    read.type = read.blob.mid(4, uchar(read.blob[3]));
    return read;
}

// The library's own look can only make it worse: it knows neither revoked keys nor what it found.
bool libraryDistrusts(const SshSession &session)
{
    const ssh_known_hosts_e state = ssh_session_is_known_server(session.get());
    return state == SSH_KNOWN_HOSTS_CHANGED || state == SSH_KNOWN_HOSTS_OTHER
           || state == SSH_KNOWN_HOSTS_ERROR;
}

QString shownPlaces(const KnownHostsAnswer &answer)
{
    QStringList places;
    for (const KnownHostsAnswer::Place &place : answer.places)
        places << QStringLiteral("%1:%2 (%3 %4)")
                      .arg(plainLine(place.file))
                      .arg(place.line)
                      .arg(QString::fromLatin1(place.key.type), place.key.fingerprint());
    return places.join(QLatin1String(", "));
}

QString sentenceFor(const KnownHostsAnswer &answer, const QString &host, const QString &shownKey)
{
    switch (answer.verdict) {
    case KeyVerdict::Changed:
        return Tr::tr(
                   "The host key of %1 has changed to %2; known is %3. Somebody may be listening "
                   "in, or the host was set up anew: ask its administrator. Nothing was sent.")
            .arg(host, shownKey, shownPlaces(answer));
    case KeyVerdict::OtherType:
        return Tr::tr("%1 shows a key of a type that is not known of it, %2; known is %3. Somebody "
                      "may be listening in: ask its administrator. Nothing was sent.")
            .arg(host, shownKey, shownPlaces(answer));
    case KeyVerdict::Revoked:
        return Tr::tr("The host key %2 of %1 is revoked in %3: it must not be used any more. "
                      "Nothing was sent.")
            .arg(host, shownKey, shownPlaces(answer));
    case KeyVerdict::Unreadable:
        return Tr::tr("Whether the host key of %1 is the right one cannot be found out: %2")
            .arg(host, answer.remarks.join(QLatin1Char(' ')));
    case KeyVerdict::Unknown:
        return Tr::tr("%1 is not known yet; it shows the host key %2. Compare it with what its "
                      "administrator says, then accept it.")
            .arg(host, shownKey);
    case KeyVerdict::Trusted:
        break;
    }
    return {};
}

} // namespace

HostKeyJudge acceptFingerprint(const QString &fingerprint)
{
    return [fingerprint](const HostKeyQuestion &question) {
        return !fingerprint.isEmpty() && question.key.fingerprint() == fingerprint;
    };
}

Result<> trustHostKey(const HostKeyQuestion &shown, const HostTrust &trust)
{
    const QString host = shown.isJump ? Tr::tr("the jump host %1").arg(shown.host) : shown.host;
    const QString shownKey = QStringLiteral("%1 %2").arg(
        plainLine(QString::fromLatin1(shown.key.type), 80), shown.key.fingerprint());
    const KnownHostsAnswer answer = lookUpHostKey(trust.files, shown.name, shown.key);
    if (answer.verdict == KeyVerdict::Trusted)
        return {};
    HostKeyQuestion question = shown;
    question.remarks = answer.remarks;
    const bool isAccepted =
        answer.verdict == KeyVerdict::Unknown && trust.judge && trust.judge(question);
    if (!isAccepted)
        return failure(ErrorKind::HostKey, sentenceFor(answer, host, shownKey));
    if (trust.files.user.isEmpty())
        return {}; // Accepted, and nowhere to remember it.
    return addHostKey(trust.files.user.first(), shown.name, shown.key);
}

Result<HostKeyQuestion> checkHostKey(SshSession &session, const SshProfile &hop, bool isJump,
                                     const HostTrust &trust)
{
    const Result<HostKey> key = presentedKey(session);
    if (!key)
        return failure(key.error());
    const HostKeyQuestion shown{session.host(), knownHostsName(hop), isJump, *key, {}};
    const bool isDistrusted = libraryDistrusts(session);
    const Result<> ours = trustHostKey(shown, isDistrusted ? HostTrust{trust.files, {}} : trust);
    if (!ours)
        return failure(ours.error());
    if (isDistrusted)
        return failure(ErrorKind::HostKey,
                       Tr::tr("The SSH library does not trust the host key of %1; look at "
                              "what known_hosts says of it.")
                           .arg(session.host()));
    return shown;
}

} // namespace outcrop
