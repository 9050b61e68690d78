#pragma once

#include "core/table/table.h"
#include "widgets/style/style.h"

#include <QAbstractTableModel>

namespace outcrop {

// The first rows of a table, as they stand in the file.
class RowsTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RowsTableModel(Style &style, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_style(style)
    {
    }

    void show(const TableFacts &table, const QString &target);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Style &m_style;
    TableFacts m_table;
    QString m_target;
};

} // namespace outcrop
