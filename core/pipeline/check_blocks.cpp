#include "core/pipeline/checks.h"
#include "core/pipeline/fixes.h"
#include "core/pipeline/naming.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckBlocks)
};

void checkId(const CheckInput &in, int place, QSet<QString> &seen)
{
    const Block &block = *in.graph.node(place).block;
    const BlockId id = in.graph.node(place).id;
    if (const auto mistake = checkBlockId(block.id)) {
        in.report.error(place, "invalid_id", *mistake).fixes
            << useId(id, unusedBlockId(in.pipeline, block.id));
    } else if (seen.contains(block.id)) {
        const QString sentence = Tr::tr("Two blocks have the id %1: give %2 another one.");
        in.report.error(place, "duplicate_id", sentence.arg(block.id, in.graph.title(place))).fixes
            << useId(id, unusedBlockId(in.pipeline, block.id));
    }
    seen.insert(block.id);
}

void reportUnknownType(const CheckInput &in, int place)
{
    const Block &block = *in.graph.node(place).block;
    Problem &problem = in.report.error(
        place, "unknown_type",
        Tr::tr("%1 is of the type %2, which the catalog does not know: replace it or delete it.")
            .arg(in.graph.title(place), block.type));
    const QString meant = in.report.meant(block.type, [&] {
        QStringList keys;
        for (const BlockType &type : in.catalog.types())
            keys << type.key;
        return keys;
    });
    if (!meant.isEmpty())
        problem.fixes << useType(in.graph.node(place).id, *in.catalog.find(meant));
    problem.fixes << deleteBlock(in.graph.node(place).id);
}

void reportUnknownAttribute(const CheckInput &in, int place, const QString &name)
{
    const CheckGraph::Node &node = in.graph.node(place);
    Problem &problem =
        in.report.notice(place, "unknown_attribute",
                         Tr::tr("%1 has no attribute %2: it is kept in the file and has no effect.")
                             .arg(in.graph.title(place), name));
    problem.attribute = name;
    const QString meant = in.report.meant(name, [&] {
        QStringList names;
        for (const AttributeSpec &spec : node.type->attributes) {
            if (!node.block->attributes.contains(spec.name))
                names << spec.name;
        }
        return names;
    });
    if (!meant.isEmpty())
        problem.fixes << moveAttribute(node.id, name, meant);
    Fix remove = useDefault(node.id, name);
    remove.title = Tr::tr("Remove it");
    problem.fixes << remove;
}

AttributeValue lowestOf(const SearchSpace &space)
{
    switch (space.kind) {
    case SearchSpace::Kind::Int:
        return AttributeValue(qint64(space.low));
    case SearchSpace::Kind::Float:
        return AttributeValue(space.low);
    case SearchSpace::Kind::Choice:
        break;
    }
    return space.choices.isEmpty() ? AttributeValue() : space.choices.first();
}

// Values near a wrong one that the attribute takes: the bound it is beyond, the same number as the
// other kind of number, the choice that was meant.
QVector<AttributeValue> valuesNear(const CheckInput &in, const AttributeSpec &spec,
                                   const AttributeValue &value)
{
    QVector<AttributeValue> near;
    const auto offer = [&](const AttributeValue &candidate) {
        if (!near.contains(candidate) && !checkValue(spec, candidate))
            near << candidate;
    };
    const auto *whole = value.as<qint64>();
    const auto *real = value.as<double>();
    const std::optional<double> number = whole  ? std::optional(double(*whole))
                                         : real ? std::optional(*real)
                                                : std::nullopt;
    QStringList choices;
    for (const AttributeKind &kind : spec.kinds) {
        const bool isInt = kind.form == AttributeKind::Form::Int;
        for (const AttributeValue &choice : kind.choices) {
            if (const QString *word = choice.as<QString>())
                choices << *word;
        }
        if (!number || (!isInt && kind.form != AttributeKind::Form::Float))
            continue;
        const double raised = std::max(*number, kind.min.value_or(*number));
        const double bounded = std::min(raised, kind.max.value_or(raised));
        if (!isInt)
            offer(AttributeValue(bounded));
        else if (std::abs(bounded) < 1e15)
            offer(AttributeValue(qint64(std::llround(bounded))));
    }
    if (const QString *word = value.as<QString>()) {
        const QString meant =
            choices.isEmpty() ? QString() : in.report.meant(*word, [&] { return choices; });
        if (!meant.isEmpty())
            offer(AttributeValue(meant));
    }
    return near;
}

