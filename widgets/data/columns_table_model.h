#pragma once

#include "core/table/table.h"
#include "widgets/style/style.h"

#include <QAbstractTableModel>

namespace outcrop {

bool isNumeric(ColumnType type);

// What is known of each column of a table, a row a column.
class ColumnsTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Type, Missing, Distinct, Least, Mean, Greatest, Values, ColumnCount };

    explicit ColumnsTableModel(Style &style, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_style(style)
    {
    }

    void show(const TableFacts &table, const QString &target);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textAt(const ColumnFacts &column, int section) const;
    QString toolTipAt(const ColumnFacts &column) const;

    Style &m_style;
    TableFacts m_table;
    QString m_target;
};

} // namespace outcrop
