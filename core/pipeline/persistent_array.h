#pragma once

#include <QSharedData>

#include <algorithm>
#include <bit>
#include <vector>

namespace outcrop {

// A sparse array by a number, persistent: copies share every node that none of them has changed
// since. A change costs the nodes on the way to it (three of up to 32 slots at 32,768 keys), and
// two arrays that were copied from one another are compared by the nodes they no longer share. Keys
// are visited in ascending order.
template<class T>
class PersistentArray
{
public:
    int size() const { return m_size; }

    // Borrowed until the next change; nullptr: there is none. O(log32 of the largest key).
    const T *find(quint32 key) const
    {
        if (!holds(key))
            return nullptr;
        const Node *node = m_root.constData();
        for (int height = m_height; node && height > 0; --height) {
            const quint32 slot = slotOf(key, height);
            node = node->has(slot) ? node->children[node->index(slot)].constData() : nullptr;
        }
        const quint32 slot = slotOf(key, 0);
        return node && node->has(slot) ? &node->values[node->index(slot)] : nullptr;
    }

    // The value at `key` to change, made if there is none.
    T &at(quint32 key)
    {
        if (!m_root)
            m_root = new Node;
        while (!holds(key))
            grow();
        Node *node = m_root.data();
        for (int height = m_height; height > 0; --height)
            node = node->child(slotOf(key, height)).data();
        return node->value(slotOf(key, 0), m_size);
    }

    void remove(quint32 key)
    {
        if (!find(key))
            return;
        removeBelow(*m_root.data(), m_height, key);
        --m_size;
    }

    // visit(key, const T &) for every key from `first` on.
    template<class Visit>
    void forEach(Visit visit, quint32 first = 0) const
    {
        if (m_root)
            visitBelow(*m_root.constData(), m_height, 0, first, visit);
    }

    // visit(key, const T *inA, const T *inB) for every key of a node that `a` and `b` do not share,
    // until it returns false. Values may be equal all the same.
    template<class Visit>
    static void compare(PersistentArray a, PersistentArray b, Visit visit)
    {
        while (a.m_root && a.m_height < b.m_height)
            a.grow();
        while (b.m_root && b.m_height < a.m_height)
            b.grow();
        compareBelow(a.m_root.constData(), b.m_root.constData(), std::max(a.m_height, b.m_height),
                     0, visit);
    }

private:
    static constexpr int bits = 5;

    struct Node : QSharedData
    {
        quint32 used = 0; // Bit n: slot n is there. The vectors hold only those that are.
        std::vector<QSharedDataPointer<Node>> children;
        std::vector<T> values;

        bool has(quint32 slot) const { return (used >> slot & 1U) != 0; }
        size_t index(quint32 slot) const
        {
            const quint32 below = (1U << slot) - 1;
            if ((used & below) == below) // Without gaps, as most are; counting bits takes a call.
                return slot;
            return size_t(std::popcount(used & below));
        }

        QSharedDataPointer<Node> &child(quint32 slot)
        {
            const auto place = children.begin() + std::ptrdiff_t(index(slot));
            if (has(slot))
                return *place;
            used |= 1U << slot;
            return *children.insert(place, QSharedDataPointer<Node>(new Node));
        }

        T &value(quint32 slot, int &size)
        {
            const auto place = values.begin() + std::ptrdiff_t(index(slot));
            if (has(slot))
                return *place;
            used |= 1U << slot;
            ++size;
            return *values.insert(place, T{});
        }
    };

    static quint32 slotOf(quint32 key, int height) { return key >> (bits * height) & 31U; }
    bool holds(quint32 key) const
    {
        return bits * (m_height + 1) >= 32 || key >> (bits * (m_height + 1)) == 0;
    }

    // One level more above the root, whose keys are those of slot 0.
    void grow()
    {
        QSharedDataPointer<Node> root(new Node);
        root->used = 1;
        root->children.push_back(m_root);
        m_root = root;
        ++m_height;
    }

    static void removeBelow(Node &node, int height, quint32 key)
    {
        const quint32 slot = slotOf(key, height);
        const auto place = std::ptrdiff_t(node.index(slot));
        if (height == 0) {
            node.values.erase(node.values.begin() + place);
            node.used &= ~(1U << slot);
            return;
        }
        Node &child = *node.children[size_t(place)].data();
        removeBelow(child, height - 1, key);
        if (child.used == 0) {
            node.children.erase(node.children.begin() + place);
            node.used &= ~(1U << slot);
        }
    }

    template<class Visit>
    static void visitBelow(const Node &node, int height, quint32 base, quint32 first, Visit &visit)
    {
        size_t index = 0;
        for (quint32 left = node.used; left != 0; left &= left - 1, ++index) {
            const quint32 low = base + (quint32(std::countr_zero(left)) << (bits * height));
            const quint64 above = quint64(low) + (quint64(1) << (bits * height));
            if (above <= first)
                continue;
            if (height == 0)
                visit(low, node.values[index]);
            else
                visitBelow(*node.children[index].constData(), height - 1, low, first, visit);
        }
    }

    template<class Visit>
    static bool compareBelow(const Node *a, const Node *b, int height, quint32 base, Visit &visit)
    {
        if (a == b)
            return true;
        const quint32 usedA = a ? a->used : 0;
        const quint32 usedB = b ? b->used : 0;
        for (quint32 left = usedA | usedB; left != 0; left &= left - 1) {
            const auto slot = quint32(std::countr_zero(left));
            const bool inA = (usedA >> slot & 1U) != 0;
            const bool inB = (usedB >> slot & 1U) != 0;
            const quint32 low = base + (slot << (bits * height));
            bool goOn = true;
            if (height == 0)
                goOn = visit(low, inA ? &a->values[a->index(slot)] : nullptr,
                             inB ? &b->values[b->index(slot)] : nullptr);
            else
                goOn = compareBelow(inA ? a->children[a->index(slot)].constData() : nullptr,
                                    inB ? b->children[b->index(slot)].constData() : nullptr,
                                    height - 1, low, visit);
            if (!goOn)
                return false;
        }
        return true;
    }

    QSharedDataPointer<Node> m_root;
    int m_height = 0; // Of the root; leaves are 0.
    int m_size = 0;
};

} // namespace outcrop
