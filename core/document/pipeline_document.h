#pragma once

#include "core/document/history.h"
#include "core/pipeline/pipeline_changes.h"

#include <QObject>

namespace outcrop {

// The pipeline being edited, with its undo history. The only object through which anything changes
// a pipeline: an edit is a function `Pipeline → Pipeline`, and views follow the one signal, whether
// it was an edit, an undo or a file.
class PipelineDocument : public QObject
{
    Q_OBJECT

public:
    explicit PipelineDocument(QObject *parent = nullptr);

    const Pipeline &pipeline() const { return m_history.current(); }

    // Records `next` as one undoable step named `label`, or as a part of the step before it if both
    // have the same non-empty `mergeKey`: "3/n_estimators" while a person types. An equal pipeline
    // is no step. O(what changed).
    void apply(const QString &label, Pipeline next, const QString &mergeKey = {});

    // Starts over from `pipeline`, as after New or Open: nothing to undo, nothing to save.
    void reset(Pipeline pipeline);

    const History<Pipeline> &history() const { return m_history; }
    void undo();
    void redo();
    void markSaved(); // history().isClean() from now on, until the next change.

signals:
    void changed(const outcrop::PipelineChanges &changes);
    // By undo() or redo(), behind changed(): who looks elsewhere should see it.
    void steppedBackOrOn(const outcrop::PipelineChanges &changes);
    void historyChanged();

private:
    template<class Step>
    PipelineChanges step(Step step);

    History<Pipeline> m_history{Pipeline{}};
};

} // namespace outcrop
