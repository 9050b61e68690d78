#pragma once

#include "core/pipeline/pipeline.h"
#include "widgets/properties/attribute_row.h"

#include <QHash>
#include <QSet>

class QVBoxLayout;

namespace outcrop {

// The rows of some attributes, advanced ones folded under "8 more". Rows are made when they are
// first seen.
class AttributeForm : public QWidget
{
    Q_OBJECT

public:
    AttributeForm(const QVector<AttributeSpec> &specs, Style &style, QWidget *parent = nullptr);

    // What the blocks have; all of them have these attributes.
    void showBlocks(const Pipeline &pipeline, const QVector<BlockId> &blocks,
                    const Catalog &catalog);
    void showProblems(const QVector<Problem> &problems); // Of these attributes.
    void setColumns(const QVector<ColumnFacts> &columns);
    void setColumnsRemark(const ColumnsRemark &remark); // Of the rows that choose columns.
    bool takesColumns() const;                          // One of the rows that were made does.
    // These have no effect now, and why: "not in scikit-learn 1.3.0 on lab". Before showBlocks().
    void setMissing(const QSet<QString> &attributes, const QString &reason);
    void setBaseFolder(const QString &folder);
    void setUnfolded(bool unfolded);
    // Its row, unfolded; of an empty name the first that has an effect. nullptr: there is none.
    AttributeRow *reveal(const QString &attribute);

signals:
    void given(const QString &attribute, const outcrop::AttributeValue &value,
               outcrop::Giving giving);
    void resetWished(const QString &attribute);
    void fixWished(const outcrop::Fix &fix);
    void unfolded(bool unfolded);

private:
    AttributeRow *makeRow(const AttributeSpec &spec);
    void fillRow(AttributeRow *row);
    void showProblemsOf(AttributeRow *row);
    void sayHowManyMore();

    QVector<AttributeSpec> m_specs;
    Style &m_style;
    QVBoxLayout *m_layout;
    QToolButton *m_more;
    QWidget *m_folded;
    QHash<QString, AttributeRow *> m_rows;
    QHash<QString, RowState> m_states;
    QVector<Problem> m_problems;
    QVector<ColumnFacts> m_columns;
    ColumnsRemark m_columnsRemark;
    QSet<QString> m_missing;
    QString m_whyMissing;
    QString m_baseFolder;
};

} // namespace outcrop
