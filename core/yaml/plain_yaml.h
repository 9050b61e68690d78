#pragma once

#include "core/yaml/yaml_refusal.h"

#include <variant>

namespace outcrop {

// The file goes beyond the plain part of YAML at this line; it may be right all the same.
struct UnusualYaml
{
    int line;
};

// Reads the plain part of YAML that Outcrop writes and people mostly write: block collections, flow
// collections on one line, plain and quoted scalars on one line, `|` and `|-` blocks, comments. In
// linear time, a hundred times as fast as yaml-cpp; a tree is the same tree as yaml-cpp's (a test
// compares them). `bytes` are clean: UTF-8 without control characters, no byte order mark, lines
// end with \n.
std::variant<YamlNode, YamlRefusal, UnusualYaml> parsePlainYaml(const QByteArray &bytes,
                                                                const YamlLimits &limits);

// Text of a scalar. (QString::fromUtf8() swallows U+FEFF at the beginning, which an escape can put
// there.)
QString decodeYamlText(const char *bytes, int size);

} // namespace outcrop
