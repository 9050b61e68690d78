#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"
#include "widgets/style/style.h"

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace outcrop {

// The connections that can be made with the ports of one block, the nearest blocks first, at most
// 200.
QVector<Connection> possibleConnections(const Pipeline &pipeline, const Catalog &catalog,
                                        BlockId block);

// Connecting by keyboard: a list under a field that filters it. Arrows choose, Return connects,
// Escape closes. Deletes itself.
class TargetList : public QFrame
{
    Q_OBJECT

public:
    TargetList(const Pipeline &pipeline, const Catalog &catalog, const Style &style, BlockId block,
               QWidget *parent);

    void open(const QPoint &globalPosition);
    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void chosen(const outcrop::Connection &connection);

private:
    void addRow(const Pipeline &pipeline, const Catalog &catalog, const Style &style, BlockId block,
                const Connection &connection);
    void filter(const QString &text);
    void take();

    QVector<Connection> m_connections;
    QLineEdit *m_field;
    QListWidget *m_list;
};

} // namespace outcrop
