#pragma once

#include "widgets/properties/attribute_editor.h"

class QComboBox;

namespace outcrop {

// One of a few words.
class ChoiceEditor : public AttributeEditor
{
    Q_OBJECT

public:
    explicit ChoiceEditor(const AttributeSpec &spec, QWidget *parent = nullptr);

    void showValue(const AttributeValue &value) override;
    void showSeveral() override;

private:
    QVector<AttributeValue> m_values;
    QComboBox *m_combo;
};

} // namespace outcrop
