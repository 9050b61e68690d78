#pragma once

#include <QHash>
#include <QRectF>
#include <QVector>

namespace outcrop {

// Which of many rectangles may touch an area: small whole numbers in the cells of a uniform grid.
// insert() and remove() cost the cells that a rectangle covers; those that cover very many are kept
// apart and always found.
class SpatialGrid
{
public:
    void insert(int key, const QRectF &rect);
    void remove(int key, const QRectF &rect); // As it was inserted.
    void clear();

    // visit(key), once each, for every rectangle in a cell that `area` touches.
    template<class Visit>
    void query(const QRectF &area, Visit visit) const
    {
        ++m_round;
        const auto once = [&](const QVector<int> &keys) {
            for (int key : keys) {
                if (m_seen[key] != m_round) {
                    m_seen[key] = m_round;
                    visit(key);
                }
            }
        };
        once(m_large);
        const Cells wanted = cellsOf(area);
        if (wanted.count() > m_cells.size()) {
            for (auto it = m_cells.begin(); it != m_cells.end(); ++it) {
                if (wanted.holds(it.key()))
                    once(it.value());
            }
            return;
        }
        for (int y = wanted.top; y <= wanted.bottom; ++y) {
            for (int x = wanted.left; x <= wanted.right; ++x) {
                const auto it = m_cells.find(keyOf(x, y));
                if (it != m_cells.end())
                    once(it.value());
            }
        }
    }

private:
    struct Cells
    {
        int left, top, right, bottom;

        qint64 count() const { return qint64(right - left + 1) * (bottom - top + 1); }
        bool holds(quint64 key) const
        {
            const int x = int(quint32(key >> 32)), y = int(quint32(key));
            return x >= left && x <= right && y >= top && y <= bottom;
        }
    };

    static quint64 keyOf(int x, int y) { return quint64(quint32(x)) << 32 | quint32(y); }
    static Cells cellsOf(const QRectF &rect);

    QHash<quint64, QVector<int>> m_cells;
    QVector<int> m_large;
    mutable QVector<quint32> m_seen; // By key: the round of the last visit.
    mutable quint32 m_round = 0;
};

} // namespace outcrop
