#pragma once

#include "core/yaml/yaml_parser.h"

namespace outcrop {

// Why a file is no tree, whichever reader saw it: over a limit, or a key twice.
struct YamlRefusal
{
    int line;
    QString what;
};

// Whether a key could not be written again.
bool isTooLong(const QString &key, const YamlLimits &limits);

YamlRefusal tooManyNodes(int line, const YamlLimits &limits);
YamlRefusal tooDeep(int line, const YamlLimits &limits);
YamlRefusal tooLong(int line, const YamlLimits &limits);
YamlRefusal tooLongKey(int line);
YamlRefusal duplicateKey(int line, const QString &key);

} // namespace outcrop
