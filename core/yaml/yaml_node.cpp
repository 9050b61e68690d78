#include "core/yaml/yaml_node.h"

#include "core/base/text.h"

namespace outcrop {

const YamlNode *YamlNode::find(const QString &wanted) const
{
    if (!isMapping())
        return nullptr;
    for (const YamlNode &child : children) {
        if (child.key == wanted)
            return &child;
    }
    return nullptr;
}

YamlScalar YamlNode::scalar() const
{
    if (isNull())
        return {};
    if (quoted || text.isEmpty())
        return text;
    if (text == QLatin1String("true"))
        return true;
    if (text == QLatin1String("false"))
        return false;
    const QChar first = text[0];
    if (first != QLatin1Char('-') && (first < QLatin1Char('0') || first > QLatin1Char('9')))
        return text;
    if (const auto whole = parseInt(text))
        return *whole;
    const bool floatForm =
        text.contains(QLatin1Char('.')) || text.contains(QLatin1Char('e'), Qt::CaseInsensitive);
    if (const auto number = floatForm ? parseFloat(text) : std::nullopt)
        return *number;
    return text; // A whole number beyond 64 bits lands here: nothing may round it silently.
}

} // namespace outcrop
