#include "widgets/canvas/resize_gesture.h"

#include "core/pipeline/edits.h"
#include "widgets/canvas/note_item.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ResizeGesture)
};

} // namespace

ResizeGesture::ResizeGesture(CanvasScene &scene, int note, const Pointer &start)
    : m_scene(scene)
    , m_note(note)
    , m_start(start.scene)
    , m_before(scene.notes()[note]->frame().size())
{
}

void ResizeGesture::move(const Pointer &pointer)
{
    const QPointF by = pointer.scene - m_start;
    m_scene.notes()[m_note]->resize(m_before + QSizeF(by.x(), by.y()));
}

void ResizeGesture::release(const Pointer &pointer)
{
    move(pointer);
    Note note = m_scene.pipeline().notes().value(m_note);
    const QSizeF size = m_scene.notes()[m_note]->frame().size().toSize();
    if (size == m_before)
        return;
    note.size = {size.width(), size.height()};
    m_scene.document().apply(Tr::tr("Resize note"), replaceNote(m_scene.pipeline(), m_note, note));
}

void ResizeGesture::cancel()
{
    if (m_note < m_scene.notes().size())
        m_scene.notes()[m_note]->resize(m_before);
}

} // namespace outcrop
