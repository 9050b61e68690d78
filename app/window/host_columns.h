#pragma once

#include "core/pipeline/check.h"
#include "widgets/data/data_panel.h"
#include "widgets/properties/attribute_editor.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace outcrop {

// The columns of tables on hosts, for those who choose among them: each table is asked for once,
// when somebody needs it.
class HostColumns : public QObject
{
    Q_OBJECT

public:
    explicit HostColumns(QObject *parent = nullptr);

    void setPeek(const DataPanel::PeekAtHost &peek) { m_peek = peek; }

    // Somebody wants the columns of this Input block; changed() follows where they are not known.
    void wish(const QString &block, const DataSource &source);
    // What is to be said of them now; nothing where they are known, or not on a host.
    ColumnsRemark remark(const QString &block) const;
    // Somebody else has read the table.
    void learn(const QString &block, const DataSource &source, const TableFacts &table);

    InputTables tables() const; // By block, as far as they are known.
    void forgetFailures();      // The next wish asks again.
    void clear();

signals:
    void changed();

private:
    struct Table
    {
        DataSource source;
        std::optional<Result<TableFacts>> facts; // Nothing: it is being read.
    };

    void ask();
    void take(const QString &block, const DataSource &source, const Result<TablePeek> &peek);

    DataPanel::PeekAtHost m_peek;
    std::map<QString, Table> m_tables; // By block.
    QString m_wished;                  // The block that is asked for next.
    QTimer m_settled;                  // When a path is no longer typed.
};

} // namespace outcrop
