#include "widgets/canvas/spatial_grid.h"

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

constexpr double cellSize = 512;
constexpr qint64 manyCells = 64;
constexpr double farthest = 1e6; // Cells; keeps numbers whole.

int cell(double coordinate)
{
    return int(std::clamp(std::floor(coordinate / cellSize), -farthest, farthest));
}

} // namespace

SpatialGrid::Cells SpatialGrid::cellsOf(const QRectF &rect)
{
    return {cell(rect.left()), cell(rect.top()), cell(rect.right()), cell(rect.bottom())};
}

void SpatialGrid::insert(int key, const QRectF &rect)
{
    if (key >= m_seen.size())
        m_seen.resize(key + 1);
    const Cells cells = cellsOf(rect);
    if (cells.count() > manyCells) {
        m_large << key;
        return;
    }
    for (int y = cells.top; y <= cells.bottom; ++y) {
        for (int x = cells.left; x <= cells.right; ++x)
            m_cells[keyOf(x, y)] << key;
    }
}

void SpatialGrid::remove(int key, const QRectF &rect)
{
    const Cells cells = cellsOf(rect);
    if (cells.count() > manyCells) {
        m_large.removeOne(key);
        return;
    }
    for (int y = cells.top; y <= cells.bottom; ++y) {
        for (int x = cells.left; x <= cells.right; ++x) {
            const auto it = m_cells.find(keyOf(x, y));
            if (it == m_cells.end())
                continue;
            it->removeOne(key);
            if (it->isEmpty())
                m_cells.erase(it);
        }
    }
}

void SpatialGrid::clear()
{
    m_cells.clear();
    m_large.clear();
}

} // namespace outcrop
