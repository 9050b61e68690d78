#pragma once

#include "widgets/charts/chart.h"

#include <QAbstractTableModel>

namespace outcrop {

// A chart's table, numbers as the person's locale writes them. Qt::EditRole gives the bare value,
// to sort by.
class ChartTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(ChartTable table);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isFigure(int column) const;

    ChartTable m_table;
};

// "0.9949", "1,024": at most six digits that count.
QString numberText(double value);

} // namespace outcrop
