#include "core/yaml/yaml_refusal.h"

#include "core/base/text.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::YamlParser)
};

} // namespace

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

YamlRefusal duplicateKey(int line, const QString &key)
{
    return {line, Tr::tr("the key \"%1\" is there twice; remove one").arg(plainLine(key, 80))};
}

} // namespace outcrop
