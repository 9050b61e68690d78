// The commands of the canvas, for keys, menus and toolbars alike.

#include "core/pipeline/naming.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/connect_gesture.h"
#include "widgets/canvas/flow.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/hit.h"
#include "widgets/canvas/inline_editor.h"
#include "widgets/canvas/note_item.h"
#include "widgets/canvas/target_list.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace outcrop {

namespace {

constexpr double mostFitZoom = 1.15; // Few blocks are not blown up.

bool matches(const Block &block, const Catalog &catalog, const QString &text)
{
    const auto has = [&](const QString &where) {
        return where.contains(text, Qt::CaseInsensitive);
    };
    return has(displayTitle(block, catalog)) || has(block.id) || has(block.type);
}

} // namespace

std::optional<BlockId> CanvasView::single() const
{
    const QSet<BlockId> &blocks = m_scene.selection().blocks;
    return blocks.size() == 1 ? std::optional(*blocks.begin()) : std::nullopt;
}

void CanvasView::run(CanvasCommand command)
{
    switch (command) {
    case CanvasCommand::AddBlock:
        return wishBlock(pointerOrCenter());
    case CanvasCommand::EditAttributes:
        return editSelected();
    case CanvasCommand::Rename:
        return renameSelected();
    case CanvasCommand::Connect:
        return connectSelected();
    case CanvasCommand::Delete:
        return deleteSelected();
    case CanvasCommand::Duplicate:
        return duplicateSelected();
    case CanvasCommand::Cut:
        return cut();
    case CanvasCommand::Copy:
        return copy();
    case CanvasCommand::Paste:
        return paste();
    case CanvasCommand::SelectAll:
        return selectAll();
    case CanvasCommand::Group:
        return group();
    case CanvasCommand::Ungroup:
        return ungroup();
    case CanvasCommand::NextInFlow:
        return stepInFlow(1);
    case CanvasCommand::PreviousInFlow:
        return stepInFlow(-1);
    case CanvasCommand::ZoomIn:
        return zoomIn();
    case CanvasCommand::ZoomOut:
        return zoomOut();
    case CanvasCommand::ActualSize:
        return zoomToActualSize();
    case CanvasCommand::FitAll:
        return fitAll();
    case CanvasCommand::FitSelection:
        return fitSelection();
    }
}

void CanvasView::wishBlock(const QPoint &view)
{
    m_wishedFrom.reset();
    const Pointer pointer = pointerAt(view, Qt::NoModifier);
    emit blockWished(pointer.scene - cardRect().center(), pointer.global, {}, {});
}

void CanvasView::addBlock(const QString &typeKey, const QPointF &scenePosition,
                          const std::optional<Port> &from)
{
    std::optional<PortEnd> end;
    if (from) {
        const bool isWished = m_wishedFrom && m_wishedFrom->port == *from;
        end = isWished ? *m_wishedFrom : PortEnd{*from, Side::Output};
    }
    const BlockId added = m_edits.add(typeKey, scenePosition, end);
    if (added != BlockId{})
        m_zoom.reveal(m_scene.rectOf(added));
    setFocus(Qt::OtherFocusReason);
}

void CanvasView::addBlockAtCenter(const QString &typeKey)
{
    addBlock(typeKey, centerOfView() - cardRect().center());
}

void CanvasView::deleteSelected()
{
    m_edits.removePicked();
}

void CanvasView::duplicateSelected()
{
    m_edits.duplicatePicked();
}

void CanvasView::cut()
{
    if (m_edits.copyPicked())
        m_edits.removePicked();
}

void CanvasView::copy()
{
    m_edits.copyPicked();
}

void CanvasView::paste()
{
    const QPointF at = pointerAt(pointerOrCenter(), Qt::NoModifier).scene;
    if (const Result<> pasted = m_edits.paste(at); !pasted)
        emit status(pasted.error().message);
}

void CanvasView::selectAll()
{
    CanvasSelection all;
    for (const CanvasScene::Box &box : m_scene.boxes())
        all.blocks.insert(box.id);
    for (const NoteItem *note : m_scene.notes())
        all.notes.insert(note->index());
    m_scene.pick(all);
}

void CanvasView::selectNothing()
{
    m_scene.pick({});
}

void CanvasView::group()
{
    const int index = m_edits.groupPicked();
    if (index >= 0)
        editGroup(index);
}

void CanvasView::ungroup()
{
    m_edits.ungroupPicked();
}

void CanvasView::addNote()
{
    const QPointF at = pointerAt(pointerOrCenter(), Qt::NoModifier).scene;
    const int note = m_edits.addNote(at);
    m_zoom.reveal(m_scene.notes()[note]->sceneBoundingRect());
    editNote(note);
}

void CanvasView::arrangeBlocks()
{
    m_edits.arrangeAll();
    fitAll();
}

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
    connect(m_editor, &InlineEditor::taken, this, take);
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

void CanvasView::showPicked(BlockId block)
{
    if (!m_scene.find(block))
        return;
    CanvasSelection selection;
    selection.blocks.insert(block);
    m_scene.pick(selection);
    m_zoom.reveal(m_scene.rectOf(block));
}

void CanvasView::stepInFlow(int step)
{
    const BlockId from = single().value_or(BlockId{});
    showPicked(step > 0 ? nextInFlow(m_scene.pipeline(), from)
                        : previousInFlow(m_scene.pipeline(), from));
}

// Tab goes through the blocks, then on to the next widget.
bool CanvasView::focusNextPrevChild(bool next)
{
    const BlockId from = single().value_or(BlockId{});
    const BlockId to = nextInReadingOrder(m_scene.pipeline(), from, next ? 1 : -1);
    if (to == BlockId{} || !hasFocus())
        return QGraphicsView::focusNextPrevChild(next);
    showPicked(to);
    return true;
}

void CanvasView::find(const QString &text)
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return;
    if (wanted != m_lastFind)
        m_lastFound = BlockId{};
    m_lastFind = wanted;
    BlockId first{}, next{};
    m_scene.pipeline().forEachBlock([&](BlockId id, const Block &block) {
        if (!matches(block, m_scene.catalog(), wanted))
            return;
        if (first == BlockId{})
            first = id;
        if (next == BlockId{} && id > m_lastFound)
            next = id;
    });
    m_lastFound = next == BlockId{} ? first : next;
    if (m_lastFound == BlockId{}) {
        emit status(tr("No block is called %1.").arg(wanted));
        return;
    }
    showPicked(m_lastFound);
    centerOn(m_scene.rectOf(m_lastFound).center());
    emit status({});
}

void CanvasView::zoomIn()
{
    changeZoom([this] { m_zoom.zoomBy(CanvasZoom::notch, viewport()->rect().center()); });
}

void CanvasView::zoomOut()
{
    changeZoom([this] { m_zoom.zoomBy(1 / CanvasZoom::notch, viewport()->rect().center()); });
}

void CanvasView::zoomToActualSize()
{
    changeZoom([this] { m_zoom.zoomTo(1, viewport()->rect().center()); });
}

void CanvasView::fitAll()
{
    m_zoom.setContent(m_scene.contentRect());
    changeZoom([this] { m_zoom.fit(m_scene.contentRect(), mostFitZoom); });
}

void CanvasView::fitSelection()
{
    QRectF rect;
    for (BlockId block : m_scene.selection().blocks)
        rect |= m_scene.rectOf(block);
    for (int note : m_scene.selection().notes)
        rect |= m_scene.notes()[note]->sceneBoundingRect();
    if (!rect.isEmpty())
        changeZoom([&] { m_zoom.fit(rect, 1.5); });
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
