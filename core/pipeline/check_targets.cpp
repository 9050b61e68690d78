#include "core/pipeline/checks.h"
#include "core/pipeline/fixes.h"

#include <QCoreApplication>
#include <QSet>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckTargets)
};

// The same algorithm for the other kind of target, if the catalog has one: RandomForestClassifier,
// …Regressor.
const BlockType *counterpart(const Catalog &catalog, const QString &key)
{
    const QString classifier = QStringLiteral("Classifier"),
                  regressor = QStringLiteral("Regressor");
    QString other = key;
    if (key.endsWith(QLatin1String("SVC")) || key.endsWith(QLatin1String("SVR")))
        other.replace(key.size() - 1, 1,
                      key.endsWith(QLatin1Char('C')) ? QLatin1Char('R') : QLatin1Char('C'));
    else
        key.contains(classifier) ? other.replace(classifier, regressor)
                                 : other.replace(regressor, classifier);
    return other == key ? nullptr : catalog.find(other);
}

class TargetCheck
{
public:
    TargetCheck(const CheckInput &in, const Comparison &comparison, const InputTables &tables)
        : m_in(in)
        , m_graph(in.graph)
        , m_tables(tables)
        , m_evaluate(comparison.evaluate)
        , m_candidates(comparison.candidates)
        , m_role(in.graph.node(m_candidates.first()).type->role)
    {
    }

    void run(const QVector<TableOrigin> &origins)
    {
        QSet<int> inputs;
        for (int place : qAsConst(m_candidates)) {
            const int input = origins[place].input;
            if (input < 0 || m_role == BlockRole::Clusterer)
                continue;
            const QString target = targetColumn(m_graph, input);
            const TableFacts *facts = findTable(m_tables, m_graph.node(input).block->id);
            const bool isFirst = !inputs.contains(input);
            inputs.insert(input);
            if (target.isEmpty() && isFirst)
                reportMissingTarget(input, place, facts);
            const ColumnFacts *column =
                facts && !target.isEmpty() ? facts->findColumn(target) : nullptr;
            if (!column)
                continue; // Nothing is known, or it is reported as an unknown column.
            if (isFirst && column->missing > 0)
                reportMissingValues(input, *column, facts->rows, origins, place);
            checkTarget(place, *column);
            if (isFirst && m_role == BlockRole::Classifier)
                checkClasses(input, *column);
        }
    }

private:
    QString title(int place) const { return m_graph.title(place); }
    BlockId id(int place) const { return m_graph.node(place).id; }

    void reportMissingTarget(int input, int model, const TableFacts *facts)
    {
        Problem &problem = m_in.report.error(
            input, "missing_target",
            Tr::tr("%1 names no target, and %2 is %3: say which column to predict.")
                .arg(title(input), title(model), taskName(m_role)));
        problem.attribute = QStringLiteral("target");
        if (facts && !facts->columns.isEmpty())
            problem.fixes << useValue(id(input), problem.attribute,
                                      AttributeValue(facts->columns.last().name), m_in.catalog);
    }

    // Whether a filter on the way keeps none of the rows without a target. Another filter, or a
    // script, may drop them, too.
    enum class Dropped { No, Perhaps, Yes };
    Dropped dropped(int model, const QVector<TableOrigin> &origins, const QString &target) const
    {
        static const QStringList keeping{QStringLiteral("!="), QStringLiteral("not in"),
                                         QStringLiteral("is missing")};
        Dropped found = Dropped::No;
        for (int place = origins[model].last; place >= 0; place = origins[place].got) {
            const bool keeps = m_graph.text(place, QStringLiteral("column")) != target
                               || keeping.contains(m_graph.text(place, QStringLiteral("operator")));
            if (filtersRows(m_graph, place) && !keeps)
                return Dropped::Yes;
            if (m_graph.has(place, BlockRole::TableStep) && !selectsColumns(m_graph, place))
                found = Dropped::Perhaps;
        }
        return found;
    }

