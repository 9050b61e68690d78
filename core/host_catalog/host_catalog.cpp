#include "core/host_catalog/host_catalog.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/hosts/shell_text.h"
#include "core/resources/resource.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostCatalog)
};

constexpr std::chrono::minutes leastSilence{3}; // Importing all of it from a slow disk.
constexpr qint64 largest = 8 << 20;

QByteArray dumpScript(const HostProfile &host, const QStringList &pythons, DumpForm form)
{
    QByteArray script = "activation=" + shellWord(host.activation.toUtf8())
                        + "\neval \"$activation\" > /dev/null 2>&1 < /dev/null\nprogram="
                        + shellWord(resource(QStringLiteral("host/catalog_dump.py")))
                        + "\nfor python in";
    for (const QString &each : pythons)
        script += ' ' + shellWord(each.toUtf8());
    return script
           + "; do\n"
             "    \"$python\" -c 'import sklearn' 2> /dev/null || continue\n"
             "    exec \"$python\" -c \"$program\""
           + (form == DumpForm::Json ? " --json" : "") + "\ndone\nexit 127\n";
}

QString cacheFile(const QString &cache, const HostProfile &host, const FoundPython &python)
{
    const QStringList who{host.id, python.executable, python.version,
                          python.modules.value(QStringLiteral("sklearn"))};
    const QByteArray name = sha256(who.join(QLatin1Char('\n')).toUtf8()).left(32);
    return cache + QStringLiteral("/catalogs/") + QString::fromLatin1(name)
           + QStringLiteral(".yaml");
}

} // namespace

Result<QByteArray> dumpCatalog(RemoteShell &shell, const HostProfile &host,
                               const QStringList &pythons, DumpForm form, const Patience &patience)
{
    Patience longer = patience;
    longer.silence = std::max<std::chrono::milliseconds>(patience.silence, leastSilence);
    const auto output = shell.run(dumpScript(host, pythons, form), longer);
    if (!output)
        return failure(output.error());
    const QString names = plainLine(pythons.join(Tr::tr(" or ")));
    if (output->exitCode == 127)
        return failure(ErrorKind::NotFound, Tr::tr("%1 has no scikit-learn.").arg(names));
    if (output->exitCode != 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The catalog of %1 cannot be read: %2")
                           .arg(names, plainLine(QString::fromUtf8(output->errors).trimmed())));
    return output->body;
}

Result<CatalogFile> hostCatalog(RemoteShell &shell, const HostProfile &host,
                                const FoundPython &python, const QString &cache,
                                const Patience &patience)
{
    const QString path = cacheFile(cache, host, python);
    if (const Result<QByteArray> kept = readFile(path, largest)) {
        Result<CatalogFile> catalog = readCatalogFile(*kept, path);
        if (catalog && !catalog->types.isEmpty())
            return catalog;
    }
    const Result<QByteArray> fresh =
        dumpCatalog(shell, host, {python.executable}, DumpForm::Yaml, patience);
    if (!fresh)
        return failure(fresh.error());
    Result<CatalogFile> catalog = readCatalogFile(*fresh, plainLine(host.title));
    // Without a copy it is asked again: no reason to do without.
    if (catalog && fresh->size() <= largest && makeFolder(cache + QStringLiteral("/catalogs")))
        [[maybe_unused]]
        const Result<> saved = saveAtomically(path, *fresh);
    return catalog;
}

} // namespace outcrop
