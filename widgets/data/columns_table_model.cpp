#include "widgets/data/columns_table_model.h"

#include "core/base/text.h"

#include <QFont>
#include <QLocale>

#include <cmath>

namespace outcrop {

namespace {

constexpr int countedValues = 1000; // Distinct values are counted up to here: core/table/table.h.
constexpr int shownCharacters = 40;

bool isRight(int section)
{
    return section >= ColumnsTableModel::Missing && section <= ColumnsTableModel::Greatest;
}

// "5.843", "4,200".
QString numberText(double number)
{
    constexpr int digits = 4;
    constexpr double mostWritten = 1e9;
    const bool isWhole = number == std::floor(number) && std::fabs(number) < mostWritten;
    return isWhole ? QLocale().toString(qint64(number)) : QLocale().toString(number, 'g', digits);
}

} // namespace

bool isNumeric(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Real;
}

void ColumnsTableModel::show(const TableFacts &table, const QString &target)
{
    beginResetModel();
    m_table = table;
    m_target = target;
    endResetModel();
}

int ColumnsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_table.columns.size();
}

int ColumnsTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ColumnsTableModel::textAt(const ColumnFacts &column, int section) const
{
    const QLocale locale;
    switch (section) {
    case Name:
        return plainLine(column.name, 200);
    case Type:
        return columnTypeTitle(column.type);
    case Missing:
        return column.missing == 0 ? QStringLiteral("–") : locale.toString(column.missing);
    case Distinct:
        return column.distinct >= countedValues
                   ? tr("%1 or more").arg(locale.toString(countedValues))
                   : locale.toString(column.distinct);
    case Least:
        return column.numbers ? numberText(column.numbers->least) : QString();
    case Mean:
        return column.numbers ? numberText(column.numbers->mean) : QString();
    case Greatest:
        return column.numbers ? numberText(column.numbers->greatest) : QString();
    case Values: {
        QStringList values;
        for (const QString &value : column.firstValues)
            values.append(plainLine(value, shownCharacters));
        if (column.distinct > values.size() && !values.isEmpty())
            values.append(QStringLiteral("…"));
        return values.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QString ColumnsTableModel::toolTipAt(const ColumnFacts &column) const
{
    QStringList lines{plainLine(column.name, 200) + QStringLiteral(": ")
                      + columnTypeTitle(column.type)};
    if (column.name == m_target)
        lines += tr("The target: what the pipeline learns to predict.");
    if (column.missing > 0 && m_table.rows > 0)
        lines += tr("%1 % of the rows have no value here.")
                     .arg(QLocale().toString(100.0 * double(column.missing) / double(m_table.rows),
                                             'f', 1));
    return lines.join(QLatin1Char('\n'))
        .toHtmlEscaped()
        .replace(QLatin1Char('\n'), QLatin1String("<br>"));
}

QVariant ColumnsTableModel::data(const QModelIndex &index, int role) const
{
    const ColumnFacts &column = m_table.columns[index.row()];
    const bool isTarget = column.name == m_target;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name && isTarget)
            return tr("%1 · target").arg(textAt(column, Name));
        return textAt(column, index.column());
    case Qt::ToolTipRole:
        return toolTipAt(column);
    case Qt::TextAlignmentRole:
        return int((isRight(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (index.column() == Name)
            return isTarget ? m_style.icon(QStringLiteral("star"), Ink::Accent)
                            : m_style.icon(isNumeric(column.type) ? QStringLiteral("axes")
                                                                  : QStringLiteral("text"),
                                           Ink::Muted);
        return {};
    case Qt::FontRole:
        if (index.column() == Name && isTarget) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case Qt::ForegroundRole:
        if (index.column() == Missing && column.missing > 0)
            return m_style.theme().warning;
        return index.column() == Name ? m_style.theme().text : m_style.theme().mutedText;
    default:
        return {};
    }
}

QVariant ColumnsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isRight(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Column");
    case Type:
        return tr("Type");
    case Missing:
        return tr("Missing");
    case Distinct:
        return tr("Distinct");
    case Least:
        return tr("Min");
    case Mean:
        return tr("Mean");
    case Greatest:
        return tr("Max");
    default:
        return tr("Values");
    }
}

} // namespace outcrop
