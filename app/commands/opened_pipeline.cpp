#include "app/commands/opened_pipeline.h"

#include "app/commands/standard_input.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/package/input_tables.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::OpenedPipeline)
};

Result<Pipeline> parseStandardInput()
{
    const auto bytes = standardInput();
    return bytes ? parsePipeline(*bytes, Tr::tr("standard input")) : failure(bytes.error());
}

} // namespace

Result<OpenedPipeline> openPipeline(const QString &path, const Folders &folders)
{
    auto catalog = catalogWithOwnTypes(folders.data + QStringLiteral("/catalog"));
    if (!catalog)
        return failure(catalog.error());
    const bool piped = isStandardInput(path);
    auto pipeline = piped ? parseStandardInput() : loadPipeline(path);
    if (!pipeline)
        return failure(pipeline.error());
    OpenedPipeline opened{piped ? Tr::tr("standard input") : path,
                          piped ? QDir::currentPath() : QFileInfo(path).absolutePath(),
                          std::move(*pipeline),
                          std::move(*catalog),
                          {}};
    const InputReading inputs = readInputTables(opened.pipeline, opened.catalog, opened.folder);
    opened.problems = inputs.problems + check(opened.pipeline, opened.catalog, inputs.tables);
    return opened;
}

Result<> requireRunnable(const OpenedPipeline &opened)
{
    QStringList lines;
    for (const Problem &problem : opened.problems) {
        if (problem.severity == Problem::Severity::Error)
            lines << QStringLiteral("    ") + problemLine(opened, problem);
    }
    if (lines.isEmpty())
        return {};
    return failure(
        ErrorKind::InvalidInput,
        Tr::tr("%1 cannot run yet:\n%2").arg(opened.path, lines.join(QLatin1Char('\n'))));
}

QString problemLine(const OpenedPipeline &opened, const Problem &problem)
{
    const Block *block = opened.pipeline.find(problem.block);
    return block ? QStringLiteral("%1: %2").arg(block->id, problem.message) : problem.message;
}

} // namespace outcrop
