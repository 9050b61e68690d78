#pragma once

#include <QByteArray>
#include <QStringList>

namespace outcrop {

// Lists of algorithms, best first. One that is empty is the library's own.
struct AlgorithmLists
{
    QByteArray keyExchange, hostKeys, ciphers, macs;
};

// The weak algorithms that a host may be allowed by name, as its administrator has nothing better.
QStringList legacyAlgorithms();

// Of these, each in the list of its kind.
AlgorithmLists sortedLegacy(const QStringList &legacy);

// What is offered to a host: the safe ones, behind them those it is allowed.
AlgorithmLists algorithmsWith(const QStringList &legacy);

} // namespace outcrop
