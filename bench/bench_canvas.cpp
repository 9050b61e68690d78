// Frames of the canvas at 1,000 and 10,000 blocks, 1600 x 1000 pixels, offscreen, in process-CPU
// milliseconds. Counters of one run: `ratio` is how many times faster than the plain way (naive: a
// QGraphicsScene with an item for each block and each connection, painted whole at every change)
// ours was; `growth` is t(10,000) / t(1,000), so 1 is flat. `fill_ms` is one opaque fill of such a
// frame on this machine, the unit in which frames should be read: 0.08 ms on the machine where the
// aims were set. `at_reference_ms` is a frame scaled to that machine.

#include "core/base/heap.h"
#include "core/document/pipeline_document.h"
#include "core/pipeline/edits.h"
#include "tests/pipeline/samples.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/hit.h"

#include <QApplication>
#include <QGraphicsPathItem>
#include <QPainter>
#include <QScrollBar>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>

using namespace outcrop;

namespace {

constexpr QSize frameSize(1600, 1000);
constexpr double referenceFillMs = 0.08;

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

template<class Work>
double onceMs(Work work)
{
    const double start = cpuMs();
    work();
    return cpuMs() - start;
}

template<class Work>
double medianMs(Work work, int most = 101)
{
    work();
    work();
    std::vector<double> samples;
    for (double spent = 0;
         int(samples.size()) < 5 || (spent < 400 && int(samples.size()) < most);) {
        samples.push_back(onceMs(work));
        spent += samples.back();
    }
    std::nth_element(samples.begin(), samples.begin() + long(samples.size() / 2), samples.end());
    return samples[samples.size() / 2];
}

double fillMs()
{
    static const double ms = [] {
        QImage frame(frameSize, QImage::Format_RGB32);
        QPainter painter(&frame);
        return medianMs([&] { painter.fillRect(frame.rect(), QColor(250, 251, 253)); });
    }();
    return ms;
}

// Twelve kinds of blocks, as in a pipeline with many steps.
Catalog kinds()
{
    using samples::port;
    const std::array<std::pair<const char *, BlockRole>, 6> of{{
        {"Standard scaler", BlockRole::Transformer},
        {"Gradient boosting", BlockRole::Classifier},
        {"Select columns", BlockRole::TableStep},
        {"Ridge regression", BlockRole::Regressor},
        {"Breast cancer data", BlockRole::Input},
        {"Evaluate", BlockRole::Evaluate},
    }};
    QVector<BlockType> types;
    for (int i = 0; i < 12; ++i)
        types << samples::type(qPrintable(QStringLiteral("type.%1").arg(i)),
                               of[size_t(i % 6)].first, of[size_t(i % 6)].second,
                               {port("table", PortType::Table, true), port("b", PortType::Table)},
                               {port("table", PortType::Table), port("c", PortType::Model)});
    return Catalog(types);
}

// A square grid of 220 x 140, 1.5 connections a block; every title is another one.
int columnsOf(int count)
{
    return int(std::ceil(std::sqrt(count)));
}

BlockId middleOf(const Pipeline &pipeline)
{
    const int count = pipeline.blockCount();
    return pipeline.blockIds()[count / 2 + columnsOf(count) / 2];
}

Pipeline square(int count)
{
    Pipeline pipeline;
    const int columns = columnsOf(count);
    std::mt19937 random(7);
    QVector<BlockId> ids;
    for (int i = 0; i < count; ++i) {
        Block block;
        block.id = QStringLiteral("block_%1").arg(i);
        block.type = QStringLiteral("type.%1").arg(random() % 12);
        block.title = QStringLiteral("Block number %1").arg(i);
        block.position = QPointF(220 * (i % columns), 140 * (i / columns));
        block.attributes.insert(QStringLiteral("depth"), AttributeValue(i));
        ids << pipeline.append(block);
        const auto join = [&](int from) {
            pipeline.connect(
                {{ids[from], QStringLiteral("table")}, {ids[i], QStringLiteral("table")}});
        };
        if (i % columns > 0)
            join(i - 1);
        if (i >= columns && i % 2 == 0)
            join(i - columns + int(random() % 3) - (i % columns > 1 ? 1 : 0));
    }
    return pipeline;
}

// The plain way: frame, header, title and four ports in one item's paint; a curve an item.
class NaiveBlock : public QGraphicsItem
{
public:
    explicit NaiveBlock(QString title) : m_title(std::move(title)) {}

