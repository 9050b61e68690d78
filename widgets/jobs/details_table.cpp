#include "widgets/jobs/details_table.h"

#include "widgets/charts/chart_table_model.h"
#include "widgets/jobs/job_delegate.h"
#include "widgets/style/style.h"

#include <QHeaderView>

namespace outcrop {

DetailsTable::DetailsTable(Style &style, const QString &accessibleName, QWidget *parent)
    : QTableView(parent), m_rows(new ChartTableModel(this))
{
    setModel(m_rows);
    setItemDelegate(new JobDelegate(style, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setShowGrid(false);
    setMouseTracking(true);
    verticalHeader()->hide();
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    alignHeader(*horizontalHeader());
    setAccessibleName(accessibleName);
}

void DetailsTable::setTable(const ChartTable &table)
{
    m_rows->setTable(table);
    for (int column = 0; column < m_rows->columnCount(); ++column) {
        bool isEmpty = true;
        for (int row = 0; row < m_rows->rowCount() && isEmpty; ++row)
            isEmpty = m_rows->index(row, column).data().toString().isEmpty();
        setColumnHidden(column, isEmpty);
    }
    resizeRowsToContents();
}

int DetailsTable::rowCount() const
{
    return m_rows->rowCount();
}

void DetailsTable::fit(int width)
{
    resizeColumnsToContents();
    shareWidth(*horizontalHeader(), width);
}

} // namespace outcrop
