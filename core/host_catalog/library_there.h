#pragma once

#include "core/catalog/catalog.h"
#include "core/hosts/host_profile.h"
#include "core/pipeline/problem.h"

#include <QSet>

#include <optional>

namespace outcrop {

// The library of a host where it is another version than the one that the catalog here states.
struct LibraryThere
{
    QString host;    // Its title.
    Catalog catalog; // As the host stated it; its source is "scikit-learn 1.3.0".

    QString name() const; // "scikit-learn 1.3.0 on lab": a line for people.
};

// What is kept of the host's library, if that is another one than here; see keptCatalog().
std::optional<LibraryThere> keptLibrary(const HostProfile &host, const Catalog &here,
                                        const QString &cache);

// Whether the library of a host states anything of this kind of block.
bool isOfLibrary(const BlockType &type);

// How a kind of block is in another version of its library. Only what goes into its constructor is
// compared.
struct TypeThere
{
    bool isMissing = false;
    QSet<QString> missing; // Attributes that it does not have.
    // Those with another default or other values, as they are there; of the choices only those that
    // are taken here, too, and the default: others make no pipeline.
    QVector<AttributeSpec> others;
};
TypeThere typeThere(const BlockType &here, const Catalog &there);

// The catalog `here`, with every attribute as it is `there`. What is missing there stays.
Catalog catalogThere(const Catalog &here, const Catalog &there);

// setAttribute() where the person sees `shown`, a catalogThere(). What is the default of one of the
// two versions only is stored, so that it means the same in both; a default that only the other
// knows is not.
Pipeline setAttributeThere(Pipeline pipeline, BlockId block, const QString &name,
                           const AttributeValue &value, const Catalog &here, const Catalog &shown);

// What the library there makes of the pipeline: a Notice for each block, attribute and value that
// it does not know. A host may have changed since it was asked, so it keeps nobody from trying. In
// the order of the blocks.
QVector<Problem> problemsThere(const Pipeline &pipeline, const Catalog &here,
                               const LibraryThere &there);

} // namespace outcrop