    void reportMissingValues(int input, const ColumnFacts &column, qint64 rows,
                             const QVector<TableOrigin> &origins, int model)
    {
        const Dropped isDropped = dropped(model, origins, column.name);
        if (isDropped == Dropped::Yes)
            return;
        const QString all =
            Tr::tr("The target %1 of %2 has no value in any row: choose another column.");
        const QString some =
            Tr::tr("The target %1 of %2 has no value in %3 of %4 rows: drop these rows.");
        const QString sentence =
            column.missing < rows ? some.arg(column.name, title(input),
                                             QString::number(column.missing), QString::number(rows))
                                  : all.arg(column.name, title(input));
        Problem &problem = isDropped == Dropped::No
                               ? m_in.report.error(input, "missing_in_target", sentence)
                               : m_in.report.notice(input, "missing_in_target", sentence);
        problem.attribute = QStringLiteral("target");
        const BlockType *filter = m_in.catalog.find(QStringLiteral("table.filter_rows"));
        if (filter && column.missing < rows)
            problem.fixes << addMissingFilter(id(input), *filter, column.name);
    }

    void checkTarget(int place, const ColumnFacts &column)
    {
        QString sentence;
        if (m_role == BlockRole::Classifier && column.type == ColumnType::Real)
            sentence = Tr::tr("%1 predicts classes, but the target %2 holds fractions: take a "
                              "regressor or another "
                              "target.");
        else if (m_role == BlockRole::Regressor && column.type == ColumnType::Text)
            sentence = Tr::tr("%1 predicts numbers, but the target %2 holds text: take a "
                              "classifier or another target.");
        else
            return;
        Problem &problem =
            m_in.report.error(place, "wrong_target", sentence.arg(title(place), column.name));
        if (const BlockType *other = counterpart(m_in.catalog, m_graph.node(place).block->type))
            problem.fixes << useType(id(place), *other);
    }

    // Where the positive class is set: at Evaluate, else at the data.
    int positiveClassPlace(int input) const
    {
        const QString attribute = QStringLiteral("positive_class");
        if (m_evaluate >= 0 && !m_graph.text(m_evaluate, attribute).isEmpty())
            return m_evaluate;
        return m_graph.text(input, attribute).isEmpty() ? -1 : input;
    }

    void checkClasses(int input, const ColumnFacts &column)
    {
        const QString attribute = QStringLiteral("positive_class");
        if (column.distinct == 1) {
            m_in.report.error(
                input, "one_class",
                Tr::tr("The target %1 of %2 has one class only: there is nothing to predict.")
                    .arg(column.name, title(input)));
            return;
        }
        if (column.distinct != 2 || column.firstValues.size() != 2)
            return;
        QStringList classes = column.firstValues;
        classes.sort();
        const int place = positiveClassPlace(input);
        const QString named = place < 0 ? QString() : m_graph.text(place, attribute);
        if (classes.contains(named))
            return;
        const int owner = place >= 0 ? place : m_evaluate >= 0 ? m_evaluate : input;
        std::swap(classes[0], classes[1]); // What is guessed: the last in order.
        Problem &problem =
            place >= 0
                ? m_in.report.error(
                    owner, "unknown_class",
                    Tr::tr("%1 names the positive class %2, but the target %3 has %4 and %5: "
                           "choose one of them.")
                        .arg(title(owner), named, column.name, classes[1], classes[0]))
                : m_in.report.notice(
                    owner, "guessed_positive_class",
                    Tr::tr("The positive class is a guess, %1: say whether curves and scores "
                           "are about %1 or %2.")
                        .arg(classes[0], classes[1]));
        problem.attribute = attribute;
        for (const QString &name : qAsConst(classes))
            problem.fixes << useValue(id(owner), attribute, AttributeValue(name), m_in.catalog);
    }

    const CheckInput &m_in;
    const CheckGraph &m_graph;
    const InputTables &m_tables;
    const int m_evaluate;
    const QVector<int> m_candidates;
    const BlockRole m_role; // Of all candidates.
};

} // namespace

void checkTargets(const CheckInput &in, const Comparison &comparison,
                  const QVector<TableOrigin> &origins, const InputTables &tables)
{
    TargetCheck(in, comparison, tables).run(origins);
}

} // namespace outcrop
