#include "widgets/properties/choice_editor.h"

#include "widgets/properties/calm_combo_box.h"
#include "widgets/properties/editor_shape.h"

#include <QHBoxLayout>

namespace outcrop {

namespace {

// What cannot be seen is called by its name.
QString titleOf(const AttributeValue &value)
{
    const QString text = formatValue(value);
    if (text == QLatin1String("\t"))
        return ChoiceEditor::tr("tab");
    return text == QLatin1String(" ") ? ChoiceEditor::tr("space") : text;
}

} // namespace

ChoiceEditor::ChoiceEditor(const AttributeSpec &spec, QWidget *parent)
    : AttributeEditor(spec, parent), m_values(pickableValues(spec)), m_combo(new CalmComboBox)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_combo);
    for (const AttributeValue &value : m_values)
        m_combo->addItem(titleOf(value));
    m_combo->setPlaceholderText(severalValues());
    m_combo->setCurrentIndex(-1);
    setField(m_combo);
    connect(m_combo, QOverload<int>::of(&QComboBox::activated), this,
            [this](int index) { emit given(m_values[index], Giving::Choosing); });
}

void ChoiceEditor::showValue(const AttributeValue &value)
{
    m_combo->setCurrentIndex(m_values.indexOf(value));
}

void ChoiceEditor::showSeveral()
{
    m_combo->setCurrentIndex(-1);
}

} // namespace outcrop
