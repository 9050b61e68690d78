#include "widgets/properties/shared_attributes.h"

#include <algorithm>

namespace outcrop {

namespace {

using Form = AttributeKind::Form;

bool areSame(const QVector<AttributeKind> &a, const QVector<AttributeKind> &b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const AttributeKind &x, const AttributeKind &y) {
            return x.form == y.form && x.min == y.min && x.max == y.max && x.aboveMin == y.aboveMin
                   && x.belowMax == y.belowMax && x.fractionOnly == y.fractionOnly
                   && x.choices == y.choices && areSame(x.items, y.items);
        });
}

AttributeSpec unknownAttribute(const QString &name)
{
    AttributeSpec spec;
    spec.name = name;
    for (const Form form : {Form::Int, Form::Float, Form::Bool, Form::None, Form::Text}) {
        AttributeKind kind;
        kind.form = form;
        spec.kinds << kind;
    }
    AttributeKind list;
    list.form = Form::List;
    list.items = spec.kinds;
    spec.kinds << list;
    spec.tunable = true;
    return spec;
}

} // namespace

QVector<AttributeSpec> sharedAttributes(const Pipeline &pipeline, const QVector<BlockId> &blocks,
                                        const Catalog &catalog)
{
    QVector<AttributeSpec> specs;
    const Block *first = blocks.isEmpty() ? nullptr : pipeline.find(blocks.first());
    if (!first)
        return specs;
    if (const BlockType *type = catalog.find(first->type))
        specs = type->attributes;
    if (blocks.size() == 1) {
        for (auto value = first->attributes.begin(); value != first->attributes.end(); ++value) {
            const bool isKnown =
                std::any_of(specs.begin(), specs.end(),
                            [&](const AttributeSpec &spec) { return spec.name == value.key(); });
            if (!isKnown)
                specs << unknownAttribute(value.key());
        }
    }
    for (const BlockId id : blocks) {
        const Block *block = pipeline.find(id);
        const BlockType *type = block ? catalog.find(block->type) : nullptr;
        if (!block || block->type == first->type)
            continue;
        specs.erase(std::remove_if(specs.begin(), specs.end(),
                                   [type](const AttributeSpec &spec) {
                                       const AttributeSpec *other =
                                           type ? type->findAttribute(spec.name) : nullptr;
                                       return !other || !areSame(other->kinds, spec.kinds);
                                   }),
                    specs.end());
    }
    return specs;
}

} // namespace outcrop
