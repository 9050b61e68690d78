#include "core/pipeline/checks.h"
#include "core/pipeline/fixes.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckTables)
};

// The names of a table's columns, as far as they are known. Shared along the way until a step
// changes them.
struct Columns
{
    bool known = false;
    QSet<QString> names;
};

QStringList textItems(const AttributeValue &value)
{
    QStringList texts;
    if (const auto *items = value.as<AttributeValue::List>()) {
        for (const AttributeValue &item : *items) {
            if (const QString *text = item.as<QString>())
                texts << *text;
        }
    }
    return texts;
}

// Goes through the blocks in the order the table flows.
class TableWalk
{
public:
    TableWalk(const CheckInput &in, const InputTables &tables)
        : m_in(in), m_tables(tables), m_origins(in.graph.count()), m_columns(in.graph.count())
    {
    }

    QVector<TableOrigin> run()
    {
        for (int place : m_in.graph.order()) {
            if (m_in.graph.node(place).type)
                visit(place);
        }
        return m_origins;
    }

private:
    void visit(int place)
    {
        TableOrigin &origin = m_origins[place];
        const int source = m_in.graph.tableSource(place);
        if (source >= 0) {
            origin = m_origins[source];
            m_columns[place] = m_columns[source];
        }
        const BlockType &type = *m_in.graph.node(place).type;
        if (type.role == BlockRole::Input)
            readInput(place);
        checkColumns(place);
        switch (type.role) {
        case BlockRole::TableStep:
            visitStep(place);
            break;
        case BlockRole::Split:
            visitSplit(place);
            break;
        case BlockRole::Transformer:
            origin.transformer = place;
            m_columns[place] = {};
            break;
        default:
            break;
        }
    }

    void readInput(int place)
    {
        m_origins[place] = {};
        m_origins[place].input = m_origins[place].step = place;
        if (const TableFacts *facts = findTable(m_tables, m_in.graph.node(place).block->id)) {
            m_columns[place].known = true;
            for (const ColumnFacts &column : facts->columns)
                m_columns[place].names.insert(column.name);
        }
    }

    void visitStep(int place)
    {
        TableOrigin &origin = m_origins[place];
        if (origin.transformer >= 0)
            m_in.report.error(
                place, "step_behind_transformer",
                Tr::tr("%1 stands behind %2, which learns from data: put it in front.")
                    .arg(m_in.graph.title(place), m_in.graph.title(origin.transformer)));
        origin.step = place;
        const BlockType &type = *m_in.graph.node(place).type;
        if (type.key == QLatin1String("table.filter_rows"))
            origin.rowFilter = place;
        Columns &columns = m_columns[place];
        if (!columns.known)
            return;
        for (const QString &made : textItems(m_in.graph.value(place, QStringLiteral("outputs"))))
            columns.names.insert(made);
        if (type.key == QLatin1String("table.select_columns"))
            select(columns, place);
    }

    // What is selected, and the target, which always stays.
    void select(Columns &columns, int place)
    {
        const AttributeValue wanted = m_in.graph.value(place, QStringLiteral("columns"));
        if (wanted.as<QString>()) {
            columns.known = *wanted.as<QString>() == QLatin1String("all");
            return;
        }
        QSet<QString> kept;
        for (const QString &name : textItems(wanted))
            kept.insert(name);
        kept.insert(targetColumn(m_in.graph, m_origins[place].input));
        columns.names.intersect(kept);
    }

    void visitSplit(int place)
    {
        TableOrigin &origin = m_origins[place];
        if (origin.split >= 0)
            m_in.report.error(place, "second_split",
                              Tr::tr("%1 and %2 split the same table: leave one of them.")
                                  .arg(m_in.graph.title(origin.split), m_in.graph.title(place)));
        origin.split = place;
    }

    // Attributes that name columns must name some that the table has.
    void checkColumns(int place)
    {
        if (!m_columns[place].known)
            return;
        for (const AttributeSpec &spec : m_in.graph.node(place).type->attributes) {
            const auto takes = [&](AttributeKind::Form form) {
                return std::any_of(spec.kinds.begin(), spec.kinds.end(),
                                   [&](const AttributeKind &kind) { return kind.form == form; });
            };
            const AttributeValue value = m_in.graph.value(place, spec.name);
            if (takes(AttributeKind::Form::Columns)) {
                for (const QString &name : textItems(value))
                    checkColumn(place, spec, value, name);
            } else if (takes(AttributeKind::Form::Column) && value.as<QString>()) {
                checkColumn(place, spec, value, *value.as<QString>());
            }
        }
    }

    void checkColumn(int place, const AttributeSpec &spec, const AttributeValue &value,
                     const QString &name)
    {
        const QSet<QString> &known = m_columns[place].names;
        if (name.isEmpty() || known.contains(name))
            return;
        Problem &problem = m_in.report.error(place, "unknown_column",
                                             Tr::tr("%1: %2 names the column %3, which the table "
                                                    "does not have: choose one that it has.")
                                                 .arg(m_in.graph.title(place), spec.name, name));
        problem.attribute = spec.name;
        const QString meant = m_in.report.meant(name, [&] {
            QStringList names = known.values();
            names.sort();
            return names;
        });
        if (meant.isEmpty())
            return;
        AttributeValue right(meant);
        if (const auto *items = value.as<AttributeValue::List>()) {
            AttributeValue::List list = *items;
            std::replace(list.begin(), list.end(), AttributeValue(name), AttributeValue(meant));
            right = AttributeValue(list);
        }
        problem.fixes << useValue(m_in.graph.node(place).id, spec.name, right, m_in.catalog);
        problem.fixes.last().title = Tr::tr("Use %1").arg(meant);
    }

    const CheckInput &m_in;
    const InputTables &m_tables;
    QVector<TableOrigin> m_origins;
    QVector<Columns> m_columns;
};

} // namespace

QString targetColumn(const CheckGraph &graph, int input)
{
    const BlockType *type = input < 0 ? nullptr : graph.node(input).type;
    if (!type)
        return {};
    const QString attribute = QStringLiteral("target");
    return type->findAttribute(attribute) ? graph.text(input, attribute) : attribute;
}

QVector<TableOrigin> checkTables(const CheckInput &in, const InputTables &tables)
{
    return TableWalk(in, tables).run();
}

} // namespace outcrop