void checkOwnValue(const CheckInput &in, int place, const AttributeSpec &spec,
                   const AttributeValue &value)
{
    const BlockId id = in.graph.node(place).id;
    const QString title = in.graph.title(place);
    if (const auto *space = value.as<SearchSpace>()) {
        Problem &problem = in.report.error(
            place, "search_space",
            Tr::tr("%1: %2 is a range to search (%3), which cannot be run yet: give it one value.")
                .arg(title, spec.name, formatValue(value)));
        problem.attribute = spec.name;
        problem.fixes << useValue(id, spec.name, lowestOf(*space), in.catalog);
        problem.fixes.last().title =
            Tr::tr("Use the lowest value, %1").arg(formatValue(lowestOf(*space)));
        return;
    }
    const auto mistake = checkValue(spec, value);
    for (const RewriteRule &rule : spec.rewrites) {
        if (rule.from != value)
            continue;
        const QString sentence =
            Tr::tr("%1: %2 %3: %4; it is %5 now.")
                .arg(title, spec.name, formatValue(value), rule.why, formatValue(rule.to));
        Problem &problem = mistake ? in.report.error(place, "removed_value", sentence)
                                   : in.report.notice(place, "deprecated_value", sentence);
        problem.attribute = spec.name;
        problem.fixes << useValue(id, spec.name, rule.to, in.catalog);
        return;
    }
    if (!mistake)
        return;
    Problem &problem = in.report.error(place, "wrong_value", Tr::tr("%1: %2").arg(title, *mistake));
    problem.attribute = spec.name;
    for (const AttributeValue &near : valuesNear(in, spec, value))
        problem.fixes << useValue(id, spec.name, near, in.catalog);
    if (!spec.required)
        problem.fixes << useDefault(id, spec.name);
}

bool isEmpty(const AttributeValue &value)
{
    return value.isNone() || (value.as<QString>() && value.as<QString>()->isEmpty());
}

void checkAttributes(const CheckInput &in, int place)
{
    const CheckGraph::Node &node = in.graph.node(place);
    const auto &own = node.block->attributes;
    for (const AttributeSpec &spec : node.type->attributes) {
        const auto value = own.constFind(spec.name);
        const bool isSet = value != own.constEnd() && !(spec.required && isEmpty(*value));
        if (isSet)
            checkOwnValue(in, place, spec, *value);
        else if (spec.required)
            in.report
                .error(place, "missing_value",
                       Tr::tr("%1 needs a %2: set it, for there is no default.")
                           .arg(in.graph.title(place), spec.name))
                .attribute = spec.name;
    }
    for (auto it = own.begin(); it != own.end(); ++it) {
        if (!node.type->findAttribute(it.key()))
            reportUnknownAttribute(in, place, it.key());
    }
}

double number(const CheckInput &in, int place, const char *attribute)
{
    const AttributeValue value = in.graph.value(place, QLatin1String(attribute));
    if (const auto *whole = value.as<qint64>())
        return double(*whole);
    return value.as<double>() ? *value.as<double>() : 0;
}

void checkSplitParts(const CheckInput &in, int place)
{
    const double train = number(in, place, "train");
    const double validation = number(in, place, "validation");
    const double test = number(in, place, "test");
    if (std::abs(train + validation + test - 1) <= 1e-9)
        return;
    Problem &problem =
        in.report.error(place, "split_sum",
                        Tr::tr("The parts of %1 are %2, %3 and %4: make them add up to 1.")
                            .arg(in.graph.title(place), QString::number(train),
                                 QString::number(validation), QString::number(test)));
    problem.attribute = QStringLiteral("test");
    const double rest = std::round((1 - train - validation) * 1e6) / 1e6;
    if (rest > 0 && rest < 1)
        problem.fixes << useValue(in.graph.node(place).id, problem.attribute, AttributeValue(rest),
                                  in.catalog);
}

