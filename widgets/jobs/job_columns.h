#pragma once

#include "widgets/jobs/job_row.h"

#include <QObject>
#include <QSet>
#include <QStringList>

class QHeaderView;
class QPoint;
class QTableView;

namespace outcrop {

// The columns of a table of jobs: which are shown, in which order and how wide. Those in which no
// job has anything to say take no room; of the default ones, those that matter least make way where
// the table is narrow. Widths follow the contents and the table's width until a person chooses one.
class JobColumns : public QObject
{
    Q_OBJECT

public:
    // The table has a model with the columns of JobColumn, and is the parent.
    explicit JobColumns(QTableView &table);

    // What is wanted, in its order; see columnKey(). Unknown keys are ignored; without a known one
    // the default stands.
    QStringList keys() const;
    void setKeys(const QStringList &keys);

    void fit();       // After the contents changed.
    void fitStates(); // After what jobs say of their state changed; nothing where it has room.
    void openMenu(const QPoint &globalPosition);

signals:
    void changed(const QStringList &keys); // By a person.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isWanted(int column) const;
    void foldEmpty();
    void makeRoom();
    void show(int column, bool isShown);
    void showDefault();

    QTableView &m_table;
    QHeaderView &m_header;
    QSet<int> m_empty;              // Wanted, but no job has anything to say there.
    QSet<int> m_crowded;            // Wanted, but there is no room for it.
    bool m_areChosen = false;       // By a person: none makes way.
    bool m_widthsAreChosen = false; // A person made a column wider: none is fitted any more.
};

} // namespace outcrop
