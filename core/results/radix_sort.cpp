#include "core/results/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>

namespace outcrop {

namespace {

constexpr int digitBits = 11;
constexpr int digitCount = 6; // 66 bits for 64
constexpr std::size_t digitValues = std::size_t(1) << digitBits;
constexpr std::size_t smallest = 512; // Below it the histograms cost more than comparing.
constexpr std::uint64_t signBit = std::uint64_t(1) << 63;

// Maps doubles to integers in the opposite order. IEEE 754 orders the magnitudes as their bits; the
// sign turns it.
std::uint64_t toKey(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
    return (bits & signBit) != 0 ? bits : ~(bits | signBit);
}

double fromKey(std::uint64_t key)
{
    return std::bit_cast<double>((key & signBit) != 0 ? key : ~key & ~signBit);
}

std::size_t digitOf(std::uint64_t key, int digit)
{
    return std::size_t(key >> (digit * digitBits)) & (digitValues - 1);
}

using Histogram = std::array<std::uint32_t, digitValues>;

// Turns counts into the first place of each digit. False if all keys share one digit.
bool toOffsets(Histogram &histogram, std::size_t count)
{
    std::uint32_t sum = 0;
    for (std::uint32_t &entry : histogram) {
        if (entry == count)
            return false;
        const std::uint32_t size = entry;
        entry = sum;
        sum += size;
    }
    return true;
}

} // namespace

void sortDescending(std::vector<double> &values)
{
    const std::size_t count = values.size();
    if (count < smallest) {
        for (double &value : values)
            value += 0.0;
        std::sort(values.begin(), values.end(), std::greater<>());
        return;
    }
    const std::unique_ptr<std::uint64_t[]> first(new std::uint64_t[count]);
    const std::unique_ptr<std::uint64_t[]> second(new std::uint64_t[count]);
    std::vector<Histogram> histograms(digitCount, Histogram{});
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t key = toKey(values[i]);
        first[i] = key;
        for (int digit = 0; digit < digitCount; ++digit)
            ++histograms[std::size_t(digit)][digitOf(key, digit)];
    }
    std::uint64_t *from = first.get();
    std::uint64_t *to = second.get();
    for (int digit = 0; digit < digitCount; ++digit) {
        Histogram &offsets = histograms[std::size_t(digit)];
        if (!toOffsets(offsets, count))
            continue;
        for (std::size_t i = 0; i < count; ++i)
            to[offsets[digitOf(from[i], digit)]++] = from[i];
        std::swap(from, to);
    }
    for (std::size_t i = 0; i < count; ++i)
        values[i] = fromKey(from[i]);
}

} // namespace outcrop
