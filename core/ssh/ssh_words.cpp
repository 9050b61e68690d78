#include "core/ssh/ssh_words.h"

#include "core/base/text.h"
#include "core/ssh/ask_helper.h"

#include <QCoreApplication>

#include <map>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SystemSshShell)
};

QByteArray withoutMarks(const QByteArray &said)
{
    QByteArray rest;
    for (const QByteArray &line : said.split('\n'))
        if (!line.startsWith(keyMark) && line != AskHelper::touchMark)
            rest += line + '\n';
    return rest.trimmed();
}

QString untouched()
{
    return Tr::tr("your security key did not sign; touch it when it blinks, and try again.");
}

// Why a key in a device did not sign, and how to mend it; empty: none was the trouble. ssh's own
// words are about files: a touch that was not given is an "invalid format".
QString adviceOnDevice(const QByteArray &said)
{
    const int at = said.lastIndexOf("signing failed for ");
    const QByteArray words = said.mid(at, said.indexOf('\n', at) - at);
    if (at < 0 || !words.contains("-SK "))
        return {};
    if (words.contains("device not found"))
        return Tr::tr("your security key was not found; plug it in, and try again.");
    if (words.contains("incorrect passphrase"))
        return Tr::tr("your security key wants its PIN: log in to the host yourself, or give it to "
                      "your agent (ssh-add), which can ask.");
    return untouched();
}

std::optional<ShownKey> shownKeyAt(const QByteArray &said, int at)
{
    const QByteArray line = said.mid(at + int(qstrlen(keyMark)));
    const QList<QByteArray> words = line.left(line.indexOf('\n')).split(' ');
    const ShownKey shown{
        words[0].toUInt(),
        withoutCertificate({words.value(1), QByteArray::fromBase64(words.value(2))})};
    return shown.key.blob.isEmpty() ? std::optional<ShownKey>() : shown;
}

} // namespace

std::optional<ShownKey> lastShownKey(const QByteArray &said)
{
    const int at = said.lastIndexOf(keyMark);
    return at < 0 ? std::nullopt : shownKeyAt(said, at);
}

std::vector<ShownKey> shownKeysIn(const QByteArray &said, size_t hops)
{
    std::map<size_t, ShownKey> byHop;
    for (int at = said.indexOf(keyMark); at >= 0; at = said.indexOf(keyMark, at + 1)) {
        if (const auto shown = shownKeyAt(said, at); shown && shown->hop < hops)
            byHop.insert_or_assign(shown->hop, *shown);
    }
    std::vector<ShownKey> keys;
    for (const auto &[hop, shown] : byHop)
        keys.push_back(shown);
    return keys;
}

Error sshFailure(const QString &host, const QByteArray &said, bool asked)
{
    const QString shown = plainLine(QString::fromLocal8Bit(withoutMarks(said)));
    if (said.contains("Host key verification failed"))
        return {ErrorKind::HostKey,
                Tr::tr("ssh does not trust the host key of %1: %2").arg(host, shown)};
    if (const QString advice = adviceOnDevice(said); !advice.isEmpty())
        return {ErrorKind::NeedsLogin,
                Tr::tr("%1 does not let you in: %2 (ssh says: %3)").arg(host, advice, shown)};
    const bool isRefused =
        said.contains("Permission denied") || said.contains("Too many authentication failures");
    // No key was shown to us: it was not our ssh that was refused, but one in a ProxyCommand, which
    // has our environment, and so our program that asks nobody.
    if (isRefused && !asked && !lastShownKey(said))
        return {ErrorKind::NeedsLogin,
                Tr::tr("The ProxyCommand that your ssh configuration has for %1 is not let in on "
                       "the way. Nobody is asked for its password or passphrase here: give its key "
                       "to your agent (ssh-add), or name the hosts on the way as ProxyJump. (ssh "
                       "says: %2)")
                    .arg(host, shown)};
    if (isRefused)
        return {ErrorKind::NeedsLogin, Tr::tr("%1 does not let you in: %2").arg(host, shown)};
    return {ErrorKind::Network, Tr::tr("ssh cannot connect to %1: %2").arg(host, shown)};
}

Error sshSilence(const QString &host, const QByteArray &said, const Patience &patience)
{
    if (AskHelper::wantsTouch(said))
        return {ErrorKind::NeedsLogin, Tr::tr("%1 does not let you in: %2").arg(host, untouched())};
    return {ErrorKind::Network,
            Tr::tr("%1 did not answer within %2.")
                .arg(host, formatDuration(double(patience.silence.count()) / 1000))};
}

} // namespace outcrop
