#include "tests/pipeline/samples.h"
#include "widgets/canvas/card_geometry.h"
#include "widgets/canvas/connection_curve.h"
#include "widgets/canvas/flow.h"
#include "widgets/canvas/spatial_grid.h"

#include <QtTest>

#include <random>

using namespace outcrop;
using samples::port;

namespace {

QSet<int> found(const SpatialGrid &grid, const QRectF &area)
{
    QSet<int> keys;
    grid.query(area, [&](int key) {
        QVERIFY2(!keys.contains(key), "visited twice");
        keys.insert(key);
    });
    return keys;
}

} // namespace

class TestCanvasGeometry : public QObject
{
    Q_OBJECT

private slots:
    void severalPortsAreSpreadOverTheEdge()
    {
        const BlockType two = samples::type(
            "x", "X", BlockRole::Other, {port("a", PortType::Table), port("b", PortType::Model)},
            {port("c", PortType::Scores)});
        const QPointF a = portCenter(&two, Side::Input, samples::text("a"));
        const QPointF b = portCenter(&two, Side::Input, samples::text("b"));
        const QPointF c = portCenter(&two, Side::Output, samples::text("c"));
        QCOMPARE(a.x(), cardRect().left());
        QCOMPARE(c.x(), cardRect().right());
        QCOMPARE(c.y(), cardRect().center().y());
        QVERIFY(a.y() > cardRect().top() + 8 && b.y() - a.y() > 12
                && b.y() < cardRect().bottom() - 8);
        QCOMPARE(portCenter(nullptr, Side::Input, samples::text("a")).y(), cardRect().center().y());
    }

    void nearestPortWithinReachIsFound()
    {
        const BlockType type = samples::type(
            "x", "X", BlockRole::Other, {port("a", PortType::Table), port("b", PortType::Model)},
            {port("c", PortType::Scores)});
        const QPointF b = portCenter(1, 2, Side::Input);
        const auto hit = portAt(&type, b + QPointF(-4, 3), 8);
        QVERIFY(hit && hit->side == Side::Input && hit->index == 1);
        QVERIFY(!portAt(&type, b + QPointF(-12, 0), 8));
        QVERIFY(!portAt(nullptr, b, 8));
    }

    void allThatACardPaintsLiesWithinItsBounds()
    {
        for (const QRectF &part : {cardRect(), badgeRect(), stateRect(), warningRect(), barRect(),
                                   sparkRect(), belowRect(), iconBox()})
            QVERIFY(cardBounds().contains(part));
        constexpr int manyPorts = 12;
        const double line = 0.75; // Half of a port's, which is painted around its path.
        for (const Side side : {Side::Input, Side::Output}) {
            for (int i = 0; i < manyPorts; ++i)
                QVERIFY(cardBody().contains(
                    portPath(PortShape::Diamond, portCenter(i, manyPorts, side), portRadius)
                        .boundingRect()
                        .adjusted(-line, -line, line, line)));
        }
        QVERIFY(cardBounds().contains(cardBody()));
    }

    void whatARunShowsTouchesNeitherTheAttributesNorItself()
    {
        constexpr double belowAttributes = 40 + 4; // Their base line, and the tails of letters.
        const QVector<QRectF> parts{stateRect(), warningRect(), barRect(), sparkRect()};
        for (int i = 0; i < parts.size(); ++i) {
            QVERIFY(parts[i].top() >= belowAttributes && cardRect().contains(parts[i]));
            for (int j = 0; j < i; ++j)
                QVERIFY(!parts[i].intersects(parts[j].adjusted(-1, -1, 1, 1)));
        }
    }

    void distanceIsThatOfTheNearestPointHoweverLongTheCurve()
    {
        for (const QPointF &to : {QPointF(260, 90), QPointF(-900, 40), QPointF(9000, -4000)}) {
            const ConnectionCurve curve = curveBetween({0, 0}, to);
            for (const QPointF &off : {QPointF(0, 7), QPointF(-12, 5), QPointF(30, 60)}) {
                const QPointF point = pointOn(curve, 0.37) + off;
                double nearest = HUGE_VAL;
                for (int i = 0; i <= 40000; ++i)
                    nearest =
                        std::min(nearest, QLineF(pointOn(curve, i / 40000.0), point).length());
                const auto distance = distanceTo(curve, point, nearest + 1);
                QVERIFY(distance && std::abs(*distance - nearest) < 0.5);
                QVERIFY(!distanceTo(curve, point, nearest - 1));
            }
        }
    }

    void placesOfHostileFilesCanBePainted()
    {
        QCOMPARE(shownPosition({qQNaN(), qInf()}), QPointF(0, 0));
        QCOMPARE(shownPosition({1e300, -1e300}), QPointF(1e6, -1e6));
        QCOMPARE(shownPosition({12, 34}), QPointF(12, 34));
    }