void checkSplitColumns(const CheckInput &in, int place)
{
    const QString group = QStringLiteral("group_column"), time = QStringLiteral("time_column");
    if (in.graph.text(place, group).isEmpty() || in.graph.text(place, time).isEmpty())
        return;
    Problem &problem = in.report.error(
        place, "group_and_time",
        Tr::tr("%1 has a group and a time column: leave one of them.").arg(in.graph.title(place)));
    problem.attribute = time;
    const BlockId id = in.graph.node(place).id;
    problem.fixes << useDefault(id, time) << useDefault(id, group);
    problem.fixes[0].title = Tr::tr("Keep the group column");
    problem.fixes[1].title = Tr::tr("Keep the time column");
}

// Filter rows compares with one value, or looks for one in a list.
void checkFilterValue(const CheckInput &in, int place)
{
    const QString operation = in.graph.text(place, QStringLiteral("operator"));
    const AttributeValue value = in.graph.value(place, QStringLiteral("value"));
    const bool isList = value.as<AttributeValue::List>() != nullptr;
    const bool needsList = operation == QLatin1String("in") || operation == QLatin1String("not in");
    if (operation.startsWith(QLatin1String("is ")) || isList == needsList)
        return;
    const BlockId id = in.graph.node(place).id;
    const QString sentence =
        needsList ? Tr::tr("%1 looks for a value in a list: give value as a list.")
                  : Tr::tr("%1 compares with one value, not with a list: take “in”.");
    Problem &problem = in.report.error(place, "filter_value", sentence.arg(in.graph.title(place)));
    problem.attribute = needsList ? QStringLiteral("value") : QStringLiteral("operator");
    AttributeValue right(AttributeValue::List{value});
    if (!needsList)
        right = AttributeValue(operation == QLatin1String("!=") ? QStringLiteral("not in")
                                                                : QStringLiteral("in"));
    problem.fixes << useValue(id, problem.attribute, right, in.catalog);
}

// The runner calls `transform` of what a Python script defines, assigns or imports.
void checkScript(const CheckInput &in, int place)
{
    static const QRegularExpression binding(QStringLiteral(
        R"(\bdef\s+transform\b|\btransform\s*(:[^=\n]+)?=[^=]|\bimport\b.*(\btransform\b|\*))"));
    static const QRegularExpression function(QStringLiteral(R"(^def\s+(\w+))"),
                                             QRegularExpression::MultilineOption);
    const QString name = QStringLiteral("code");
    const AttributeValue value = in.graph.value(place, name);
    const QString *const code = value.as<QString>();
    if (!code || binding.match(*code).hasMatch())
        return;
    Problem &problem = in.report.error(
        place, "no_transform",
        Tr::tr("%1: its code defines no transform(table); write def transform(table).")
            .arg(in.graph.title(place)));
    problem.attribute = name;
    const QRegularExpressionMatch only = function.match(*code);
    if (only.hasMatch() && code->count(only.captured(1)) == 1) {
        QString renamed = *code;
        renamed.replace(only.capturedStart(1), only.capturedLength(1), QStringLiteral("transform"));
        problem.fixes << useValue(in.graph.node(place).id, name, AttributeValue(renamed),
                                  in.catalog);
        problem.fixes.last().title = Tr::tr("Rename %1 to transform").arg(only.captured(1));
    }
}

} // namespace

void checkBlocks(const CheckInput &in)
{
    QSet<QString> seen;
    for (int place = 0; place < in.graph.count(); ++place) {
        checkId(in, place, seen);
        if (!in.graph.node(place).type) {
            reportUnknownType(in, place);
            continue;
        }
        checkAttributes(in, place);
        if (in.graph.has(place, BlockRole::Split)) {
            checkSplitParts(in, place);
            checkSplitColumns(in, place);
        }
        if (filtersRows(in.graph, place))
            checkFilterValue(in, place);
        if (in.graph.node(place).type->key == QLatin1String("python.script"))
            checkScript(in, place);
    }
}

} // namespace outcrop
