#include "core/catalog/catalog.h"

#include <algorithm>

namespace outcrop {

namespace {

template<class Item>
const Item *named(const QVector<Item> &items, const QString &name)
{
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const Item &item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

const AttributeSpec *BlockType::findAttribute(const QString &name) const
{
    return named(attributes, name);
}

const PortSpec *BlockType::findInput(const QString &name) const
{
    return named(inputs, name);
}

const PortSpec *BlockType::findOutput(const QString &name) const
{
    return named(outputs, name);
}

Catalog::Catalog(QVector<BlockType> types) : m_types(std::move(types))
{
    std::sort(m_types.begin(), m_types.end(),
              [](const BlockType &a, const BlockType &b) { return a.key < b.key; });
    m_index.reserve(m_types.size());
    for (int i = 0; i < m_types.size(); ++i)
        m_index.insert(m_types[i].key, i);
}

const BlockType *Catalog::find(const QString &key) const
{
    const auto found = m_index.constFind(key);
    return found == m_index.constEnd() ? nullptr : &m_types[*found];
}

} // namespace outcrop
