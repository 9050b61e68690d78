#include "widgets/properties/editor_shape.h"

#include <algorithm>

namespace outcrop {

namespace {

using Form = AttributeKind::Form;

bool hasOnly(const AttributeSpec &spec, std::initializer_list<Form> forms)
{
    return std::all_of(spec.kinds.begin(), spec.kinds.end(), [&](const AttributeKind &kind) {
        return std::find(forms.begin(), forms.end(), kind.form) != forms.end();
    });
}

EditorShape shapeOf(const AttributeSpec &spec)
{
    if (hasOnly(spec, {Form::Bool}))
        return EditorShape::Switch;
    if (hasOnly(spec, {Form::Choice, Form::Bool, Form::None}))
        return EditorShape::Choice;
    if (hasOnly(spec, {Form::Columns}))
        return EditorShape::Columns;
    if (hasOnly(spec, {Form::Path}))
        return EditorShape::Path;
    return hasOnly(spec, {Form::Code}) ? EditorShape::Code : EditorShape::Typed;
}

} // namespace

bool hasForm(const AttributeSpec &spec, Form form)
{
    return std::any_of(spec.kinds.begin(), spec.kinds.end(),
                       [form](const AttributeKind &kind) { return kind.form == form; });
}

EditorShape editorShape(const AttributeSpec &spec, const AttributeValue &value)
{
    const EditorShape shape = shapeOf(spec);
    if (shape == EditorShape::Path) // Not set yet is no reason to take the button away.
        return value.as<QString>() || value.isNone() ? shape : EditorShape::Typed;
    return value.as<SearchSpace>() || checkValue(spec, value) ? EditorShape::Typed : shape;
}

QVector<AttributeValue> pickableValues(const AttributeSpec &spec)
{
    QVector<AttributeValue> values;
    for (const AttributeKind &kind : spec.kinds) {
        values << kind.choices;
        if (kind.form == Form::Bool)
            values << AttributeValue(true) << AttributeValue(false);
        if (kind.form == Form::None || kind.form == Form::RandomState)
            values << AttributeValue();
    }
    return values;
}

} // namespace outcrop
