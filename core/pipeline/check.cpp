#include "core/pipeline/check.h"

#include "core/pipeline/checks.h"
#include "core/table/bundled_tables.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Check)
};

// The tables that are given, and those of bundled data sets, which are known without reading a
// file.
InputTables withBundled(const CheckGraph &graph, const InputTables &given)
{
    InputTables tables = given;
    QHash<QString, std::optional<TableFacts>> bundled;
    for (int place : graph.ofRole(BlockRole::Input)) {
        const Block &block = *graph.node(place).block;
        if (block.type != QLatin1String("input.dataset") || tables.contains(block.id))
            continue;
        const QString name = graph.text(place, QStringLiteral("name"));
        if (!bundled.contains(name))
            bundled.insert(name, bundledTable(name));
        if (const auto &table = bundled[name])
            tables.insert(block.id, *table);
    }
    return tables;
}

void checkUnresolved(const CheckInput &in)
{
    for (const QString &connection : in.pipeline.unresolved()) {
        Problem &problem = in.report.error(
            CheckReport::wholePipeline, "unresolved_connection",
            Tr::tr("The connection %1 is of a block that is not there: draw it anew or remove it.")
                .arg(connection));
        problem.fixes << Fix{Tr::tr("Remove the connection"), [=](Pipeline p) {
                                 QStringList left = p.unresolved();
                                 left.removeOne(connection);
                                 p.setUnresolved(left);
                                 return p;
                             }};
    }
}

} // namespace

const TableFacts *findTable(const InputTables &tables, const QString &block)
{
    const auto found = tables.constFind(block);
    return found == tables.constEnd() ? nullptr : &*found;
}

QVector<Problem> check(const Pipeline &pipeline, const Catalog &catalog, const InputTables &tables)
{
    const CheckGraph graph(pipeline, catalog);
    CheckReport report(graph);
    const CheckInput in{pipeline, catalog, graph, report};
    const InputTables known = withBundled(graph, tables);
    checkUnresolved(in);
    checkBlocks(in);
    checkConnections(in);
    const QVector<TableOrigin> origins = checkTables(in, known);
    checkTaken(in, origins);
    checkEvaluation(in, origins, known);
    return report.inFileOrder();
}

bool hasErrors(const QVector<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(), [](const Problem &problem) {
        return problem.severity == Problem::Severity::Error;
    });
}

} // namespace outcrop
