#pragma once

#include <QString>

namespace outcrop {

// "swift-fern-12": easy to say and to type. `roll` is any number; equal rolls give equal titles.
// There are some 400,000 of them, so that the store tries again until it has one that is not taken.
QString makeTitle(quint64 roll);

} // namespace outcrop
