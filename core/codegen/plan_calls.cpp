#include "core/codegen/plan_calls.h"

#include "core/codegen/plan_refusal.h"

#include <algorithm>

namespace outcrop {

namespace {

// Models within models are planned one by one: a graph in which two take two, which take two, …
// doubles with each level.
constexpr int mostModels = 1000;

bool isChoice(const QVector<AttributeKind> &kinds, const AttributeValue &value)
{
    return std::any_of(kinds.begin(), kinds.end(), [&](const AttributeKind &kind) {
        return kind.choices.contains(value) || isChoice(kind.items, value);
    });
}

bool holdsFreeText(const QVector<AttributeKind> &kinds, const AttributeValue &value)
{
    if (const auto *items = value.as<AttributeValue::List>())
        return std::any_of(items->begin(), items->end(),
                           [&](const AttributeValue &item) { return holdsFreeText(kinds, item); });
    return value.as<QString>() && !isChoice(kinds, value);
}

bool isRandomState(const AttributeSpec &spec)
{
    return std::any_of(spec.kinds.begin(), spec.kinds.end(), [](const AttributeKind &kind) {
        return kind.form == AttributeKind::Form::RandomState;
    });
}

// A default must not change between calls, so Python's lists cannot be one: where the default is a
// list of values, the library takes a tuple.
bool isTuple(const AttributeSpec &spec, const AttributeValue &value)
{
    return spec.defaultValue.as<AttributeValue::List>() && value.as<AttributeValue::List>();
}

QString nameOf(const QString &constant)
{
    return constant.section(QLatin1Char('='), 0, 0);
}

bool isConstant(const BlockType &type, const QString &name)
{
    return std::any_of(type.constants.begin(), type.constants.end(),
                       [&](const QString &constant) { return nameOf(constant) == name; });
}

// What differs from the default or was given by hand, as another version of the library may have
// another default, and what every call of the type is given.
void addArguments(PlannedCall &call, const PlanBlock &block, qint64 seed)
{
    for (const AttributeSpec &spec : block.type->attributes) {
        if (!spec.isParameter)
            continue;
        AttributeValue value = block.value(spec.name);
        if (value.isNone() && isRandomState(spec))
            value = AttributeValue(derivedSeed(seed, block.block->id));
        call.attributes.insert(spec.name, value);
        if (value != spec.defaultValue || block.block->attributes.contains(spec.name)
            || isConstant(*block.type, spec.name))
            call.arguments << PlannedArgument{spec.name, value, isTuple(spec, value),
                                              holdsFreeText(spec.kinds, value)};
    }
    for (const QString &constant : block.type->constants) {
        if (!call.attributes.contains(nameOf(constant)))
            call.constants << constant;
    }
}

} // namespace

Result<PlannedCall> CallPlanner::call(const PlanBlock &block, const TablePath &path)
{
    const BlockType &type = *block.type;
    PlannedCall call;
    call.block = block.block->id;
    call.title = block.title();
    call.role = type.role;
    call.module = type.module;
    call.className = type.className;
    call.columns = block.value(QStringLiteral("columns"));
    call.pandasOutput = type.pandasOutput;
    call.textInput = type.textInput;
    call.predictsProba = type.predictsProba;
    call.hasDecisionFunction = type.hasDecisionFunction;
    addArguments(call, block, m_seed);
    if (auto added = addModels(call, block, path); !added)
        return failure(added.error());
    return call;
}

Result<> CallPlanner::addModels(PlannedCall &call, const PlanBlock &block, const TablePath &path)
{
    if (m_open.contains(block.handle))
        return failure(
            ErrorKind::InvalidInput,
            PlanText::tr("%1 takes itself as a model: remove a connection.").arg(block.title()));
    m_open << block.handle;
    const PortSpec *first = nullptr;
    for (const PortSpec &port : block.type->inputs) {
        if (port.type != PortType::Model)
            continue;
        first = first ? first : &port;
        const QVector<PlanBlock> sources = m_graph.sourcesOf(block, port.name);
        if (sources.isEmpty() && port.required)
            return failure(
                ErrorKind::InvalidInput,
                PlanText::tr("%1 needs a model at its input “%2”.").arg(block.title(), port.name));
        if (sources.size() > 1 && !port.many)
            return failure(ErrorKind::InvalidInput,
                           PlanText::tr("%1 takes one model at its input “%2”: leave one.")
                               .arg(block.title(), port.name));
        for (const PlanBlock &source : sources) {
            Result<PlannedModel> taken = model(source, block, path);
            if (!taken)
                return failure(taken.error());
            taken->parameter = port.name;
            taken->isFirst = &port == first;
            taken->isList = port.many;
            call.models << *taken;
        }
    }
    m_open.removeLast();
    return {};
}

// What is taken is fitted by its taker, on the table that the taker gets. So the way of the table
// to it must be the taker's way, and go on from there through what is fitted with it.
Result<PlannedModel> CallPlanner::model(const PlanBlock &taken, const PlanBlock &taker,
                                        const TablePath &path)
{
    if (++m_models > mostModels)
        return refuse(
            PlanText::tr("%1 takes models that take models, more than %2 in all: simplify them.")
                .arg(taker.title())
                .arg(mostModels));
    if (!isModel(taken.type->role))
        return refuse(
            PlanText::tr("%1 takes a model, and %2 is none.").arg(taker.title(), taken.title()));
    TablePath own = path;
    own.blocks.resize(m_steps);
    PlannedModel planned;
    if (m_graph.readsTable(taken)) {
        const Result<TablePath> found = m_graph.pathTo(taken);
        if (!found)
            return failure(found.error());
        own = *found;
        planned.done = path.blocks.size() - m_steps;
        if (!(own.input == path.input) || own.blocks.mid(0, path.blocks.size()) != path.blocks)
            return refuse(
                PlanText::tr("%1 takes %2, so %2 must get the table that %1 gets, or one that "
                             "only transformers "
                             "have changed since.")
                    .arg(taker.title(), taken.title()));
    }
    const Result<QVector<PlannedCall>> before = transformers(own);
    if (!before)
        return failure(before.error());
    planned.transformers = *before;
    const Result<PlannedCall> estimator = call(taken, own);
    if (!estimator)
        return failure(estimator.error());
    planned.estimator = *estimator;
    return planned;
}

// A person's code acts on a whole table, before anything is fitted. A script that is drawn later
// would run earlier than it is drawn: refused.
Result<QVector<PlannedCall>> CallPlanner::transformers(const TablePath &path)
{
    QVector<PlannedCall> calls;
    for (int i = m_steps; i < path.blocks.size(); ++i) {
        const PlanBlock &block = path.blocks[i];
        const bool isStep = block.type->role == BlockRole::TableStep;
        if (isStep && block.block->type != QLatin1String("table.select_columns"))
            return refuse(
                PlanText::tr("%1 acts on a whole table: put it in front of what learns from "
                             "data, and of every model that takes others.")
                    .arg(block.title()));
        TablePath before = path;
        before.blocks.resize(i);
        const Result<PlannedCall> planned = call(block, before);
        if (!planned)
            return failure(planned.error());
        calls << *planned;
    }
    return calls;
}

} // namespace outcrop
