#include "widgets/palette/block_groups.h"

#include "core/catalog/block_search.h"

#include <QMap>

#include <algorithm>

namespace outcrop {

namespace {

// More rows under one heading are not looked through.
constexpr int longestGroup = 20;

QString part(const QString &category, int index)
{
    return category.section(QLatin1Char('/'), index, index);
}

QString headingOf(const BlockType &type, const QMap<QString, int> &commonByFirstPart)
{
    const QString first = part(type.category, 0), second = part(type.category, 1);
    const bool splits = commonByFirstPart.value(first) > longestGroup && !second.isEmpty();
    return splits ? second : first;
}

bool isBefore(const BlockGroup &a, const BlockGroup &b)
{
    return a.role != b.role ? a.role < b.role : a.title < b.title;
}

} // namespace

QVector<BlockGroup> groupBlocks(const Catalog &catalog)
{
    QMap<QString, int> commonByFirstPart;
    for (const BlockType &type : catalog.types())
        commonByFirstPart[part(type.category, 0)] += type.common;

    QMap<QString, BlockGroup> groups;
    for (const BlockType &type : catalog.types()) {
        if (!canBePlaced(type))
            continue;
        BlockGroup &group = groups[headingOf(type, commonByFirstPart)];
        group.role = group.count++ == 0 ? type.role : std::min(group.role, type.role);
        if (type.common)
            group.common << &type;
    }

    QVector<BlockGroup> sorted;
    for (auto group = groups.begin(); group != groups.end(); ++group) {
        group->title = group.key();
        std::sort(group->common.begin(), group->common.end(),
                  [](const BlockType *a, const BlockType *b) { return a->title < b->title; });
        sorted << *group;
    }
    std::sort(sorted.begin(), sorted.end(), isBefore);
    return sorted;
}

} // namespace outcrop
