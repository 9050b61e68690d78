#pragma once

#include "core/catalog/attribute_value.h"
#include "core/table/table.h"

#include <QFrame>

class QButtonGroup;
class QTreeWidget;
class QTreeWidgetItem;

namespace outcrop {

class SearchField;
class Style;

// Chooses columns: all, numeric, text, or some by name from the table that comes in, with their
// types. Enter in the search adds a name that is not known there.
class ColumnsPopup : public QFrame
{
    Q_OBJECT

public:
    ColumnsPopup(const QVector<ColumnFacts> &columns, const AttributeValue &value, Style &style,
                 QWidget *parent);

    AttributeValue value() const;
    void showColumns(const QVector<ColumnFacts> &columns); // What is chosen stays.

signals:
    void given(const outcrop::AttributeValue &value);

private:
    QWidget *makeWords();
    void makeList();
    void fillList(const QVector<ColumnFacts> &columns, const AttributeValue &value);
    void addColumn(const QString &name, const QString &type, bool isChosen);
    void filter(const QString &text);
    void toggleSearched();
    void showWord();

    QVector<ColumnFacts> m_columns;
    Style &m_style;
    QString m_word; // "all", "numeric", "text"; empty: what is checked.
    QButtonGroup *m_words;
    SearchField *m_search;
    QTreeWidget *m_list;
};

} // namespace outcrop
