#include "core/document/pipeline_document.h"

namespace outcrop {

PipelineDocument::PipelineDocument(QObject *parent) : QObject(parent) {}

template<class Step>
PipelineChanges PipelineDocument::step(Step step)
{
    const Pipeline before = pipeline();
    step();
    const PipelineChanges changes = changesBetween(before, pipeline());
    if (!changes.isEmpty())
        emit changed(changes);
    emit historyChanged();
    return changes;
}

void PipelineDocument::apply(const QString &label, Pipeline next, const QString &mergeKey)
{
    if (next == pipeline())
        return;
    step([&] { m_history.push(std::move(next), label, mergeKey); });
}

void PipelineDocument::reset(Pipeline pipeline)
{
    step([&] { m_history = History<Pipeline>(std::move(pipeline)); });
}

void PipelineDocument::undo()
{
    emit steppedBackOrOn(step([&] { m_history.undo(); }));
}

void PipelineDocument::redo()
{
    emit steppedBackOrOn(step([&] { m_history.redo(); }));
}

void PipelineDocument::markSaved()
{
    m_history.markClean();
    emit historyChanged();
}

} // namespace outcrop
