#include "core/yaml/yaml_refusal.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <numeric>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::YamlParser)
};

} // namespace

bool isTooLong(const QString &key, const YamlLimits &limits)
{
    constexpr int longestEscape = 6; // \uXXXX
    if (key.size() * longestEscape <= limits.keyLength)
        return false;
    return std::accumulate(key.begin(), key.end(), 0,
                           [](int sum, QChar c) {
                               const bool plain = c >= QLatin1Char(' ') && c <= QLatin1Char('~')
                                                  && c != QLatin1Char('"')
                                                  && c != QLatin1Char('\\');
                               return sum + (plain ? 1 : longestEscape);
                           })
           > limits.keyLength;
}

YamlRefusal tooManyNodes(int line, const YamlLimits &limits)
{
    return {line, Tr::tr("the file has more than %1 values").arg(limits.nodes)};
}

YamlRefusal tooDeep(int line, const YamlLimits &limits)
{
    return {line, Tr::tr("values are nested more than %1 deep").arg(limits.depth)};
}

YamlRefusal tooLong(int line, const YamlLimits &limits)
{
    return {line, Tr::tr("this text is longer than %1").arg(formatSize(limits.scalarBytes))};
}

YamlRefusal tooLongKey(int line)
{
    return {line, Tr::tr("this key is too long")};
}

YamlRefusal duplicateKey(int line, const QString &key)
{
    return {line, Tr::tr("the key \"%1\" is there twice; remove one").arg(plainLine(key, 80))};
}

} // namespace outcrop
