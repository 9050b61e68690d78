#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

// What a block must have so that a port can be connected to it.
struct PortFilter
{
    enum class Needs {
        Input, // One that takes what an output gives: a connection was pulled from an output.
        Output // One that gives what an input takes: a connection was pulled from an input.
    };

    Needs needs = Needs::Input;
    PortType type = PortType::Any;
};

// Whether a block of this type can stand in a pipeline: a few estimators are in the catalog for
// their facts alone and have no port.
bool canBePlaced(const BlockType &type);

bool fits(const BlockType &type, const PortFilter &filter);

// The types that `text` may mean, best first: by the beginning of the title, of a word in it, of a
// synonym, of the class ("RandomF"), its initials ("rfc"), and of a category; if there is none of
// these, one wrong, missing, additional or swapped letter is forgiven. Several words must all be
// found. Among equals common types come first, then the order of roles, in which pipelines need
// them, then that of titles; empty text means all types. Only those that can be placed and, if
// asked, fit. The pointers are borrowed from `catalog`.
QVector<const BlockType *> searchBlocks(const Catalog &catalog, const QString &text,
                                        const std::optional<PortFilter> &filter = {});

} // namespace outcrop
