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
constexpr std::size_t smallest = 512; // Below it comparing is faster.

using Histogram = std::array<std::size_t, digitValues>;

std::size_t digitOf(std::uint64_t key, int shift)
{
    return std::size_t(key >> shift) & (digitValues - 1);
}

void toOffsets(Histogram &histogram)
{
    std::size_t sum = 0;
    for (std::size_t &entry : histogram)
        sum += std::exchange(entry, sum);
}

// Sorts what has the same bits from `shift` up.
void sortRuns(std::vector<std::uint64_t> &keys, int shift)
{
    for (std::size_t begin = 0; begin + 1 < keys.size();) {
        std::size_t end = begin + 1;
        while (end < keys.size() && keys[end] >> shift == keys[begin] >> shift)
            ++end;
        if (end - begin > 1)
            std::sort(keys.begin() + std::ptrdiff_t(begin), keys.begin() + std::ptrdiff_t(end));
        begin = end;
    }
}

} // namespace

void radixSort(std::vector<std::uint64_t> &keys)
{
    const std::size_t count = keys.size();
    if (count < smallest) {
        std::sort(keys.begin(), keys.end());
        return;
    }
    std::uint64_t differing = 0;
    for (const std::uint64_t key : keys)
        differing |= key ^ keys[0];
    const int highest = int(std::bit_width(differing));
    // Eight bits beyond what numbers the keys: few pairs stay equal if the bits are even, and
    // exponents are not.
    const int wanted = std::min(highest, int(std::bit_width(count)) + digitBits);
    const int passes = (wanted + digitBits - 1) / digitBits;
    const int lowest = std::max(0, highest - passes * digitBits);

    std::vector<Histogram> histograms(std::size_t(passes), Histogram{});
    for (const std::uint64_t key : keys) {
        for (int pass = 0; pass < passes; ++pass)
            ++histograms[std::size_t(pass)][digitOf(key, lowest + pass * digitBits)];
    }
    const std::unique_ptr<std::uint64_t[]> scratch(new std::uint64_t[count]);
    std::uint64_t *from = keys.data();
    std::uint64_t *to = scratch.get();
    for (int pass = 0; pass < passes; ++pass) {
        Histogram &offsets = histograms[std::size_t(pass)];
        toOffsets(offsets);
        const int shift = lowest + pass * digitBits;
        for (std::size_t i = 0; i < count; ++i)
            to[offsets[digitOf(from[i], shift)]++] = from[i];
        std::swap(from, to);
    }
    if (from != keys.data())
        std::copy(from, from + count, keys.data());
    if (lowest > 0)
        sortRuns(keys, lowest);
}

} // namespace outcrop
