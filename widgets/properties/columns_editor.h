#pragma once

#include "widgets/properties/attribute_editor.h"

#include <QPointer>

class QComboBox;

namespace outcrop {

class ColumnsPopup;
class Style;

// Columns of the table that comes in: says which, and opens a popup to choose.
class ColumnsEditor : public AttributeEditor
{
    Q_OBJECT

public:
    ColumnsEditor(const AttributeSpec &spec, Style &style, QWidget *parent = nullptr);

    void showValue(const AttributeValue &value) override;
    void showSeveral() override;
    void setColumns(const QVector<ColumnFacts> &columns) override;

private:
    void openPopup();
    void say(const QString &text);

    Style &m_style;
    QComboBox *m_box;
    QVector<ColumnFacts> m_columns;
    QPointer<ColumnsPopup> m_popup; // While it is open.
    AttributeValue m_value;
};

} // namespace outcrop
