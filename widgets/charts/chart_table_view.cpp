#include "widgets/charts/chart_table_view.h"

#include "widgets/charts/chart_table_model.h"
#include "widgets/style/sort_header.h"

#include <QApplication>
#include <QClipboard>
#include <QMap>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace outcrop {

ChartTableView::ChartTableView(const Style &style, QWidget *parent)
    : QTableView(parent)
    , m_table(new ChartTableModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    m_sorted->setSourceModel(m_table);
    m_sorted->setSortRole(Qt::EditRole);
    setModel(m_sorted);
    setHorizontalHeader(new SortHeader(style));
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    verticalHeader()->hide();
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
}

void ChartTableView::setTable(const ChartTable &table)
{
    m_table->setTable(table);
}

void ChartTableView::copy() const
{
    QMap<int, QStringList> lines;
    QModelIndexList chosen = selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    for (const QModelIndex &index : chosen)
        lines[index.row()] << index.data().toString();
    QStringList text;
    for (const QStringList &cells : lines)
        text << cells.join(QLatin1Char('\t'));
    QApplication::clipboard()->setText(text.join(QLatin1Char('\n')));
}

} // namespace outcrop
