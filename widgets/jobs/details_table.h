#pragma once

#include "widgets/charts/chart.h"

#include <QTableView>

namespace outcrop {

class ChartTableModel;
class Style;

// A table of what is known of the selected jobs, to be read: columns in which nothing stands take
// no room, the others share it.
class DetailsTable : public QTableView
{
    Q_OBJECT

public:
    DetailsTable(Style &style, const QString &accessibleName, QWidget *parent = nullptr);

    void setTable(const ChartTable &table);
    int rowCount() const;
    void fit(int width); // Its own width may not be known yet.

private:
    ChartTableModel *m_rows;
};

} // namespace outcrop
