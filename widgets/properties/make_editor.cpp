#include "widgets/properties/make_editor.h"

#include "widgets/properties/choice_editor.h"
#include "widgets/properties/code_editor.h"
#include "widgets/properties/columns_editor.h"
#include "widgets/properties/path_editor.h"
#include "widgets/properties/switch_editor.h"
#include "widgets/properties/typed_editor.h"

namespace outcrop {

AttributeEditor *makeEditor(EditorShape shape, const AttributeSpec &spec, Style &style)
{
    switch (shape) {
    case EditorShape::Switch:
        return new SwitchEditor(spec, style);
    case EditorShape::Choice:
        return new ChoiceEditor(spec);
    case EditorShape::Columns:
        return new ColumnsEditor(spec, style);
    case EditorShape::Path:
        return new PathEditor(spec, style);
    case EditorShape::Code:
        return new CodeEditor(spec, style);
    case EditorShape::Typed:
        break;
    }
    return new TypedEditor(spec, style);
}

} // namespace outcrop
