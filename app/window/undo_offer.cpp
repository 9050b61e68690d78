#include "app/window/undo_offer.h"

#include "core/base/text.h"
#include "core/pipeline/naming.h"

namespace outcrop {

UndoOffer::UndoOffer(const Catalog &catalog, MessageBar &bar, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_bar(bar)
{
}

void UndoOffer::follow(PipelineDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_bar.dismissAll();
    m_document = document;
    if (!document)
        return;
    m_before = document->pipeline();
    connect(document, &PipelineDocument::changed, this, &UndoOffer::compare);
}

void UndoOffer::compare(const PipelineChanges &changes)
{
    const Pipeline before = std::exchange(m_before, m_document->pipeline());
    m_bar.dismissAll();
    const History<Pipeline> &history = m_document->history();
    const QString deleted = sentence(before, changes);
    // Nothing of it can come back after a reload; what was undone has come back already.
    if (deleted.isEmpty() || !history.canUndo() || history.canRedo())
        return;
    m_bar.showUndo(deleted, [document = m_document] {
        if (document)
            document->undo();
    });
}

// Empty: nothing was deleted, or something else came in its place.
QString UndoOffer::sentence(const Pipeline &before, const PipelineChanges &changes) const
{
    const int notes = before.notes().size() - m_document->pipeline().notes().size();
    const int blocks = changes.added.isEmpty() ? changes.removed.size() : 0;
    if (blocks == 1)
        return tr("%1 is deleted.")
            .arg(plainLine(displayTitle(*before.find(changes.removed.first()), m_catalog), 40));
    if (blocks > 1)
        return tr("%1 blocks are deleted.").arg(blocks);
    if (notes == 1)
        return tr("The note is deleted.");
    return notes > 1 ? tr("%1 notes are deleted.").arg(notes) : QString();
}

} // namespace outcrop
