#include "core/catalog/value_text.h"
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

// Select columns that selects them all changes nothing.
bool passesAll(const CheckGraph &graph, int place)
{
    return selectsColumns(graph, place)
           && graph.text(place, QStringLiteral("columns")) == QLatin1String("all");
}

// Goes through the blocks in the order the table flows.
class TableWalk
{
public:
    TableWalk(const CheckInput &in, const InputTables &tables)
        : m_in(in), m_tables(tables), m_origins(in.graph.count()), m_columns(in.graph.count())
    {
        for (int split : in.graph.ofRole(BlockRole::Split)) {
            m_splitColumns.insert(in.graph.text(split, QStringLiteral("group_column")));
            m_splitColumns.insert(in.graph.text(split, QStringLiteral("time_column")));
        }
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
        const BlockType &type = *m_in.graph.node(place).type;
        if (source >= 0) {
            origin = m_origins[source];
            m_columns[place] = m_columns[source];
        } else if (isModel(&type)) {
            origin = commonOrigin(place);
        }
        origin.got = origin.last;
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
            origin.transformer = origin.last = place;
            ++origin.length;
            m_columns[place] = {};
            break;
        default:
            break;
        }
    }

    // Of a model without a table of its own.
    TableOrigin commonOrigin(int place)
    {
        TableOrigin common;
        for (int index : m_in.graph.node(place).inputs) {
            const CheckGraph::Link &link = m_in.graph.link(index);
            const TableOrigin &taken = m_origins[link.from];
            if (!m_in.graph.takesModel(link) || taken.input < 0)
                continue;
            if (common.input < 0) {
                common = taken;
            } else if (taken.input != common.input || taken.split != common.split) {
                m_in.report.error(place, "other_table",
                                  Tr::tr("The models that %1 takes read different tables: connect "
                                         "them to one Split.")
                                      .arg(m_in.graph.title(place)));
                return common;
            } else {
                common = meeting(common, taken);
            }
        }
        return common;
    }

    // Where two ways from one Input part.
    TableOrigin meeting(TableOrigin a, TableOrigin b) const
    {
        const int split = a.split;
        while (a.last != b.last) {
            TableOrigin &longer = a.length >= b.length ? a : b;
            longer = m_origins[m_origins[longer.last].got];
        }
        a.split = split;
        return a;
    }

    void readInput(int place)
    {
        m_origins[place] = {};
        m_origins[place].input = m_origins[place].last = place;
        if (const TableFacts *facts = findTable(m_tables, m_in.graph.node(place).block->id)) {
            m_columns[place].known = true;
            for (const ColumnFacts &column : facts->columns)
                m_columns[place].names.insert(column.name);
        }
    }

    void visitStep(int place)
    {
        TableOrigin &origin = m_origins[place];
        if (passesAll(m_in.graph, place))
            return;
        const bool selects = selectsColumns(m_in.graph, place);
        if (origin.transformer >= 0 && !selects)
            m_in.report.error(
                place, "step_behind_transformer",
                Tr::tr("%1 stands behind %2, which learns from data: put it in front.")
                    .arg(m_in.graph.title(place), m_in.graph.title(origin.transformer)));
        origin.last = place;
        ++origin.length;
        Columns &columns = m_columns[place];
        if (selects)
            select(columns, place);
        else if (filtersRows(m_in.graph, place))
            origin.rowFilter = place;
        else
            addMade(columns, place);
    }

    // What is selected, and what always stays: the target, and what says how rows belong together.
    void select(Columns &columns, int place)
    {
        const AttributeValue wanted = m_in.graph.value(place, QStringLiteral("columns"));
        if (wanted.as<QString>()) {
            columns.known = false;
            return;
        }
        QSet<QString> kept;
        for (const QString &name : textItems(wanted))
            kept.insert(name);
        kept.insert(targetColumn(m_in.graph, m_origins[place].input));
        columns.names.intersect(kept.unite(m_splitColumns));
    }

    // A script makes the columns that it declares; one that declares none may make any.
    void addMade(Columns &columns, int place)
    {
        const QStringList made = textItems(m_in.graph.value(place, QStringLiteral("outputs")));
        columns.known = columns.known && !made.isEmpty();
        for (const QString &name : made)
            columns.names.insert(name);
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
    QSet<QString> m_splitColumns; // Those of any Split: they stay whatever is selected.
};

} // namespace

bool selectsColumns(const CheckGraph &graph, int place)
{
    const BlockType *type = graph.node(place).type;
    return type && type->key == QLatin1String("table.select_columns");
}

bool filtersRows(const CheckGraph &graph, int place)
{
    const BlockType *type = graph.node(place).type;
    return type && type->key == QLatin1String("table.filter_rows");
}

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