    QRectF boundingRect() const override { return {-6, -6, 188, 76}; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        painter->setPen(QPen(Qt::gray, 1));
        painter->setBrush(Qt::white);
        painter->drawRoundedRect(QRectF(0, 0, 176, 64), 6, 6);
        painter->fillRect(QRectF(1, 1, 6, 62), Qt::darkGreen);
        painter->setPen(Qt::black);
        painter->drawText(QRectF(46, 8, 120, 20), m_title);
        painter->drawText(QRectF(46, 30, 120, 20), QStringLiteral("depth 12"));
        painter->setBrush(Qt::blue);
        for (const QPointF &port :
             {QPointF(0, 21), QPointF(0, 43), QPointF(176, 21), QPointF(176, 43)})
            painter->drawEllipse(port, 5, 5);
    }

private:
    QString m_title;
};

struct Naive
{
    explicit Naive(const Pipeline &pipeline)
    {
        QHash<BlockId, NaiveBlock *> items;
        pipeline.forEachBlock([&](BlockId id, const Block &block) {
            auto *item = new NaiveBlock(block.title);
            item->setPos(block.position);
            scene.addItem(item);
            items.insert(id, item);
        });
        for (const Connection &connection : pipeline.connections()) {
            const QPointF from = items[connection.from.block]->pos() + QPointF(176, 21);
            const QPointF to = items[connection.to.block]->pos() + QPointF(0, 21);
            scene.addPath(pathOf(curveBetween(from, to)), QPen(Qt::blue, 1.8));
        }
        middle = items[middleOf(pipeline)];
        view.setScene(&scene);
        view.setRenderHint(QPainter::Antialiasing);
        view.setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
        view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        view.resize(frameSize);
        view.show();
        QCoreApplication::processEvents();
    }

    void fit() { view.fitInView(scene.itemsBoundingRect(), Qt::KeepAspectRatio); }

    QGraphicsScene scene;
    QGraphicsView view;
    NaiveBlock *middle = nullptr;
};

struct Ours
{
    explicit Ours(const Pipeline &pipeline) : style(*qApp, ThemeChoice::Light), catalog(kinds())
    {
        document.reset(pipeline);
        view = std::make_unique<CanvasView>(document, catalog, style, nullptr);
        view->resize(frameSize);
        view->show();
        settle();
    }

    // Until all that is in sight has its text.
    static void settle()
    {
        for (int i = 0; i < 100; ++i)
            QCoreApplication::processEvents();
    }
    BlockId middle() const { return middleOf(document.pipeline()); }
    void toMiddle()
    {
        view->zoomToActualSize();
        view->centerOn(view->canvas().rectOf(middle()).center());
        settle();
    }

