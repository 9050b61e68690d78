#pragma once

#include "core/pipeline/pipeline.h"

#include <QStandardItem>

namespace outcrop {

enum class OutlineKind { Block, Input, Output, Connection, Attribute };

// The first cell of a row of the outline.
class OutlineItem : public QStandardItem
{
public:
    OutlineItem(OutlineKind itemKind, BlockId ofBlock, QString itemName = {})
        : kind(itemKind), block(ofBlock), name(std::move(itemName))
    {
    }

    OutlineKind kind;
    BlockId block;
    QString name;          // Of a port or an attribute.
    Connection connection; // Of a connection.
    bool isFilled = false; // A block whose ports and attributes are there.
};

} // namespace outcrop
