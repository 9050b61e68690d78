#include "core/catalog/catalog_words.h"

#include <algorithm>
#include <array>
#include <span>

namespace outcrop {

namespace {

// In the order of the enums.
constexpr std::array roles{"input",      "table_step", "split",        "transformer",
                           "classifier", "regressor",  "clusterer",    "outlier_detector",
                           "evaluate",   "best_model", "latency_test", "other"};
constexpr std::array portTypes{"table", "model", "scores", "any"};
constexpr std::array forms{"int",  "float",        "bool",    "none",   "choice", "text",
                           "list", "random_state", "columns", "column", "path",   "code"};
static_assert(roles.size() == size_t(BlockRole::Other) + 1);
static_assert(portTypes.size() == size_t(PortType::Any) + 1);
static_assert(forms.size() == size_t(AttributeKind::Form::Code) + 1);

using Words = std::span<const char *const>;

template<class Enum>
QString wordOf(Words words, Enum value)
{
    return QLatin1String(words[size_t(value)]);
}

template<class Enum>
std::optional<Enum> fromWord(Words words, const QString &word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const char *known) {
        return word == QLatin1String(known);
    });
    return found == words.end() ? std::nullopt : std::optional(Enum(found - words.begin()));
}

QStringList all(Words words)
{
    QStringList list;
    for (const char *word : words)
        list.append(QLatin1String(word));
    return list;
}

} // namespace

QString roleWord(BlockRole role)
{
    return wordOf(roles, role);
}
std::optional<BlockRole> roleFromWord(const QString &word)
{
    return fromWord<BlockRole>(roles, word);
}
QStringList roleWords()
{
    return all(roles);
}

QString portTypeWord(PortType type)
{
    return wordOf(portTypes, type);
}
std::optional<PortType> portTypeFromWord(const QString &word)
{
    return fromWord<PortType>(portTypes, word);
}
QStringList portTypeWords()
{
    return all(portTypes);
}

QString formWord(AttributeKind::Form form)
{
    return wordOf(forms, form);
}
std::optional<AttributeKind::Form> formFromWord(const QString &word)
{
    return fromWord<AttributeKind::Form>(forms, word);
}
QStringList formWords()
{
    return all(forms);
}

} // namespace outcrop
