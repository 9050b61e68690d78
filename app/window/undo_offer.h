#pragma once

#include "core/catalog/catalog.h"
#include "core/document/pipeline_document.h"
#include "widgets/prompts/message_bar.h"

#include <QPointer>

namespace outcrop {

// What is deleted from a pipeline is gone at once, and comes back with one click: for ten seconds,
// or until the next change.
class UndoOffer : public QObject
{
    Q_OBJECT

public:
    UndoOffer(const Catalog &catalog, MessageBar &bar, QObject *parent = nullptr);

    void follow(PipelineDocument *document); // Borrowed; nullptr: none.

private:
    void compare(const PipelineChanges &changes);
    QString sentence(const Pipeline &before, const PipelineChanges &changes) const;

    const Catalog &m_catalog;
    MessageBar &m_bar;
    QPointer<PipelineDocument> m_document;
    Pipeline m_before;
};

} // namespace outcrop
