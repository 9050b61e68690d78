// What opens over the canvas to edit what is picked: fields in place, the list of ports, the menu.

#include "core/pipeline/naming.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/connect_gesture.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/hit.h"
#include "widgets/canvas/inline_editor.h"
#include "widgets/canvas/note_item.h"
#include "widgets/canvas/target_list.h"

#include <QContextMenuEvent>
#include <QMenu>

#include <utility>

namespace outcrop {

void CanvasView::renameSelected()
{
    const CanvasSelection &picked = m_scene.selection();
    if (!picked.groups.isEmpty())
        editGroup(*picked.groups.begin());
    else if (const auto block = single())
        editTitle(*block);
    else if (picked.notes.size() == 1)
        editNote(*picked.notes.begin());
}

void CanvasView::editSelected()
{
    if (const auto block = single())
        emit editAttributes(*block);
    else if (m_scene.selection().notes.size() == 1)
        editNote(*m_scene.selection().notes.begin());
}

void CanvasView::edit(const QRectF &scene, const QString &text, bool manyLines,
                      std::function<void(const QString &)> take)
{
    if (m_editor)
        m_editor->finish();
    m_zoom.reveal(scene);
    const QRect place = viewportTransform().mapRect(scene).toRect();
    m_editor = new InlineEditor(
        text, manyLines ? InlineEditor::Lines::Many : InlineEditor::Lines::One, viewport());
    const int line = m_editor->fontMetrics().height() + 14;
    const QSize size(qMax(place.width(), manyLines ? 200 : 170),
                     manyLines ? qMax(place.height(), 4 * line) : line);
    m_editor->setGeometry(QRect(place.topLeft(), size));
    connect(m_editor, &InlineEditor::taken, this, std::move(take));
    connect(m_editor, &InlineEditor::closed, this, [this] { setFocus(Qt::OtherFocusReason); });
    m_editor->show();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void CanvasView::editTitle(BlockId block)
{
    const Block *found = m_scene.pipeline().find(block);
    if (!found)
        return;
    const QRectF card = m_scene.rectOf(block);
    const QRectF title(card.left() + textLeft() - 8, card.top() + 4, textWidth() + 12, 30);
    edit(title, displayTitle(*found, m_scene.catalog()), false,
         [this, block](const QString &text) { m_edits.rename(block, text); });
}

void CanvasView::editNote(int note)
{
    edit(m_scene.notes()[note]->sceneBoundingRect(), m_scene.pipeline().notes()[note].text, true,
         [this, note](const QString &text) { m_edits.setNoteText(note, text); });
}

void CanvasView::editGroup(int group)
{
    edit(m_scene.groups()[group]->titleRect(), m_scene.pipeline().groups()[group].title, false,
         [this, group](const QString &text) { m_edits.renameGroup(group, text); });
}

void CanvasView::connectSelected()
{
    const auto block = single();
    if (!block) {
        emit status(tr("Select one block first, then choose what to connect it to."));
        return;
    }
    auto *list = new TargetList(m_scene.pipeline(), m_scene.catalog(), m_style, *block, this);
    connect(list, &TargetList::chosen, this, [this](const Connection &connection) {
        const Result<> done = connectInDocument(m_scene, connection);
        emit status(done ? QString() : done.error().message);
    });
    m_zoom.reveal(m_scene.rectOf(*block));
    const QRect card = viewportTransform().mapRect(m_scene.rectOf(*block)).toRect();
    list->open(viewport()->mapToGlobal(card.topRight() + QPoint(8, 0)));
}

void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint view = byKey ? viewport()->rect().center() : event->pos();
    const Pointer pointer = pointerAt(view, Qt::NoModifier);
    const Hit hit = byKey ? Hit() : hitAt(m_scene, pointer.scene, pointer.reach);
    if (!byKey)
        pickForPress(hit, pointer);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu, hit);
    menu->popup(viewport()->mapToGlobal(view));
}

void CanvasView::fillMenu(QMenu &menu, const Hit &hit)
{
    const auto add = [&](const QString &text, CanvasCommand command, bool enabled = true) {
        QAction *action = menu.addAction(text, this, [this, command] { run(command); });
        action->setShortcut(shortcutOf(command));
        action->setShortcutContext(Qt::WidgetShortcut); // Shown; the key itself comes here.
        action->setEnabled(enabled);
    };
    const CanvasSelection &picked = m_scene.selection();
    const bool blocks = !picked.blocks.isEmpty();
    const bool copies = blocks || !picked.notes.isEmpty();
    if (hit.on == Hit::On::Nothing && picked.isEmpty()) {
        add(tr("Add block…"), CanvasCommand::AddBlock);
        menu.addAction(tr("Add note"), this, &CanvasView::addNote);
        add(tr("Paste"), CanvasCommand::Paste);
        menu.addSeparator();
        add(tr("Select all"), CanvasCommand::SelectAll);
        menu.addAction(tr("Arrange blocks"), this, &CanvasView::arrangeBlocks);
        add(tr("Show all"), CanvasCommand::FitAll);
        return;
    }
    add(tr("Edit"), CanvasCommand::EditAttributes, single() || picked.notes.size() == 1);
    add(tr("Rename"), CanvasCommand::Rename, single() || !picked.groups.isEmpty());
    add(tr("Connect…"), CanvasCommand::Connect, single().has_value());
    menu.addSeparator();
    add(tr("Cut"), CanvasCommand::Cut, copies);
    add(tr("Copy"), CanvasCommand::Copy, copies);
    add(tr("Duplicate"), CanvasCommand::Duplicate, blocks);
    add(tr("Delete"), CanvasCommand::Delete, !picked.isEmpty());
    menu.addSeparator();
    add(tr("Group"), CanvasCommand::Group, blocks);
    add(tr("Ungroup"), CanvasCommand::Ungroup, blocks || !picked.groups.isEmpty());
    add(tr("Show selection"), CanvasCommand::FitSelection, copies);
}

} // namespace outcrop