    void curveEndsAtItsPortsAndLeavesToTheRight()
    {
        for (const QPointF &to : {QPointF(300, 80), QPointF(-300, 80), QPointF(0, 0)}) {
            const ConnectionCurve curve = curveBetween({10, 20}, to);
            QCOMPARE(pointOn(curve, 0), QPointF(10, 20));
            QCOMPARE(pointOn(curve, 1), to);
            QVERIFY(curve.control1.x() >= curve.from.x());
            QVERIFY(curve.control2.x() <= curve.to.x());
            QVERIFY(boundsOf(curve).adjusted(-1, -1, 1, 1).contains(pointOn(curve, 0.3)));
            QVERIFY(distanceTo(curve, pointOn(curve, 0.4), 2));
            QVERIFY(!distanceTo(curve, pointOn(curve, 0.5) + QPointF(0, 200), 20));
        }
    }

    void onlyWhatStaysOnTheLineBetweenItsEndsIsStraight()
    {
        QVERIFY(isStraight(curveBetween({10, 20}, {300, 20})));
        QVERIFY(isStraight(curveBetween({10, 20}, {12, 20}))); // Ports that nearly touch.
        QVERIFY(isStraight(curveBetween({10, 20}, {10, 20})));
        QVERIFY(!isStraight(curveBetween({10, 20}, {300, 21})));
        QVERIFY(!isStraight(curveBetween({300, 20}, {10, 20}))); // It turns back twice.
    }

    void longCurveClaimsOnlyThePlacesItGoesThrough()
    {
        const ConnectionCurve curve = curveBetween({0, 0}, {20000, 9000});
        double area = 0;
        QVector<QRectF> pieces;
        visitPieces(curve, [&](const QRectF &piece) {
            pieces << piece;
            area += piece.width() * piece.height();
        });
        QVERIFY(area < 0.05 * 20000 * 9000);
        for (double t = 0; t <= 1; t += 0.01) {
            const QPointF point = pointOn(curve, t);
            QVERIFY(std::any_of(pieces.begin(), pieces.end(), [&](const QRectF &piece) {
                return piece.adjusted(-1, -1, 1, 1).contains(point);
            }));
        }
        const QRectF sight(pointOn(curve, 0.4) - QPointF(400, 300), QSizeF(800, 600));
        const QPainterPath seen = pathWithin(curve, sight);
        QVERIFY(sight.adjusted(-800, -800, 800, 800).contains(seen.boundingRect()));
        QVERIFY(!pathWithin(curve, sight).isEmpty());
        QVERIFY(pathWithin(curve, sight.translated(0, 4000)).isEmpty());
        QVERIFY(distanceTo(curve, pointOn(curve, 0.123), 1));
    }

    void gridFindsEveryRectangleThatTouchesTheAreaOnce()
    {
        std::mt19937 random(3);
        const auto number = [&](int limit) { return double(random() % unsigned(limit)); };
        SpatialGrid grid;
        QHash<int, QRectF> all;
        for (int step = 0; step < 2000; ++step) {
            const int key = int(number(200));
            if (all.contains(key))
                grid.remove(key, all.take(key));
            const double size = step % 50 == 0 ? 40000 : 700; // Some cover very many cells.
            all[key] = QRectF(number(9000) - 4500, number(9000) - 4500, number(int(size)) + 1,
                              number(int(size)) + 1);
            grid.insert(key, all[key]);
            const QRectF area(number(9000) - 4500, number(9000) - 4500, 800, 600);
            const QSet<int> seen = found(grid, area);
            for (auto it = all.begin(); it != all.end(); ++it)
                QVERIFY(seen.contains(it.key()) || !it->intersects(area));
        }
        for (auto it = all.begin(); it != all.end(); ++it)
            grid.remove(it.key(), it.value());
        QVERIFY(found(grid, QRectF(-1e5, -1e5, 2e5, 2e5)).isEmpty());
    }

    void flowGoesToTheConnectedBlockThatIsNearestInHeight()
    {
        Pipeline pipeline = samples::Builder()
                                .add("x", "data")
                                .add("x", "above")
                                .add("x", "level")
                                .add("x", "loose")
                                .connect("data.table -> above.table")
                                .connect("data.table -> level.table");
        const auto place = [&](const char *id, QPointF at) {
            Block block = *pipeline.find(pipeline.findById(samples::text(id)));
            block.position = at;
            pipeline.replace(pipeline.findById(samples::text(id)), block);
        };
        place("data", {0, 100});
        place("above", {240, -200});
        place("level", {240, 110});
        place("loose", {480, 0});
        const auto id = [&](const char *text) { return pipeline.findById(samples::text(text)); };
        QCOMPARE(nextInFlow(pipeline, id("data")), id("level"));
        QCOMPARE(previousInFlow(pipeline, id("above")), id("data"));
        QCOMPARE(nextInFlow(pipeline, id("loose")), id("loose"));
        QCOMPARE(nextInFlow(pipeline, BlockId{}), id("data"));
        QCOMPARE(nextInReadingOrder(pipeline, id("above"), 1), id("level"));
        QCOMPARE(nextInReadingOrder(pipeline, id("loose"), 1), BlockId{});
        QCOMPARE(nextInReadingOrder(pipeline, BlockId{}, -1), id("loose"));
    }
};

QTEST_GUILESS_MAIN(TestCanvasGeometry)
#include "tst_canvas_geometry.moc"
