#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace outcrop {

// Sorting finite doubles as integers: keys rise where the numbers fall, and -0.0 has the key of
// 0.0.
inline std::uint64_t fallingKey(double value)
{
    // IEEE 754 orders the magnitudes as their bits; the sign turns it.
    constexpr std::uint64_t signBit = std::uint64_t(1) << 63;
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
    return (bits & signBit) != 0 ? bits : ~(bits | signBit);
}

inline double fromFallingKey(std::uint64_t key)
{
    constexpr std::uint64_t signBit = std::uint64_t(1) << 63;
    return std::bit_cast<double>((key & signBit) != 0 ? key : ~key & ~signBit);
}

// Sorts in rising order: parts the keys by the highest byte that differs until a part fits the
// cache, and goes over its lower bytes there, as many as are likely to tell all keys apart; what is
// still equal in those is sorted by comparison.
void radixSort(std::span<std::uint64_t> keys);

} // namespace outcrop
