#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"
#include "core/table/data_location.h"

#include <optional>

namespace outcrop {

// An Input block as it is read. Equal sources give equal tables while the file is the same.
struct DataSource
{
    BlockId block{};
    QString blockTitle;
    QString type;                             // "input.csv"
    QMap<QString, AttributeValue> attributes; // Complete.
    QString file;   // Absolute, or host:/path; empty: a bundled data set, or no file is chosen yet.
    QString target; // The column to predict; empty: there is none.

    bool isFile() const { return attributes.contains(QStringLiteral("path")); }
    DataLocation location() const { return dataLocation(file); }
    QString name() const; // "iris.csv", "iris.csv on lab", "breast_cancer": translated, for people.

    friend bool operator==(const DataSource &a, const DataSource &b)
    {
        return a.block == b.block && a.blockTitle == b.blockTitle && a.type == b.type
               && a.attributes == b.attributes && a.file == b.file && a.target == b.target;
    }
    friend bool operator!=(const DataSource &a, const DataSource &b) { return !(a == b); }
};

// The Input block upstream of the first of `selected` that has one, itself included; for an empty
// selection, or one that no Input block reaches, the only Input block there is. Relative paths
// start at `folder`. O(blocks + connections).
std::optional<DataSource> findDataSource(const Pipeline &pipeline, const Catalog &catalog,
                                         const QVector<BlockId> &selected, const QString &folder);

} // namespace outcrop
