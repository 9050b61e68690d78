#include "core/results/radix_sort.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace outcrop {

namespace {

constexpr int digitBits =
    8; // 256 places to write to: as many as stay near at hand in caches and page tables.
constexpr std::size_t digitValues = std::size_t(1) << digitBits;
constexpr std::size_t smallest = 256;                // Below it comparing is faster.
constexpr std::size_t cached = std::size_t(1) << 15; // Keys that stay in a core's cache, twice.

using Histogram = std::array<std::size_t, digitValues>;
using Key = std::uint64_t;

std::size_t digitOf(Key key, int shift)
{
    return std::size_t(key >> shift) & (digitValues - 1);
}

void toOffsets(Histogram &histogram)
{
    std::size_t sum = 0;
    for (std::size_t &entry : histogram)
        sum += std::exchange(entry, sum);
}

void scatter(const Key *from, Key *to, std::size_t count, int shift, Histogram &offsets)
{
    for (std::size_t i = 0; i < count; ++i)
        to[offsets[digitOf(from[i], shift)]++] = from[i];
}

// Sorts what has the same bits from `shift` up.
void sortRuns(Key *keys, std::size_t count, int shift)
{
    for (std::size_t begin = 0; begin + 1 < count;) {
        std::size_t end = begin + 1;
        while (end < count && keys[end] >> shift == keys[begin] >> shift)
            ++end;
        if (end - begin > 1 && !std::is_sorted(keys + begin, keys + end)) // Ties are sorted.
            std::sort(keys + begin, keys + end);
        begin = end;
    }
}

// Keys that fit the cache and differ below the bit `highest`: from the lower digits up, three of
// them; eight bits more than what numbers the keys leave few that are not told apart. They end up
// in `other`.
void sortCached(Key *keys, Key *other, std::size_t count, int highest)
{
    const int lowest = std::max(0, highest - 3 * digitBits);
    std::array<Histogram, 3> histograms{};
    for (std::size_t i = 0; i < count; ++i) {
        ++histograms[0][digitOf(keys[i], lowest)];
        ++histograms[1][digitOf(keys[i], lowest + digitBits)];
        ++histograms[2][digitOf(keys[i], lowest + 2 * digitBits)];
    }
    for (int pass = 0; pass < 3; ++pass) {
        Histogram &offsets = histograms[std::size_t(pass)];
        toOffsets(offsets);
        scatter(keys, other, count, lowest + pass * digitBits, offsets);
        std::swap(keys, other);
    }
    if (lowest > 0)
        sortRuns(keys, count, lowest);
}

// Sorts keys that differ below the bit `highest`; they end up in `target`, which is `keys` or
// `other`.
void sortInto(Key *target, Key *keys, Key *other, std::size_t count, int highest)
{
    if (count < smallest || highest == 0) {
        std::sort(keys, keys + count);
        if (target != keys)
            std::copy(keys, keys + count, target);
        return;
    }
    if (count <= cached) {
        sortCached(keys, other, count, highest);
        if (target != other)
            std::copy(other, other + count, target);
        return;
    }
    // Parted by the highest digit, until the parts fit.
    const int shift = std::max(0, highest - digitBits);
    Histogram ends{};
    for (std::size_t i = 0; i < count; ++i)
        ++ends[digitOf(keys[i], shift)];
    toOffsets(ends);
    scatter(keys, other, count, shift, ends);
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        sortInto(target + begin, other + begin, keys + begin, end - begin, shift);
        begin = end;
    }
}

} // namespace

void radixSort(std::span<std::uint64_t> keys)
{
    std::uint64_t differing = 0;
    for (const std::uint64_t key : keys)
        differing |= key ^ keys[0];
    if (differing == 0)
        return;
    const std::unique_ptr<Key[]> other(new Key[keys.size()]);
    sortInto(keys.data(), keys.data(), other.get(), keys.size(), int(std::bit_width(differing)));
}

} // namespace outcrop
