// What is picked, and what is shown beside the pipeline: only what looks different is painted
// again.

#include "core/pipeline/taking_part.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/note_item.h"

namespace outcrop {

void CanvasScene::pick(const CanvasSelection &selection)
{
    CanvasSelection next;
    for (BlockId id : selection.blocks) {
        if (m_shown.contains(id))
            next.blocks.insert(id);
    }
    for (const Connection &connection : selection.connections) {
        if (m_connections->find(connection))
            next.connections << connection;
    }
    for (int index : selection.notes) {
        if (index < m_notes.size())
            next.notes.insert(index);
    }
    for (int index : selection.groups) {
        if (index < m_groups.size())
            next.groups.insert(index);
    }
    const CanvasSelection before = std::exchange(m_marks.selection, next);
    const CanvasSelection &after = m_marks.selection;
    for (const auto &[one, other] : {std::pair(&before, &after), std::pair(&after, &before)}) {
        for (BlockId id : one->blocks) {
            if (BlockItem *item = other->blocks.contains(id) ? nullptr : find(id))
                item->update();
        }
    }
    m_connections->select(next.connections);
    for (NoteItem *note : qAsConst(m_notes))
        note->setSelected(next.notes.contains(note->index()));
    for (GroupItem *group : qAsConst(m_groups))
        group->setSelected(next.groups.contains(group->index()));
    if (m_fadingWanted)
        fade();
    if (!(before == next))
        emit picked();
}

void CanvasScene::showProblems(const QVector<Problem> &problems)
{
    const QHash<BlockId, ProblemMark> next = problemMarks(problems);
    const QHash<BlockId, ProblemMark> before = std::exchange(m_marks.problems, next);
    for (const auto &[one, other] : {std::pair(&before, &next), std::pair(&next, &before)}) {
        for (auto it = one->begin(); it != one->end(); ++it) {
            const auto same = other->find(it.key());
            BlockItem *item = find(it.key());
            if (item && (same == other->end() || !(*same == *it)))
                item->update();
        }
    }
}

void CanvasScene::updateBlocks(const QStringList &ids)
{
    for (const QString &id : ids) {
        if (BlockItem *item = find(pipeline().findById(id)))
            item->update();
    }
}

void CanvasScene::showRun(const RunView &run)
{
    const RunView before = std::exchange(m_marks.run, run);
    updateBlocks(changedRuns(before, run));
}

void CanvasScene::setChangedSince(const QSet<QString> &ids)
{
    const QSet<QString> before = std::exchange(m_marks.changedSince, ids);
    updateBlocks(((before - ids) + (ids - before)).values());
}

void CanvasScene::setFading(bool fading)
{
    m_fadingWanted = fading;
    fade();
}

void CanvasScene::fade()
{
    const bool wasFading = m_marks.fading;
    m_marks.fading = m_fadingWanted && !m_marks.selection.blocks.isEmpty();
    if (!m_marks.fading && !wasFading)
        return;
    m_marks.bright =
        m_marks.fading ? upAndDownstream(pipeline(), m_marks.selection.blocks) : QSet<BlockId>();
    m_connections->setFaded([this](const Connection &connection) {
        return isFaded(connection.from.block) || isFaded(connection.to.block);
    });
    update();
}

void CanvasScene::setFits(const PortFits *fits)
{
    m_marks.fits = fits;
    m_connections->setAllFaded(fits != nullptr);
    update();
}

void CanvasScene::highlight(const Connection *connection)
{
    m_connections->highlight(connection);
}

} // namespace outcrop
