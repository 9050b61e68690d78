#include "core/package/manifest.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Manifest)
};

} // namespace

QByteArray formatManifest(const Manifest &manifest)
{
    QByteArray bytes;
    for (auto file = manifest.begin(); file != manifest.end(); ++file)
        bytes += file.value() + "  " + file.key().toUtf8() + '\n';
    return bytes;
}

Result<Manifest> parseManifest(const QByteArray &bytes)
{
    static const QRegularExpression form(
        QStringLiteral("\\A([0-9a-fA-F]{64}) [ *]([^\\r]+)\\r?\\z"));
    if (!isText(bytes))
        return failure(ErrorKind::Corrupt, Tr::tr("its manifest is not UTF-8 text"));
    Manifest manifest;
    int line = 0;
    for (const QByteArray &each : bytes.split('\n')) {
        ++line;
        if (each.isEmpty())
            continue;
        const auto match = form.match(QString::fromUtf8(each));
        if (!match.hasMatch())
            return failure(ErrorKind::Corrupt,
                           Tr::tr("line %1 of its manifest is not a SHA-256 and a path").arg(line));
        if (manifest.contains(match.captured(2)))
            return failure(
                ErrorKind::Corrupt,
                Tr::tr("its manifest names %1 twice").arg(plainLine(match.captured(2), 100)));
        manifest.insert(match.captured(2), match.captured(1).toLatin1().toLower());
    }
    return manifest;
}

} // namespace outcrop
