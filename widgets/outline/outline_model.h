#pragma once

#include "core/catalog/catalog.h"
#include "core/document/pipeline_document.h"
#include "core/pipeline/problem.h"
#include "widgets/outline/outline_item.h"

#include <QHash>
#include <QPointer>
#include <QStandardItemModel>

namespace outcrop {

class Style;

// Mirrors a document: names in the first column, values in the second. What is in a block is made
// when somebody looks into it; after that, only what changed is touched. Titles and attributes are
// edited in place, through the document.
class OutlineModel : public QStandardItemModel
{
    Q_OBJECT

public:
    OutlineModel(const Catalog &catalog, Style &style, QObject *parent = nullptr);

    void setDocument(PipelineDocument *document); // Borrowed; nullptr: empty.
    void showProblems(const QVector<Problem> &problems);

    OutlineItem *find(BlockId block) const;          // nullptr: it is not there.
    OutlineItem *at(const QModelIndex &index) const; // Of its row; nullptr: none.
    const Catalog &catalog() const { return m_catalog; }
    PipelineDocument *document() const { return m_document; }

    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void refused(const QString &sentence); // What was typed cannot be.

private:
    void follow(const PipelineChanges &changes);
    void addBlocks(const QVector<BlockId> &blocks);
    void showBlock(OutlineItem *item, QStandardItem *value);
    void fill(OutlineItem *item);
    void showAttributes(OutlineItem *item);
    void showConnections(OutlineItem *item);
    void showConnectionsOf(OutlineItem *port);
    bool setAttributeText(const OutlineItem &item, const QString &text);

    const Catalog m_catalog;
    Style &m_style;
    QPointer<PipelineDocument> m_document;
    QHash<quint32, OutlineItem *> m_blocks;
    QHash<quint32, int> m_errors, m_notices; // By block.
};

} // namespace outcrop
