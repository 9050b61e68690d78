#include "widgets/canvas/overview_painter.h"

#include "core/pipeline/naming.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/note_item.h"

#include <QPainter>

#include <cmath>

namespace outcrop {

namespace {

constexpr int mostTitles = 400;
constexpr double widestTitle = 120;
constexpr double fadedOpacity = 0.25;

// Which parts of the screen are taken, in cells of a few pixels.
class Room
{
public:
    explicit Room(const QRect &area)
        : m_area(area)
        , m_columns(area.width() / cell + 2)
        , m_taken(size_t(m_columns) * size_t(area.height() / cell + 2))
    {
    }

    bool isFree(const QRectF &rect) const
    {
        bool free = true;
        visit(rect, [&](size_t at) { free = free && !m_taken[at]; });
        return free;
    }
    void take(const QRectF &rect)
    {
        visit(rect, [&](size_t at) { m_taken[at] = true; });
    }

private:
    static constexpr int cell = 4;

    template<class Visit>
    void visit(const QRectF &rect, Visit seen) const
    {
        const QRectF inside = rect.intersected(QRectF(m_area)).translated(-m_area.topLeft());
        if (inside.isEmpty())
            return;
        for (int y = int(inside.top()) / cell; y <= int(inside.bottom()) / cell; ++y) {
            for (int x = int(inside.left()) / cell; x <= int(inside.right()) / cell; ++x)
                seen(size_t(y) * size_t(m_columns) + size_t(x));
        }
    }

