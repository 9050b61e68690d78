#include "widgets/properties/attribute_editor.h"

#include <QStyle>
#include <QVariant>

namespace outcrop {

AttributeEditor::AttributeEditor(AttributeSpec spec, QWidget *parent)
    : QWidget(parent), m_spec(std::move(spec))
{
}

void AttributeEditor::setField(QWidget *field)
{
    m_field = field;
    field->setAccessibleName(m_spec.name);
    field->setAccessibleDescription(m_spec.help);
    setFocusProxy(field);
}

void AttributeEditor::markWrong(bool wrong)
{
    if (m_field->property("wrong").toBool() == wrong)
        return;
    m_field->setProperty("wrong", wrong);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
}

QString severalValues()
{
    return AttributeEditor::tr("several values");
}

} // namespace outcrop
