#include "core/pipeline/pipeline_state.h"

#include <QHash>

#include <algorithm>
#include <tuple>
#include <vector>

namespace outcrop {

using State = Pipeline::State;

bool operator==(const Block &a, const Block &b)
{
    return std::tie(a.id, a.type, a.title, a.position, a.attributes, a.unknown)
           == std::tie(b.id, b.type, b.title, b.position, b.attributes, b.unknown);
}

bool operator==(const Group &a, const Group &b)
{
    return std::tie(a.title, a.blocks, a.color, a.unknown)
           == std::tie(b.title, b.blocks, b.color, b.unknown);
}

bool operator==(const Note &a, const Note &b)
{
    return std::tie(a.text, a.position, a.size, a.unknown)
           == std::tie(b.text, b.position, b.size, b.unknown);
}

namespace {

// How two sequences by growing keys compare: a key only one of them has does not make them differ,
// for handles are no content, but then what follows must be compared place by place.
enum class Sameness { Same, Different, OtherKeys };

template<class T, class Equal>
Sameness compareByKey(const PersistentArray<T> &a, const PersistentArray<T> &b,
                      quint32 &firstDifference, Equal equal)
{
    Sameness sameness = Sameness::Same;
    PersistentArray<T>::compare(a, b, [&](quint32 key, const T *x, const T *y) {
        if (x && y && equal(*x, *y))
            return true;
        firstDifference = key;
        sameness = x && y ? Sameness::Different : Sameness::OtherKeys;
        return false;
    });
    return sameness;
}

template<class T>
std::vector<std::pair<quint32, const T *>> sequenceFrom(const PersistentArray<T> &array,
                                                        quint32 first)
{
    std::vector<std::pair<quint32, const T *>> sequence;
    array.forEach([&](quint32 key, const T &value) { sequence.emplace_back(key, &value); }, first);
    return sequence;
}

template<class T, class Equal>
bool samePlaceByPlace(const PersistentArray<T> &a, const PersistentArray<T> &b, quint32 first,
                      Equal equal)
{
    const auto inA = sequenceFrom(a, first);
    const auto inB = sequenceFrom(b, first);
    return std::equal(inA.begin(), inA.end(), inB.begin(), inB.end(),
                      [&](const auto &x, const auto &y) { return equal(*x.second, *y.second); });
}

// Places in file order by handle.
QHash<quint32, int> placesOf(const PersistentArray<State::Entry> &blocks)
{
    QHash<quint32, int> places;
    places.reserve(blocks.size());
    blocks.forEach([&](quint32 key, const State::Entry &) { places.insert(key, places.size()); });
    return places;
}

bool sameConnectionsOfOtherHandles(const State &a, const State &b)
{
    const QHash<quint32, int> placesA = placesOf(a.blocks);
    const QHash<quint32, int> placesB = placesOf(b.blocks);
    const auto same = [&](const Port &x, const Port &y) {
        return x.name == y.name
               && placesA.value(quint32(x.block)) == placesB.value(quint32(y.block));
    };
    return samePlaceByPlace(a.connections, b.connections, 0,
                            [&](const Connection &x, const Connection &y) {
                                return same(x.from, y.from) && same(x.to, y.to);
                            });
}

} // namespace

bool operator==(const Pipeline &a, const Pipeline &b)
{
    const State &x = *a.m_state;
    const State &y = *b.m_state;
    if (&x == &y)
        return true;
    if (x.blocks.size() != y.blocks.size() || x.connections.size() != y.connections.size()
        || std::tie(x.name, x.seed, x.groups, x.notes, x.unresolved, x.unknown)
               != std::tie(y.name, y.seed, y.groups, y.notes, y.unresolved, y.unknown))
        return false;

    quint32 first = 0;
    const Sameness blocks = compareByKey(x.blocks, y.blocks, first, sameBlock);
    if (blocks == Sameness::Different)
        return false;
    if (blocks == Sameness::OtherKeys)
        return samePlaceByPlace(x.blocks, y.blocks, first, sameBlock)
               && sameConnectionsOfOtherHandles(x, y);

    const auto equal = [](const Connection &c, const Connection &d) { return c == d; };
    const Sameness connections = compareByKey(x.connections, y.connections, first, equal);
    return connections == Sameness::Same
           || (connections == Sameness::OtherKeys
               && samePlaceByPlace(x.connections, y.connections, first, equal));
}

} // namespace outcrop
