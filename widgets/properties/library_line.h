#pragma once

#include "core/host_catalog/library_there.h"

#include <QLabel>
#include <QSet>

namespace outcrop {

class Style;

// Says which version of the library the attributes are of, where it is another one than here.
class LibraryLine : public QLabel
{
    Q_OBJECT

public:
    explicit LibraryLine(const Style &style, QWidget *parent = nullptr);

    // Shown if any of these types is of the library. Returns the attributes that are not there.
    QSet<QString> tell(const LibraryThere &library, const QVector<const BlockType *> &types);
};

} // namespace outcrop
