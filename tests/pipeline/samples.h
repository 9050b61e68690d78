#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <random>

// Small catalogs and pipelines for tests.
namespace outcrop::samples {

inline QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

inline AttributeValue choice(const char *latin1)
{
    return AttributeValue(text(latin1));
}

inline AttributeKind kind(AttributeKind::Form form)
{
    AttributeKind made;
    made.form = form;
    return made;
}

inline AttributeKind atLeast(AttributeKind::Form form, double min)
{
    AttributeKind made = kind(form);
    made.min = min;
    return made;
}

inline AttributeKind oneOf(const std::vector<const char *> &choices)
{
    AttributeKind made = kind(AttributeKind::Form::Choice);
    for (const char *word : choices)
        made.choices << choice(word);
    return made;
}

inline AttributeSpec attribute(const char *name, const QVector<AttributeKind> &kinds,
                               const AttributeValue &value = {}, bool required = false)
{
    AttributeSpec spec;
    spec.name = text(name);
    spec.kinds = kinds;
    spec.defaultValue = value;
    spec.required = required;
    return spec;
}

inline PortSpec port(const char *name, PortType type, bool many = false)
{
    PortSpec spec;
    spec.name = text(name);
    spec.type = type;
    spec.many = many;
    return spec;
}

inline BlockType type(const char *key, const char *title, BlockRole role,
                      const QVector<PortSpec> &inputs, const QVector<PortSpec> &outputs,
                      const QVector<AttributeSpec> &attributes = {})
{
    BlockType made;
    made.key = text(key);
    made.title = text(title);
    made.role = role;
    made.inputs = inputs;
    made.outputs = outputs;
    made.attributes = attributes;
    return made;
}

// A pipeline that grows by ids and connections: `add("sklearn.Ridge", "ridge")`,
// `connect("data.table -> ridge.table")`.
class Builder
{
public:
    Builder &add(const char *blockType, const char *id,
                 const QMap<QString, AttributeValue> &attributes = {})
    {
        Block block;
        block.id = text(id);
        block.type = text(blockType);
        block.attributes = attributes;
        m_pipeline.append(block);
        return *this;
    }

    Builder &connect(const char *connection)
    {
        const QStringList ends = text(connection).split(QStringLiteral(" -> "));
        m_pipeline.connect({port(ends[0]), port(ends[1])});
        return *this;
    }

    const Pipeline &pipeline() const { return m_pipeline; }
    operator Pipeline() const { return m_pipeline; }

private:
    Port port(const QString &end) const
    {
        const QStringList parts = end.split(QLatin1Char('.'));
        return {m_pipeline.findById(parts[0]), parts[1]};
    }

    Pipeline m_pipeline;
};

// Connected as a chain with side branches: about 1.5 connections a block, acyclic, every block with
// `attributes` values.
inline Pipeline large(int blocks, int attributes = 7)
{
    Pipeline pipeline;
    std::mt19937 random(7);
    QVector<BlockId> ids;
    ids.reserve(blocks);
    for (int i = 0; i < blocks; ++i) {
        Block block;
        block.id = QStringLiteral("block_%1").arg(i);
        block.type = QStringLiteral("sklearn.StandardScaler");
        block.position = QPointF(220 * (i % 100), 140 * (i / 100));
        for (int k = 0; k < attributes; ++k)
            block.attributes.insert(QStringLiteral("attribute_%1").arg(k), AttributeValue(0.5 + k));
        ids << pipeline.append(block);
        const auto join = [&](int from) {
            pipeline.connect(
                {{ids[from], QStringLiteral("table")}, {ids[i], QStringLiteral("table")}});
        };
        if (i > 0)
            join(i - 1);
        if (i > 1 && i % 2 == 0)
            join(int(random() % unsigned(i - 1)));
    }
    return pipeline;
}

} // namespace outcrop::samples
