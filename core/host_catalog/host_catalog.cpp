#include "core/host_catalog/host_catalog.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/hosts/shell_text.h"
#include "core/resources/resource.h"

#include <QCoreApplication>
#include <QFile>

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
                        + "\nstatus=126\nfor python in";
    for (const QString &each : pythons)
        script += ' ' + shellWord(each.toUtf8());
    return script
           + "; do\n"
             "    command -v \"$python\" > /dev/null || continue\n"
             "    status=127\n"
             "    \"$python\" -c 'import sklearn' 2> /dev/null || continue\n"
             "    exec \"$python\" -c \"$program\""
           + (form == DumpForm::Json ? " --json" : "") + "\ndone\nexit \"$status\"\n";
}

const QString library = QStringLiteral("sklearn");

QString nameFor(const QStringList &who)
{
    return QString::fromLatin1(sha256(who.join(QLatin1Char('\n')).toUtf8()).left(32));
}

QString catalogFolder(const QString &cache)
{
    return cache + QStringLiteral("/catalogs/");
}

QString catalogName(const HostProfile &host, const FoundPython &python)
{
    return nameFor({host.id, python.executable, python.version, python.modules.value(library)})
           + QStringLiteral(".yaml");
}

// Holds the name of the catalog that the host gave last. A host that is described in another way
// may have another Python.
QString newestFile(const QString &cache, const HostProfile &host)
{
    return catalogFolder(cache) + QStringLiteral("newest/")
           + nameFor(QStringList{host.id, host.activation} + host.pythons);
}

// Where that fails it is asked again: no reason to do without.
void keep(const QString &cache, const HostProfile &host, const QString &name,
          const std::optional<QByteArray> &fresh)
{
    const QString folder = catalogFolder(cache);
    if (!makeFolder(folder + QStringLiteral("newest")))
        return;
    if (fresh && !saveAtomically(folder + name, *fresh))
        return;
    [[maybe_unused]] const Result<> pointed =
        saveAtomically(newestFile(cache, host), name.toUtf8());
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
    if (output->exitCode == 126)
        return failure(ErrorKind::NotFound, Tr::tr("There is no Python called %1.").arg(names));
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
    const QString name = catalogName(host, python);
    const QString path = catalogFolder(cache) + name;
    if (const Result<QByteArray> kept = readFile(path, largest)) {
        Result<CatalogFile> catalog = readCatalogFile(*kept, path);
        if (catalog && !catalog->types.isEmpty()) {
            keep(cache, host, name, std::nullopt);
            return catalog;
        }
    }
    const Result<QByteArray> fresh =
        dumpCatalog(shell, host, {python.executable}, DumpForm::Yaml, patience);
    if (!fresh)
        return failure(fresh.error());
    Result<CatalogFile> catalog = readCatalogFile(*fresh, plainLine(host.title));
    if (catalog && fresh->size() <= largest)
        keep(cache, host, name, *fresh);
    return catalog;
}

std::optional<CatalogFile> keptCatalog(const HostProfile &host, const QString &cache)
{
    const auto name = readFile(newestFile(cache, host), 256);
    if (!name || name->contains('/'))
        return std::nullopt;
    const QString path = catalogFolder(cache) + QString::fromUtf8(*name);
    const auto kept = readFile(path, largest);
    if (!kept)
        return std::nullopt;
    Result<CatalogFile> catalog = readCatalogFile(*kept, path);
    return catalog && !catalog->types.isEmpty() ? std::optional(std::move(*catalog)) : std::nullopt;
}

void followLibrary(RemoteShell &shell, const HostProfile &host, const FoundPython &python,
                   const QString &cache, const Patience &patience)
{
    if (hasOtherLibrary(python) && python.modules.contains(library))
        [[maybe_unused]] // Kept; a host that does not tell it keeps nobody from anything.
        const auto catalog = hostCatalog(shell, host, python, cache, patience);
    else
        QFile::remove(newestFile(cache, host));
}

bool hasOtherLibrary(const FoundPython &python)
{
    return python.modules.value(library) != builtinCatalog().source().section(QLatin1Char(' '), 1);
}

} // namespace outcrop