    QRect m_area;
    int m_columns;
    std::vector<bool> m_taken;
};

} // namespace

void OverviewPainter::paint(QPainter &painter, const QTransform &transform, const QRect &exposed)
{
    const QRectF area = transform.inverted().mapRect(QRectF(exposed));
    painter.fillRect(exposed, m_scene.style().theme().canvas);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintFrames(painter, transform);
    const bool faded = m_scene.marks().fading || m_scene.marks().fits;
    if (faded)
        painter.setOpacity(fadedOpacity);
    paintLines(painter, transform, area);
    paintBoxes(painter, transform, area);
    painter.setOpacity(1);
    paintMarks(painter, transform);
    paintTitles(painter, transform, exposed, area);
}

void OverviewPainter::paintFrames(QPainter &painter, const QTransform &transform)
{
    const Theme &theme = m_scene.style().theme();
    painter.setPen(theme.strongLine);
    painter.setBrush(Qt::NoBrush);
    for (const GroupItem *group : m_scene.groups())
        painter.drawRect(transform.mapRect(group->frame()));
    painter.setPen(theme.noteLine);
    painter.setBrush(theme.note);
    for (const NoteItem *note : m_scene.notes())
        painter.drawRect(transform.mapRect(note->frame().translated(note->pos())));
}

void OverviewPainter::paintLines(QPainter &painter, const QTransform &transform, const QRectF &area)
{
    for (QVector<QLineF> &lines : m_lines)
        lines.resize(0);
    for (QVector<QRect> &lines : m_levelLines)
        lines.resize(0);
    const double scale = transform.m11(), dx = transform.dx(), dy = transform.dy();
    for (const ConnectionsItem::Line &line : m_scene.connections().lines()) {
        const QPointF a = line.curve.from, b = line.curve.to;
        const bool outside =
            std::max(a.x(), b.x()) < area.left() || std::min(a.x(), b.x()) > area.right()
            || std::max(a.y(), b.y()) < area.top() || std::min(a.y(), b.y()) > area.bottom();
        if (!line.isUsed || outside)
            continue;
        const QLineF shown(a.x() * scale + dx, a.y() * scale + dy, b.x() * scale + dx,
                           b.y() * scale + dy);
        const int top = int(std::lround(shown.y1()));
        if (top == int(std::lround(shown.y2())))
            m_levelLines[size_t(line.type)].append(
                QRect(QPoint(int(std::lround(std::min(shown.x1(), shown.x2()))), top),
                      QPoint(int(std::lround(std::max(shown.x1(), shown.x2()))), top)));
        else
            m_lines[size_t(line.type)].append(shown);
    }
    for (size_t type = 0; type < m_lines.size(); ++type) {
        const QColor color = portColor(PortType(type), m_scene.style().theme());
        painter.setPen(QPen(color, 0));
        painter.drawLines(m_lines[type]);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRects(m_levelLines[type]);
    }
}

void OverviewPainter::paintBoxes(QPainter &painter, const QTransform &transform, const QRectF &area)
{
    for (QVector<QRect> &boxes : m_boxes)
        boxes.resize(0);
    m_visible.resize(0);
    const double scale = transform.m11(), dx = transform.dx(), dy = transform.dy();
    const QSizeF size = cardRect().size();
    const int width = std::max(2, int(std::lround(size.width() * scale)));
    const int height = std::max(1, int(std::lround(size.height() * scale)));
    const std::vector<CanvasScene::Box> &all = m_scene.boxes();
    for (size_t i = 0; i < all.size(); ++i) {
        const QPointF corner = all[i].corner;
        if (corner.x() > area.right() || corner.x() + size.width() < area.left()
            || corner.y() > area.bottom() || corner.y() + size.height() < area.top())
            continue;
        m_boxes[size_t(all[i].role)].append(QRect(int(std::lround(corner.x() * scale + dx)),
                                                  int(std::lround(corner.y() * scale + dy)), width,
                                                  height));
        if (m_visible.size() <= mostTitles)
            m_visible.append(int(i));
    }
    painter.setPen(Qt::NoPen);
    for (size_t role = 0; role < m_boxes.size(); ++role) {
        painter.setBrush(categoryColors(BlockRole(role), m_scene.style().theme()).stripe);
        painter.drawRects(m_boxes[role]);
    }
}

// What stands out of the many: picked blocks and connections, states, problems, what is not faded.
void OverviewPainter::paintMarks(QPainter &painter, const QTransform &transform)
{
    const Theme &theme = m_scene.style().theme();
    const CanvasMarks &marks = m_scene.marks();
    painter.setPen(Qt::NoPen);
    const auto box = [&](BlockId id) { return transform.mapRect(m_scene.rectOf(id)); };
    if (marks.fading) {
        for (BlockId id : marks.bright) {
            const BlockType *type = m_scene.typeOf(id);
            painter.fillRect(box(id),
                             categoryColors(type ? type->role : BlockRole::Other, theme).stripe);
        }
    }
    for (auto run = marks.run.blocks.begin(); run != marks.run.blocks.end(); ++run) {
        const QRectF rect = box(m_scene.pipeline().findById(run.key()));
        if (!rect.isEmpty())
            painter.fillRect(QRectF(rect.right() - 4, rect.bottom() - 4, 6, 6),
                             m_scene.style().color(stateInk(run->state)));
    }
    painter.setBrush(Qt::NoBrush);
    for (auto problem = marks.problems.begin(); problem != marks.problems.end(); ++problem) {
        painter.setPen(
            QPen(problem->severity == Problem::Severity::Error ? theme.bad : theme.warning, 2));
        painter.drawRect(box(problem.key()));
    }
    painter.setPen(QPen(theme.accent, 2));
    for (const Connection &connection : marks.selection.connections) {
        if (const ConnectionsItem::Line *line = m_scene.connections().find(connection))
            painter.drawLine(transform.map(line->curve.from), transform.map(line->curve.to));
    }
    for (BlockId id : marks.selection.blocks)
        painter.drawRect(box(id).adjusted(-1, -1, 1, 1));
}

void OverviewPainter::paintTitles(QPainter &painter, const QTransform &transform,
                                  const QRect &exposed, const QRectF &area)
{
    if (m_visible.size() > mostTitles)
        return;
    const QRect around = exposed.adjusted(-130, -30, 130, 30);
    Room room(around);
    const std::vector<CanvasScene::Box> &boxes = m_scene.boxes();
    const auto boxOf = [&](int place) {
        return transform.mapRect(cardRect().translated(boxes[size_t(place)].corner));
    };
    const double reach = 140 / transform.m11();
    const QRectF near = area.adjusted(-reach, -reach, reach, reach);
    for (const CanvasScene::Box &box : boxes) {
        if (near.contains(box.corner))
            room.take(transform.mapRect(cardRect().translated(box.corner)));
    }
    TextRuns &texts = m_scene.painter().texts();
    const QFontMetricsF &metrics = texts.metrics(TextFont::Constant);
    for (int place : qAsConst(m_visible)) {
        const Block *block = m_scene.pipeline().find(boxes[size_t(place)].id);
        const QString title = metrics.elidedText(displayTitle(*block, m_scene.catalog()),
                                                 Qt::ElideRight, widestTitle);
        const double width = metrics.horizontalAdvance(title);
        const QRectF box = boxOf(place);
        const QRectF rect(box.center().x() - width / 2, box.bottom() + 1, width, metrics.height());
        const QRectF needed = rect.adjusted(-3, 4, 3, -2); // It may come close to its own box.
        if (!room.isFree(needed))
            continue;
        room.take(needed);
        texts.draw(painter, {rect.left(), rect.top() + metrics.ascent()}, title, TextFont::Constant,
                   m_scene.style().theme().text);
    }
}

} // namespace outcrop
