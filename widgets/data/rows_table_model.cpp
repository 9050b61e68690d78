#include "widgets/data/rows_table_model.h"

#include "core/base/text.h"
#include "core/table/column_census.h"
#include "widgets/data/columns_table_model.h"

#include <QLocale>

namespace outcrop {

namespace {

constexpr int shownCharacters = 120;

} // namespace

void RowsTableModel::show(const TableFacts &table, const QString &target)
{
    beginResetModel();
    m_table = table;
    m_target = target;
    endResetModel();
}

int RowsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_table.head.size();
}

int RowsTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_table.head.isEmpty() ? 0 : m_table.columns.size();
}

QVariant RowsTableModel::data(const QModelIndex &index, int role) const
{
    const QString value = m_table.head[index.row()].value(index.column());
    const bool missing = isMissing(value.toUtf8().toStdString());
    switch (role) {
    case Qt::DisplayRole:
        return missing ? tr("missing") : plainLine(value, shownCharacters);
    case Qt::TextAlignmentRole:
        return int(
            (isNumeric(m_table.columns[index.column()].type) ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return missing ? m_style.theme().warning : m_style.theme().text;
    default:
        return {};
    }
}

QVariant RowsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(QLocale().toString(section + 1)) : QVariant();
    const ColumnFacts &column = m_table.columns[section];
    switch (role) {
    case Qt::DisplayRole:
        return plainLine(column.name, shownCharacters);
    case Qt::ToolTipRole:
        return tr("%1: %2")
            .arg(plainLine(column.name, 200), columnTypeTitle(column.type))
            .toHtmlEscaped();
    case Qt::TextAlignmentRole:
        return int((isNumeric(column.type) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        return column.name == m_target ? QVariant(m_style.icon(QStringLiteral("star"), Ink::Accent))
                                       : QVariant();
    default:
        return {};
    }
}

} // namespace outcrop
