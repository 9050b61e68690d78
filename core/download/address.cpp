#include "core/download/address.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Download)
};

bool isLocal(const QUrl &address)
{
    return address.scheme() == QLatin1String("file");
}

} // namespace

bool isAddress(const QString &text)
{
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*://"));
    return scheme.match(text).hasMatch();
}

Result<QUrl> parseAddress(const QString &text)
{
    const QUrl address(text, QUrl::TolerantMode);
    const QString scheme = address.scheme();
    const bool isWeb = scheme == QLatin1String("https") || scheme == QLatin1String("http");
    if (!address.isValid() || (!isWeb && !isLocal(address)))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("“%1” is no address of a package: it begins with https://, http:// "
                              "or file:///.")
                           .arg(address.isValid() ? shownAddress(address) : plainLine(text, 200)));
    if (isWeb && address.host().isEmpty())
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("“%1” names no host.").arg(shownAddress(address)));
    if (isLocal(address) && (!address.host().isEmpty() || address.path().isEmpty()))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("“%1” is no file of this computer: write file:///path/of/it.")
                           .arg(shownAddress(address)));
    return address;
}

bool isProtected(const QUrl &address)
{
    return address.scheme() == QLatin1String("https") || isLocal(address);
}

QString shownAddress(const QUrl &address)
{
    return plainLine(address.toDisplayString(QUrl::RemoveUserInfo));
}

QString fileNameAt(const QUrl &address)
{
    const QString name = address.fileName(QUrl::FullyDecoded);
    return plainLine(name.isEmpty() ? address.host() : name, 80);
}

} // namespace outcrop
