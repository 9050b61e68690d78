#pragma once

#include <QTableView>

class QSortFilterProxyModel;

namespace outcrop {

class ChartTableModel;
class Style;
struct ChartTable;

// The figures of a chart as a table, sorted by any column; what is chosen can be copied, with tabs
// between the cells.
class ChartTableView : public QTableView
{
    Q_OBJECT

public:
    explicit ChartTableView(const Style &style, QWidget *parent = nullptr);

    void setTable(const ChartTable &table);
    void copy() const;

private:
    ChartTableModel *m_table;
    QSortFilterProxyModel *m_sorted;
};

} // namespace outcrop
