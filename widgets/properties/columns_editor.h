#pragma once

#include "widgets/properties/attribute_editor.h"

class QComboBox;

namespace outcrop {

class Style;

// Columns of the table that comes in: says which, and opens a popup to choose.
class ColumnsEditor : public AttributeEditor
{
    Q_OBJECT

public:
    ColumnsEditor(const AttributeSpec &spec, Style &style, QWidget *parent = nullptr);

    void showValue(const AttributeValue &value) override;
    void showSeveral() override;
    void setColumns(const QVector<ColumnFacts> &columns) override { m_columns = columns; }

private:
    void openPopup();
    void say(const QString &text);

    Style &m_style;
    QComboBox *m_box;
    QVector<ColumnFacts> m_columns;
    AttributeValue m_value;
};

} // namespace outcrop