    Style style;
    Catalog catalog;
    PipelineDocument document;
    std::unique_ptr<CanvasView> view;
};

// By the number of blocks.
template<class Canvas>
std::map<std::int64_t, std::unique_ptr<Canvas>> &allOf()
{
    static std::map<std::int64_t, std::unique_ptr<Canvas>> all;
    return all;
}

template<class Canvas>
Canvas &made(std::int64_t blocks)
{
    auto &one = allOf<Canvas>()[blocks];
    if (!one)
        one = std::make_unique<Canvas>(square(int(blocks)));
    return *one;
}

void frame(QWidget *viewport)
{
    viewport->repaint();
}

void report(benchmark::State &state, const char *what, double ms, double naiveMs = 0)
{
    static std::map<std::string, double> atThousand;
    if (state.range(0) == 1000)
        atThousand[what] = ms;
    for (auto _ : state)
        state.SetIterationTime(ms / 1e3);
    state.counters["frame_ms"] = ms;
    state.counters["fill_ms"] = fillMs();
    state.counters["at_reference_ms"] = ms * referenceFillMs / fillMs();
    if (naiveMs > 0) {
        state.counters["naive_ms"] = naiveMs;
        state.counters["ratio"] = naiveMs / ms;
    }
    if (state.range(0) != 1000 && atThousand.count(what))
        state.counters["growth"] = ms / atThousand[what];
}

void Canvas_FitRepaint(benchmark::State &state)
{
    Ours &ours = made<Ours>(state.range(0));
    ours.view->fitAll();
    Ours::settle();
    const double ms = medianMs([&] { frame(ours.view->viewport()); });
    Naive &naive = made<Naive>(state.range(0));
    naive.fit();
    report(state, "fit", ms, medianMs([&] { frame(naive.view.viewport()); }, 21));
}

void Canvas_FullFrameAtActualSize(benchmark::State &state)
{
    Ours &ours = made<Ours>(state.range(0));
    ours.toMiddle();
    const double ms = medianMs([&] { frame(ours.view->viewport()); });
    Naive &naive = made<Naive>(state.range(0));
    naive.view.resetTransform();
    naive.view.centerOn(naive.middle);
    report(state, "full", ms, medianMs([&] { frame(naive.view.viewport()); }));
}

// Twelve pixels to and fro, with minimap and zoom bar over the canvas as people have them.
void pan(QScrollBar *bar)
{
    static int step = 12;
    step = -step;
    bar->setValue(bar->value() + step);
    QCoreApplication::processEvents();
}

void Canvas_Pan(benchmark::State &state)
{
    Ours &ours = made<Ours>(state.range(0));
    ours.toMiddle();
    const double ms = medianMs([&] { pan(ours.view->horizontalScrollBar()); });
    Naive &naive = made<Naive>(state.range(0));
    naive.view.resetTransform();
    naive.view.centerOn(naive.middle);
    report(state, "pan", ms, medianMs([&] { pan(naive.view.horizontalScrollBar()); }));
}

void Canvas_MoveBlock(benchmark::State &state)
{
    Ours &ours = made<Ours>(state.range(0));
    ours.toMiddle();
    CanvasSelection one;
    one.blocks.insert(ours.middle());
    double by = 0;
    const double ms = medianMs([&] {
        by = by > 40 ? 0 : by + 3;
        ours.view->canvas().shift(one, {by, by / 2});
        QCoreApplication::processEvents();
    });
    ours.view->canvas().shift(one, {});
    Naive &naive = made<Naive>(state.range(0));
    naive.view.resetTransform();
    naive.view.centerOn(naive.middle);
    const double plain = medianMs([&] {
        naive.middle->moveBy(by > 20 ? -3 : 3, 1);
        by = by > 40 ? 0 : by + 3;
        QCoreApplication::processEvents();
    });
    report(state, "move", ms, plain);
}

// Every frame of a sweep from far away to close by, each at a zoom never seen before, on canvases
// that are made anew and know none of their texts. The slowest of all counts, whatever else the
// computer did; the other figures take each frame as the median of the rounds.
void Canvas_ZoomSweep(benchmark::State &state)
{
    const Pipeline pipeline = square(int(state.range(0)));
    constexpr std::size_t rounds = 5;
    struct Frame
    {
        double zoom;
        std::vector<double> ms; // By round.
    };
    std::vector<Frame> frames;
    double slowest = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        Ours ours(pipeline);
        ours.toMiddle();
        while (ours.view->zoom() > 0.05)
            ours.view->zoomOut();
        Ours::settle();
        for (std::size_t step = 0; ours.view->zoom() < 2; ++step) {
            const double ms = onceMs([&] {
                ours.view->zoomIn();
                frame(ours.view->viewport());
            });
            slowest = std::max(slowest, ms);
            if (step == frames.size())
                frames.push_back({ours.view->zoom(), {}});
            frames[step].ms.push_back(ms);
        }
    }
    for (Frame &frame : frames)
        std::sort(frame.ms.begin(), frame.ms.end());
    const auto median = [](const Frame &frame) { return frame.ms[rounds / 2]; };
    std::sort(frames.begin(), frames.end(),
              [&](const Frame &a, const Frame &b) { return median(a) < median(b); });
    report(state, "zoom", slowest);
    state.counters["worst_zoom"] = frames.back().zoom;
    state.counters["worst_median_ms"] = median(frames.back());
    state.counters["p95_ms"] = median(frames[frames.size() * 95 / 100]);
    state.counters["median_ms"] = median(frames[frames.size() / 2]);
}

