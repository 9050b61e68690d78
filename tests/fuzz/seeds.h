#pragma once

#include <QByteArray>

#include <vector>

// What a fuzz target begins with: well-formed input and known traps. Each target has its own,
// beside it.
std::vector<QByteArray> fuzzSeeds();
