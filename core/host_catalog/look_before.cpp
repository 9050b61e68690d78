#include "core/host_catalog/look_before.h"

#include "core/host_catalog/host_catalog.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostLook)
};

const QString library = QStringLiteral("sklearn");

} // namespace

std::vector<PreflightLine> judgeBlocks(RemoteShell &shell, const SubmitLook &look,
                                       const FoundPython *python)
{
    if (!python || !look.blocks || !python->modules.contains(library))
        return {};
    const std::optional<PlannedBlocks> blocks = look.blocks();
    if (!blocks)
        return {};
    const Result<CatalogFile> there =
        hostCatalog(shell, look.host, *python, look.cache, look.patience);
    if (!there)
        return {{false, there.error().message,
                 Tr::tr("Whether it knows every block of this pipeline will only show in the run"),
                 true}};
    return judgeCatalog(blocks->plan, blocks->catalog, *there);
}

Result<std::vector<PreflightLine>> lookBefore(RemoteShell &shell, const SubmitLook &look)
{
    const auto recent = look.recent ? look.recent->find(look.host, look.needs) : std::nullopt;
    const Result<HostFacts> facts =
        recent ? *recent : lookAtHost(shell, look.host, look.needs, look.patience);
    if (!facts)
        return {};
    auto lines = judge(*facts, look.host, look.needs);
    const FoundPython *const python = chosenPython(*facts, look.needs);
    if (python && hasOtherLibrary(*python)) {
        const auto blocks = judgeBlocks(shell, look, python);
        lines.insert(lines.end(), blocks.begin(), blocks.end());
    } else if (python) { // The very version of the catalog here has nothing to tell.
        followLibrary(shell, look.host, *python, look.cache, look.patience);
    }
    if (const Result<> fit = requireFit(lines, look.host.title); !fit)
        return failure(fit.error()); // Mended in a moment, perhaps: it is asked anew.
    if (look.recent && !recent)
        look.recent->keep(look.host, look.needs, *facts);
    lines.erase(std::remove_if(lines.begin(), lines.end(),
                               [](const PreflightLine &line) { return line.ok; }),
                lines.end());
    return lines;
}

QString remarkOf(const PreflightLine &line, const HostProfile &host)
{
    return Tr::tr("%1: %2. %3.").arg(host.title, line.what, line.fix);
}

} // namespace outcrop
