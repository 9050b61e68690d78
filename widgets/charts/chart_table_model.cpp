#include "widgets/charts/chart_table_model.h"

#include <QLocale>

#include <cmath>

namespace outcrop {

QString numberText(double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return QLocale().toString(value, 'f', 0);
    return QLocale().toString(value, 'g', 6);
}

void ChartTableModel::setTable(ChartTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

bool ChartTableModel::isFigure(int column) const
{
    if (m_table.figures.contains(column))
        return true;
    const auto place = std::size_t(column);
    return !m_table.rows.empty() && place < m_table.rows.front().size()
           && m_table.rows.front()[place].type() == QVariant::Double;
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_table.columns.size();
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    const auto &row = m_table.rows[std::size_t(index.row())];
    const QVariant value =
        std::size_t(index.column()) < row.size() ? row[std::size_t(index.column())] : QVariant();
    const bool isNumber = value.type() == QVariant::Double;
    switch (role) {
    case Qt::DisplayRole:
        return isNumber ? numberText(value.toDouble()) : value;
    case Qt::EditRole:
        return value;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_table.columns.value(section);
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

} // namespace outcrop