void Canvas_Open(benchmark::State &state)
{
    const Pipeline pipeline = square(int(state.range(0)));
    const double ms = medianMs([&] { Ours opened(pipeline); }, 5);
    report(state, "open", ms, medianMs([&] { Naive opened(pipeline); }, 5));
}

void Canvas_HitTest(benchmark::State &state)
{
    Ours &ours = made<Ours>(state.range(0));
    ours.toMiddle();
    const QPointF at = ours.view->canvas().rectOf(ours.middle()).center();
    constexpr int queries = 1000;
    const double ms = medianMs([&] {
        for (int i = 0; i < queries; ++i)
            benchmark::DoNotOptimize(hitAt(ours.view->canvas(), at + QPointF(i % 200, 0), 8));
    });
    report(state, "hit", ms / queries);
}

// The connection at a place that many long ones cross; against all of them by points along each.
void Canvas_HitAmongLongConnections(benchmark::State &state)
{
    const Theme theme = lightTheme();
    ConnectionsItem item(theme);
    const int count = int(state.range(0));
    for (int i = 0; i < count; ++i)
        item.add({{BlockId(i + 1), QStringLiteral("table")}, {BlockId(count + i + 1), {}}},
                 {0, 3.0 * i}, {20000, 3.0 * (count - i)}, PortType::Table);
    const QPointF middle(10000, 1.5 * count);
    const double ms =
        medianMs([&] { benchmark::DoNotOptimize(item.nearest(middle + QPointF(40, 30), 8)); });
    const double plain = medianMs(
        [&] {
            double nearest = HUGE_VAL;
            constexpr int points = 1250; // 16 units apart.
            for (const ConnectionsItem::Line &line : item.lines()) {
                for (int i = 0; i <= points; ++i)
                    nearest = std::min(
                        nearest, QLineF(pointOn(line.curve, double(i) / points), middle).length());
            }
            benchmark::DoNotOptimize(nearest);
        },
        5);
    report(state, "hit", ms, plain);
}

void sizes(benchmark::internal::Benchmark *benchmark)
{
    benchmark->Arg(1000)->Arg(10000)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
}

} // namespace

BENCHMARK(Canvas_FitRepaint)->Apply(sizes);
BENCHMARK(Canvas_FullFrameAtActualSize)->Apply(sizes);
BENCHMARK(Canvas_Pan)->Apply(sizes);
BENCHMARK(Canvas_MoveBlock)->Apply(sizes);
BENCHMARK(Canvas_ZoomSweep)->Apply(sizes);
BENCHMARK(Canvas_HitTest)->Apply(sizes);
BENCHMARK(Canvas_HitAmongLongConnections)->Apply(sizes);
BENCHMARK(Canvas_Open)->Apply(sizes);

int main(int argc, char **argv)
{
    keepFreedMemory(); // As the window does.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    allOf<Ours>().clear(); // While there is an application.
    allOf<Naive>().clear();
    return 0;
}
