#pragma once

#include <QString>

#include <variant>
#include <vector>

namespace outcrop {

// What a scalar means to Outcrop, whatever other YAML readers make of it. In order: nothing
// (`null`, `~`, empty), `true`/`false`, a whole number (`-?\d+` within 64 bits), a float (always
// with a point or an exponent, finite), text. `yes`, `no`, `on`, `0x10`, `1_000`, `.inf`,
// `2024-01-01` and whatever stands in quotes are text.
using YamlScalar = std::variant<std::monostate, bool, qint64, double, QString>;

// A part of a YAML file, with the place it stands at. Plain data: no anchors, no tags, no duplicate
// keys.
struct YamlNode
{
    enum class Kind { Null, Scalar, Sequence, Mapping };

    Kind kind = Kind::Null;
    bool quoted =
        false;    // A scalar in quotes or in a block (`|`, `>`): text, whatever it looks like.
    int line = 1; // Of its first character; counted from 1, as is the column.
    int column = 1;
    QString key;  // Children of a mapping: the key they stand under, as text.
    QString text; // Scalar: its content, resolved by nobody yet: `3.10` is still "3.10".
    // Items of a sequence, values of a mapping; in the file's order.
    std::vector<YamlNode> children;

    bool isNull() const { return kind == Kind::Null; }
    bool isScalar() const { return kind == Kind::Scalar; }
    bool isSequence() const { return kind == Kind::Sequence; }
    bool isMapping() const { return kind == Kind::Mapping; }

    // The value under a key of a mapping, else nullptr. Looks at every child: walk `children` where
    // there are many.
    const YamlNode *find(const QString &wanted) const;

    // Of a scalar or null node.
    YamlScalar scalar() const;
};

} // namespace outcrop
