#include "core/pipeline/checks.h"
#include "core/pipeline/connecting.h"
#include "core/pipeline/fixes.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckConnections)
};

Connection asConnection(const CheckGraph &graph, const CheckGraph::Link &link)
{
    return {{graph.node(link.from).id, link.output}, {graph.node(link.to).id, link.input}};
}

// The one port of `ports` that the connection can have meant; nullptr: none, or several.
const PortSpec *onlyPort(const QVector<PortSpec> &ports)
{
    return ports.size() == 1 ? &ports.first() : nullptr;
}

void reportUnknownPort(const CheckInput &in, const CheckGraph::Link &link, bool isOutput)
{
    const int place = isOutput ? link.from : link.to;
    const BlockType &type = *in.graph.node(place).type;
    const QString sentence =
        isOutput ? Tr::tr("%1 has no output %2: connect another or remove the connection.")
                 : Tr::tr("%1 has no input %2: connect another or remove the connection.");
    Problem &problem =
        in.report.error(place, "unknown_port",
                        sentence.arg(in.graph.title(place), isOutput ? link.output : link.input));
    const Connection wrong = asConnection(in.graph, link);
    if (const PortSpec *meant = onlyPort(isOutput ? type.outputs : type.inputs)) {
        Connection right = wrong;
        (isOutput ? right.from : right.to).name = meant->name;
        problem.fixes << replaceConnection(wrong, right, Tr::tr("Connect %1").arg(meant->name));
    }
    problem.fixes << removeConnection(wrong);
}

void checkLink(const CheckInput &in, const CheckGraph::Link &link)
{
    const CheckGraph::Node &from = in.graph.node(link.from);
    const CheckGraph::Node &to = in.graph.node(link.to);
    if (!from.type || !to.type)
        return; // Reported as unknown types.
    const PortSpec *output = from.type->findOutput(link.output);
    const PortSpec *input = to.type->findInput(link.input);
    if (!output)
        reportUnknownPort(in, link, true);
    if (!input)
        reportUnknownPort(in, link, false);
    if (!output || !input || typesFit(output->type, input->type))
        return;
    in.report
            .error(link.to, "type_mismatch",
                   Tr::tr("%1 gives %2, but the input %3 of %4 takes %5: remove the connection.")
                       .arg(in.graph.title(link.from), onePortType(output->type), input->name,
                            in.graph.title(link.to), onePortType(input->type)))
            .fixes
        << removeConnection(asConnection(in.graph, link));
}

// A model that others take needs no table of its own: its takers fit it on theirs.
bool isTakenOnly(const CheckInput &in, int place)
{
    const CheckGraph::Node &node = in.graph.node(place);
    return isModel(node.type) && !node.outputs.isEmpty()
           && std::all_of(node.outputs.begin(), node.outputs.end(), [&](int index) {
                  const BlockType *taker = in.graph.node(in.graph.link(index).to).type;
                  return isModel(taker) || (taker && taker->role == BlockRole::Transformer);
              });
}

// Nothing can run while these are not connected; any other lonely block simply takes no part.
bool isNeeded(BlockRole role)
{
    return role == BlockRole::Evaluate || role == BlockRole::BestModel
           || role == BlockRole::LatencyTest;
}

// Scores come from the one Evaluate block there is.
void offerOnlySource(const CheckInput &in, int place, Problem &problem)
{
    const QVector<int> evaluates = in.graph.ofRole(BlockRole::Evaluate);
    const CheckGraph::Node &node = in.graph.node(place);
    if (evaluates.size() != 1 || !in.graph.has(place, BlockRole::BestModel)
        || node.type->inputs.isEmpty())
        return;
    const CheckGraph::Node &source = in.graph.node(evaluates.first());
    if (source.type->outputs.isEmpty())
        return;
    problem.fixes << addConnection(
        {{source.id, source.type->outputs.first().name}, {node.id, node.type->inputs.first().name}},
        Tr::tr("Connect %1").arg(in.graph.title(evaluates.first())));
}

void checkInput(const CheckInput &in, int place, const PortSpec &port)
{
    const CheckGraph::Node &node = in.graph.node(place);
    const QVector<int> links = in.graph.linksInto(place, port.name);
    const QString title = in.graph.title(place);
    if (links.size() > 1 && !port.many) {
        Problem &problem =
            in.report.error(place, "crowded_input",
                            Tr::tr("The input %1 of %2 takes one connection and has %3: leave one.")
                                .arg(port.name, title, QString::number(links.size())));
        problem.fixes << Fix{
            Tr::tr("Keep only %1").arg(in.graph.title(in.graph.link(links.first()).from)),
            [to = Port{node.id, port.name}](Pipeline p) {
                bool isFirst = true;
                for (const Connection &connection : p.inputsOf(to.block)) {
                    if (connection.to == to && !std::exchange(isFirst, false))
                        p.disconnect(connection);
                }
                return p;
            }};
    }
    const bool isOthersTable = isModel(node.type) && in.graph.readsTable(place);
    if (!links.isEmpty() || !port.required
        || (port.type == PortType::Table && (isOthersTable || isTakenOnly(in, place))))
        return;
    const QString sentence = Tr::tr("%1 gets no %2: connect its input %3.");
    offerOnlySource(in, place,
                    in.report.error(place, "missing_input",
                                    sentence.arg(title, portTypeName(port.type), port.name)));
}

void checkInputs(const CheckInput &in, int place)
{
    const CheckGraph::Node &node = in.graph.node(place);
    const bool isLonely = node.inputs.isEmpty() && node.outputs.isEmpty();
    if (isLonely && !isNeeded(node.type->role)) {
        in.report
                .notice(
                    place, "unconnected",
                    Tr::tr("%1 is connected to nothing and takes no part: connect it or delete it.")
                        .arg(in.graph.title(place)))
                .fixes
            << deleteBlock(node.id);
        return;
    }
    for (const PortSpec &port : node.type->inputs)
        checkInput(in, place, port);
}

void reportCircle(const CheckInput &in, const CheckGraph::Circle &circle)
{
    constexpr int mostShown = 6;
    QStringList titles;
    for (int place : circle.places.mid(0, mostShown))
        titles << in.graph.title(place);
    if (circle.places.size() > mostShown)
        titles << QStringLiteral("…");
    titles << in.graph.title(circle.places.first());
    const CheckGraph::Link &closing = in.graph.link(circle.closingLink);
    const bool isSelf = closing.from == closing.to;
    const QString sentence =
        isSelf ? Tr::tr("%1 is connected to itself: remove the connection.").arg(titles.first())
               : Tr::tr("These blocks wait for each other in a circle: %1; remove one of the "
                        "connections.")
                     .arg(titles.join(QStringLiteral(" → ")));
    Problem &problem =
        in.report.error(closing.from, isSelf ? "self_connection" : "cycle", sentence);
    problem.fixes << removeConnection(asConnection(in.graph, closing));
    if (!isSelf)
        problem.fixes.last().title =
            Tr::tr("Remove %1 → %2").arg(in.graph.title(closing.from), in.graph.title(closing.to));
}

} // namespace

void checkConnections(const CheckInput &in)
{
    for (const CheckGraph::Link &link : in.graph.links())
        checkLink(in, link);
    for (int place = 0; place < in.graph.count(); ++place) {
        if (in.graph.node(place).type)
            checkInputs(in, place);
    }
    for (const CheckGraph::Circle &circle : in.graph.circles())
        reportCircle(in, circle);
}

} // namespace outcrop
