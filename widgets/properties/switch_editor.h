#pragma once

#include "widgets/properties/attribute_editor.h"

namespace outcrop {

class Style;
class ToggleSwitch;

// Yes or no.
class SwitchEditor : public AttributeEditor
{
    Q_OBJECT

public:
    SwitchEditor(const AttributeSpec &spec, Style &style, QWidget *parent = nullptr);

    void showValue(const AttributeValue &value) override;
    void showSeveral() override;

private:
    ToggleSwitch *m_switch;
};

} // namespace outcrop
