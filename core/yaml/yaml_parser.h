#pragma once

#include "core/base/result.h"
#include "core/yaml/yaml_node.h"

#include <QByteArray>

namespace outcrop {

// What a file may be. Memory and time stay bounded by it, whatever the file says.
struct YamlLimits
{
    int bytes = 32 << 20;
    int nodes = 1'000'000;
    int depth = 64;
    int scalarBytes = 1 << 20;
    // Written with escapes: YAML looks for the colon of a key no further than 1024 characters away.
    int keyLength = 1000;
    int unusualBytes = 2 << 20; // Of a file that only parseAnyYaml() can read.
};

// Reads one YAML document. UTF-8; a byte order mark and CRLF are accepted. Refused, with the line:
// anchors, aliases, merge keys, tags, a second document, duplicate keys, keys that are not scalars,
// control characters, broken UTF-8, anything over the limits. An empty file is a Null node. `file`
// is the name in messages, "loan.outcrop:3: …"; without it they begin with "line 3: …".
Result<YamlNode> parseYaml(const QByteArray &bytes, const QString &file = {},
                           const YamlLimits &limits = {});

// The same by yaml-cpp alone, which knows all of YAML. parseYaml() asks it where parsePlainYaml()
// finds something unusual.
Result<YamlNode> parseAnyYaml(const QByteArray &cleanBytes, const QString &file,
                              const YamlLimits &limits);

// "loan.outcrop:3: what", or "line 3: what" without a file name.
QString yamlPlace(const QString &file, int line, const QString &what);

} // namespace outcrop
