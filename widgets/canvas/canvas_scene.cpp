#include "widgets/canvas/canvas_scene.h"

#include "core/pipeline/pipeline_changes.h"
#include "widgets/canvas/gesture_item.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/note_item.h"

namespace outcrop {

namespace {

constexpr double groupDepth = -3, noteDepth = -2, connectionDepth = -1;
constexpr double spareArea = 20000; // Around the content, so that the index is seldom made anew.

} // namespace

CanvasScene::CanvasScene(PipelineDocument &document, const Catalog &catalog, Style &style,
                         QObject *parent)
    : QGraphicsScene(parent)
    , m_document(document)
    , m_catalog(catalog)
    , m_style(style)
    , m_painter(catalog, style)
    , m_connections(new ConnectionsItem(style.theme()))
    , m_gestureItem(new GestureItem(style.theme()))
{
    m_connections->setZValue(connectionDepth);
    QGraphicsScene::addItem(m_connections);
    QGraphicsScene::addItem(m_gestureItem);
    connect(&document, &PipelineDocument::changed, this, &CanvasScene::follow);
    connect(&style, &Style::changed, this, &CanvasScene::restyle);
    follow(changesBetween(Pipeline(), pipeline()));
}

CanvasScene::~CanvasScene() = default;

BlockItem *CanvasScene::find(BlockId id) const
{
    const auto it = m_shown.find(id);
    return it == m_shown.end() ? nullptr : it->item;
}

const BlockType *CanvasScene::typeOf(BlockId id) const
{
    const Block *block = pipeline().find(id);
    return block ? m_catalog.find(block->type) : nullptr;
}

Card CanvasScene::card(BlockId id) const
{
    Card card;
    card.id = id;
    card.block = pipeline().find(id);
    if (!card.block)
        return card;
    card.type = m_boxes[size_t(m_shown[id].box)].type;
    const auto run = m_marks.run.blocks.constFind(card.block->id);
    card.run = run == m_marks.run.blocks.constEnd() ? nullptr : &run.value();
    const auto problems = m_marks.problems.constFind(id);
    card.problems = problems == m_marks.problems.constEnd() ? nullptr : &problems.value();
    card.selected = m_marks.selection.blocks.contains(id);
    card.changedSince = m_marks.changedSince.contains(card.block->id);
    card.faded = isFaded(id);
    return card;
}

QRectF CanvasScene::rectOf(BlockId id) const
{
    const BlockItem *item = find(id);
    return item ? cardRect().translated(item->pos()) : QRectF();
}

QPointF CanvasScene::centerOf(const PortEnd &end) const
{
    const BlockItem *item = find(end.port.block);
    return (item ? item->pos() : QPointF())
           + portCenter(typeOf(end.port.block), end.side, end.port.name);
}

QRectF CanvasScene::contentRect() const
{
    QRectF rect;
    for (const Box &box : m_boxes)
        rect |= cardRect().translated(box.corner);
    for (const NoteItem *note : m_notes)
        rect |= note->frame().translated(note->pos());
    for (const GroupItem *group : m_groups)
        rect |= group->frame();
    return rect;
}

void CanvasScene::follow(const PipelineChanges &changes)
{
    for (const Connection &connection : changes.disconnected)
        m_connections->remove(connection);
    for (BlockId id : changes.removed)
        removeItem(id);
    for (BlockId id : changes.added)
        addItem(id);
    for (BlockId id : changes.changed)
        refresh(id);
    for (const Connection &connection : changes.connected)
        connectShown(connection);
    if (changes.notes)
        makeNotes();
    if (changes.groups || (!m_groups.isEmpty() && !changes.added.isEmpty()))
        makeGroups();
    growArea();
    dropGone(changes);
    emit mirrored();
}

// The block is another one: its text, perhaps its place, perhaps its type and so its ports.
void CanvasScene::refresh(BlockId id)
{
    const Block *block = pipeline().find(id);
    Box &box = m_boxes[size_t(m_shown[id].box)];
    find(id)->refresh();
    const BlockType *type = m_catalog.find(block->type);
    const QPointF corner = shownPosition(block->position);
    if (std::exchange(box.type, type) != type) {
        box.role = type ? type->role : BlockRole::Other;
        place(id, corner);
        for (const Connection &connection : connectionsOf(id))
            connectShown(connection);
    } else if (corner != box.corner) {
        place(id, corner);
    }
}

// What is no longer there is no longer picked.
void CanvasScene::dropGone(const PipelineChanges &changes)
{
    if (changes.removed.isEmpty() && changes.disconnected.isEmpty() && !changes.notes
        && !changes.groups) {
        if (m_fadingWanted && !changes.connected.isEmpty())
            fade();
        return;
    }
    const CanvasSelection before = m_marks.selection;
    pick(before);
}

void CanvasScene::addItem(BlockId id)
{
    const Block *block = pipeline().find(id);
    auto *item = new BlockItem(*this, id);
    const QPointF corner = shownPosition(block->position);
    item->setPos(corner);
    QGraphicsScene::addItem(item);
    const BlockType *type = m_catalog.find(block->type);
    m_shown.insert(id, {item, int(m_boxes.size())});
    m_boxes.push_back({id, corner, type, type ? type->role : BlockRole::Other});
    m_content |= cardRect().translated(corner);
}

void CanvasScene::removeItem(BlockId id)
{
    const auto it = m_shown.find(id);
    if (it == m_shown.end())
        return;
    delete it->item;
    const int box = it->box;
    m_shown.erase(it);
    if (size_t(box) + 1 < m_boxes.size()) {
        m_boxes[size_t(box)] = m_boxes.back();
        m_shown[m_boxes[size_t(box)].id].box = box;
    }
    m_boxes.pop_back();
    frameGroupsOf(id);
}

QVector<Connection> CanvasScene::connectionsOf(BlockId id) const
{
    return pipeline().inputsOf(id) + pipeline().outputsOf(id);
}

// To `corner`, with the ends of its connections and the frames around it.
void CanvasScene::place(BlockId id, QPointF corner)
{
    const Shown shown = m_shown.value(id);
    shown.item->setPos(corner);
    m_boxes[size_t(shown.box)].corner = corner;
    m_content |= cardRect().translated(corner);
    for (const Connection &connection : connectionsOf(id))
        m_connections->move(connection, centerOf({connection.from, Side::Output}),
                            centerOf({connection.to, Side::Input}));
    frameGroupsOf(id);
}

void CanvasScene::connectShown(const Connection &connection)
{
    const BlockType *type = typeOf(connection.from.block);
    const PortSpec *output = type ? type->findOutput(connection.from.name) : nullptr;
    m_connections->add(connection, centerOf({connection.from, Side::Output}),
                       centerOf({connection.to, Side::Input}),
                       output ? output->type : PortType::Any);
}

void CanvasScene::makeNotes()
{
    qDeleteAll(m_notes);
    m_notes.clear();
    const QVector<Note> &notes = pipeline().notes();
    for (int i = 0; i < notes.size(); ++i) {
        auto *item = new NoteItem(m_style.theme(), i, notes[i]);
        item->setZValue(noteDepth);
        item->setSelected(m_marks.selection.notes.contains(i));
        QGraphicsScene::addItem(item);
        m_notes << item;
        m_content |= item->sceneBoundingRect();
    }
}

void CanvasScene::makeGroups()
{
    qDeleteAll(m_groups);
    m_groups.clear();
    m_groupsOf.clear();
    const QVector<Group> &groups = pipeline().groups();
    for (int i = 0; i < groups.size(); ++i) {
        auto *item = new GroupItem(m_style.theme(), i, groups[i]);
        item->setZValue(groupDepth);
        item->setSelected(m_marks.selection.groups.contains(i));
        QGraphicsScene::addItem(item);
        m_groups << item;
        for (const QString &id : groups[i].blocks)
            m_groupsOf.insert(pipeline().findById(id), i);
        frameGroup(i);
    }
}

void CanvasScene::frameGroup(int index)
{
    QRectF blocks;
    for (const QString &id : m_groups[index]->group().blocks)
        blocks |= rectOf(pipeline().findById(id));
    m_groups[index]->setBlocks(blocks);
    m_content |= m_groups[index]->frame();
}

void CanvasScene::frameGroupsOf(BlockId id)
{
    for (int index : m_groupsOf.values(id)) {
        if (index < m_groups.size())
            frameGroup(index);
    }
}

// The index of the scene is made anew when its area changes, so that it grows in large steps.
void CanvasScene::growArea()
{
    if (sceneRect().contains(m_content.adjusted(-500, -500, 500, 500)) && !m_boxes.empty())
        return;
    setSceneRect(m_content.adjusted(-spareArea, -spareArea, spareArea, spareArea));
    m_connections->setArea(sceneRect());
}

void CanvasScene::shift(const CanvasSelection &what, QPointF by)
{
    for (BlockId id : what.blocks) {
        if (const Block *block = pipeline().find(id))
            place(id, shownPosition(block->position + by));
    }
    for (int index : what.notes) {
        if (index < m_notes.size())
            m_notes[index]->setPos(shownPosition(m_notes[index]->note().position + by));
    }
    growArea();
}

void CanvasScene::restyle()
{
    m_painter.clear();
    for (const Box &box : m_boxes)
        find(box.id)->refresh();
    for (NoteItem *note : qAsConst(m_notes))
        note->refresh();
    update();
}

} // namespace outcrop
