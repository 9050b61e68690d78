#include "widgets/properties/switch_editor.h"

#include "widgets/properties/toggle_switch.h"

#include <QHBoxLayout>

namespace outcrop {

SwitchEditor::SwitchEditor(const AttributeSpec &spec, Style &style, QWidget *parent)
    : AttributeEditor(spec, parent), m_switch(new ToggleSwitch(style))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_switch);
    layout->addStretch();
    setField(m_switch);
    connect(m_switch, &QAbstractButton::clicked, this, [this](bool on) {
        m_switch->setUndecided(false);
        emit given(AttributeValue(on), Giving::Choosing);
    });
}

void SwitchEditor::showValue(const AttributeValue &value)
{
    m_switch->setUndecided(false);
    m_switch->setChecked(value.as<bool>() && *value.as<bool>());
}

void SwitchEditor::showSeveral()
{
    m_switch->setChecked(false); // A click means yes for all.
    m_switch->setUndecided(true);
}

} // namespace outcrop
