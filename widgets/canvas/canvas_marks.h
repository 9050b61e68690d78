#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/problem.h"
#include "core/run_presenter/run_view.h"
#include "widgets/canvas/card_geometry.h"

#include <QSet>

namespace outcrop {

class PortFits;

// What a person has picked. Notes and groups by their place in the pipeline.
struct CanvasSelection
{
    QSet<BlockId> blocks;
    QVector<Connection> connections;
    QSet<int> notes, groups;

    bool isEmpty() const
    {
        return blocks.isEmpty() && connections.isEmpty() && notes.isEmpty() && groups.isEmpty();
    }
    friend bool operator==(const CanvasSelection &a, const CanvasSelection &b)
    {
        return a.blocks == b.blocks && a.connections == b.connections && a.notes == b.notes
               && a.groups == b.groups;
    }
};

// The Problems of one block.
struct ProblemMark
{
    Problem::Severity severity = Problem::Severity::Notice; // The worst.
    QStringList messages;

    friend bool operator==(const ProblemMark &a, const ProblemMark &b)
    {
        return a.severity == b.severity && a.messages == b.messages;
    }
};

QHash<BlockId, ProblemMark> problemMarks(const QVector<Problem> &problems);

// What the canvas shows of blocks beside the pipeline itself. Nothing of it is in the document.
struct CanvasMarks
{
    CanvasSelection selection;
    QHash<BlockId, ProblemMark> problems;
    RunView run;
    QSet<QString> changedSince;     // Ids; only while a run is shown.
    bool fading = false;            // Blocks that are not in `bright` step back.
    QSet<BlockId> bright;           // The selection with all before and behind it.
    const PortFits *fits = nullptr; // While a connection is pulled.
};

// Ids whose run looks different in `after`.
QStringList changedRuns(const RunView &before, const RunView &after);

} // namespace outcrop
