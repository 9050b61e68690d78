#pragma once

#include "core/base/result.h"
#include "core/catalog/attribute_value.h"

#include <QHash>
#include <QStringList>
#include <QVector>

#include <optional>

namespace outcrop {

// What flows through a port. Any fits every other.
enum class PortType { Table, Model, Scores, Any };

// Whether an output of the one type can feed an input of the other.
inline bool typesFit(PortType from, PortType to)
{
    return from == to || from == PortType::Any || to == PortType::Any;
}

struct PortSpec
{
    QString name; // "table", "model", "scores", or an estimator's parameter ("estimator",
                  // "estimators").
    PortType type = PortType::Any;
    bool many = false;    // An input that takes several connections. Outputs always do.
    bool required = true; // Inputs only.
};

// One of the forms a value may have. An attribute lists all of its forms; a value is right if one
// of them takes it.
struct AttributeKind
{
    enum class Form {
        Int,   // Within min and max.
        Float, // Within min and max. Takes whole numbers too, as scikit-learn does, and keeps them
               // whole.
        Bool,
        None,
        Choice,      // One of `choices`.
        Text,        // Any text.
        List,        // A list of min to max items, each of one of `items`.
        RandomState, // An integer of 0 to 2^32-1, or none: derived from the pipeline's seed.
        Columns,     // `all`, `numeric`, `text`, or a list of column names.
        Column,      // One column name.
        Path,        // A file.
        Code,        // Python source of a person.
    };

    Form form = Form::Text;
    std::optional<double> min, max;
    bool aboveMin = false, belowMax = false; // The bound itself is outside.
    bool fractionOnly = false; // Float: a whole number is refused (some versions of scikit-learn).
    QVector<AttributeValue> choices;
    QVector<AttributeKind> items;
};

// Another attribute must have one of these values, or this one has no effect.
struct AppliesWhen
{
    QString attribute;
    QVector<AttributeValue> values;
};

// A value that an older version of the library took, and what it is now; offered as a Fix.
struct RewriteRule
{
    AttributeValue from;
    AttributeValue to;
    QString why; // "removed in scikit-learn 1.2"
};

struct AttributeSpec
{
    QString name;
    QVector<AttributeKind> kinds;
    AttributeValue defaultValue;
    bool required = false; // Has no default that works: a path, a target.
    QString unit;
    QString help;
    bool advanced = false;
    bool tunable = false;
    bool isParameter = false; // Goes into the constructor call under its own name.
    std::optional<AppliesWhen> applies;
    QVector<RewriteRule> rewrites;
};

enum class BlockRole {
    Input,
    TableStep, // Stateless: acts on the table (select, filter, script).
    Split,
    Transformer,
    Classifier,
    Regressor,
    Clusterer,
    OutlierDetector,
    Evaluate,
    BestModel,
    LatencyTest,
    Other,
};

// What a block of this kind is and how it becomes code. Facts, not prose.
struct BlockType
{
    QString key;      // "sklearn.RandomForestClassifier", "input.csv"
    QString title;    // "Random forest"
    QString category; // "Algorithms/Classification": a path in the palette.
    QStringList synonyms;
    bool common = false;   // Shown in the palette without a search.
    QString help;          // One sentence.
    QString documentation; // URL.
    BlockRole role = BlockRole::Other;
    QString platform;  // "scikit-learn", "python"
    QString module;    // "sklearn.ensemble"; empty where no constructor is called.
    QString className; // "RandomForestClassifier": the Meta type.
    QVector<PortSpec> inputs, outputs;
    QVector<AttributeSpec> attributes;
    QStringList requirements; // "scikit-learn>=1.2"

    // Facts about estimators (false where they make no sense).
    bool pandasOutput = false; // Has set_output.
    bool textInput = false;    // Takes one column of text instead of a table.
    bool predictsProba = false, hasDecisionFunction = false;
    QStringList constants; // "sparse_output=False": arguments every call gets because a table must
                           // come out.

    const AttributeSpec *findAttribute(const QString &name) const;
    const PortSpec *findInput(const QString &name) const;
    const PortSpec *findOutput(const QString &name) const;
};

// All block types there are. A value; cheap to copy.
class Catalog
{
public:
    Catalog() = default;
    explicit Catalog(QVector<BlockType> types);

    const QVector<BlockType> &types() const { return m_types; } // By key.
    const BlockType *find(const QString &key) const;
    QString source() const { return m_source; } // "scikit-learn 1.2.1"
    void setSource(const QString &source) { m_source = source; }

private:
    QVector<BlockType> m_types;
    QHash<QString, int> m_index;
    QString m_source;
};

// Nothing if the value is right; else a sentence for a person: "max_depth is 0; it must be a whole
// number of 1 or more, or none."
std::optional<QString> checkValue(const AttributeSpec &attribute, const AttributeValue &value);

// "a whole number of 1 or more, or none": what an attribute takes.
QString describeKinds(const QVector<AttributeKind> &kinds);

} // namespace outcrop
