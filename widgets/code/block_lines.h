#pragma once

#include <QSet>
#include <QString>
#include <QVector>

namespace outcrop {

// Lines of a generated file that come from one block, counted from 0; `last` is one of them.
struct BlockLines
{
    QString block; // Id.
    int first = 0;
    int last = 0;
};

// Which lines of a file of a package belong to which of `blocks`, in order. Lines may belong to
// two: what one reports lies within what another one does. Empty for files that follow no block.
QVector<BlockLines> blockLines(const QString &fileName, const QString &text,
                               const QSet<QString> &blocks);

} // namespace outcrop
