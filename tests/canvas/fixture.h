#pragma once

#include "core/pipeline/edits.h"
#include "tests/pipeline/samples.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/note_item.h"

#include <QApplication>
#include <QSignalSpy>
#include <QtTest>

Q_DECLARE_METATYPE(outcrop::BlockId)
Q_DECLARE_METATYPE(std::optional<outcrop::Port>)
Q_DECLARE_METATYPE(std::optional<outcrop::PortFilter>)

namespace outcrop::samples {

// data -> (scale ->) model -> evaluate -> best, and a Split.
inline Catalog smallCatalog()
{
    using Form = AttributeKind::Form;
    const QVector<AttributeSpec> forest{
        attribute("n_estimators", {atLeast(Form::Int, 1)}, AttributeValue(100)),
        attribute("max_depth", {atLeast(Form::Int, 1), kind(Form::None)}),
    };
    return Catalog({
        type("input.csv", "CSV file", BlockRole::Input, {}, {port("table", PortType::Table)},
             {attribute("path", {kind(Form::Path)}, {}, true)}),
        type("sklearn.StandardScaler", "Standard scaler", BlockRole::Transformer,
             {port("table", PortType::Table)}, {port("table", PortType::Table)}),
        type("sklearn.RandomForestClassifier", "Random forest", BlockRole::Classifier,
             {port("table", PortType::Table)}, {port("model", PortType::Model)}, forest),
        type("evaluation.evaluate", "Evaluate", BlockRole::Evaluate,
             {port("models", PortType::Model, true)}, {port("scores", PortType::Scores)}),
        type("evaluation.best_model", "Best model", BlockRole::BestModel,
             {port("scores", PortType::Scores)}, {port("model", PortType::Model)}),
    });
}

// Moves a block of a pipeline that is being made.
inline Pipeline placed(Pipeline pipeline, const std::vector<std::pair<const char *, QPointF>> &at)
{
    for (const auto &[id, position] : at) {
        const BlockId block = pipeline.findById(text(id));
        Block moved = *pipeline.find(block);
        moved.position = position;
        pipeline.replace(block, moved);
    }
    return pipeline;
}

// data and scale and forest in a row, evaluate below; data -> scale.
inline Pipeline row()
{
    return placed(
        Builder()
            .add("input.csv", "data")
            .add("sklearn.StandardScaler", "scale")
            .add("sklearn.RandomForestClassifier", "forest")
            .add("evaluation.evaluate", "evaluate")
            .connect("data.table -> scale.table"),
        {{"data", {0, 0}}, {"scale", {240, 0}}, {"forest", {480, 0}}, {"evaluate", {480, 144}}});
}

// A canvas on a document, in a window that is shown, at 100 % with (0, 0) inside it.
struct Canvas
{
    explicit Canvas(const Pipeline &pipeline = row(), const Catalog &types = smallCatalog())
        : catalog(types), style(*qApp, ThemeChoice::Light)
    {
        // What QSignalSpy keeps.
        qRegisterMetaType<BlockId>("outcrop::BlockId");
        qRegisterMetaType<QVector<BlockId>>("QVector<outcrop::BlockId>");
        qRegisterMetaType<std::optional<Port>>("std::optional<outcrop::Port>");
        qRegisterMetaType<std::optional<PortFilter>>("std::optional<outcrop::PortFilter>");
        document.reset(pipeline);
        view = std::make_unique<CanvasView>(document, catalog, style, nullptr);
        view->resize(1000, 600);
        view->show();
        view->activateWindow();
        view->setFocus();
        QCoreApplication::processEvents();
        view->zoomToActualSize();
        view->centerOn(330, 100);
        QCoreApplication::processEvents();
    }

    BlockId block(const char *id) const { return document.pipeline().findById(text(id)); }
    const Block &at(const char *id) const { return *document.pipeline().find(block(id)); }
    PortEnd end(const char *id, const char *port, Side side) const
    {
        return {{block(id), text(port)}, side};
    }

    QPoint toView(QPointF scene) const { return view->viewportTransform().map(scene).toPoint(); }
    QPoint on(const char *id) const { return toView(view->canvas().rectOf(block(id)).center()); }
    QPoint on(const PortEnd &port) const { return toView(view->canvas().centerOf(port)); }

    // QTest's moves hold no button in Qt 5, so nothing would be dragged.
    void mouse(QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons held,
               Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QMouseEvent event(type, at, view->viewport()->mapToGlobal(at), button, held, modifiers);
        QApplication::sendEvent(view->viewport(), &event);
    }
    void press(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
               Qt::MouseButton button = Qt::LeftButton) const
    {
        mouse(QEvent::MouseButtonPress, at, button, button, modifiers);
    }
    void moveTo(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
                Qt::MouseButton button = Qt::LeftButton) const
    {
        mouse(QEvent::MouseMove, at, Qt::NoButton, button, modifiers);
    }
    void release(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
                 Qt::MouseButton button = Qt::LeftButton) const
    {
        mouse(QEvent::MouseButtonRelease, at, button, Qt::NoButton, modifiers);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
              Qt::MouseButton button = Qt::LeftButton) const
    {
        press(from, modifiers, button);
        moveTo((from + to) / 2, modifiers, button);
        moveTo(to, modifiers, button);
        release(to, modifiers, button);
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        press(at, modifiers);
        release(at, modifiers);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(view.get(), Qt::Key(key), modifiers);
    }

    QStringList pickedIds() const
    {
        QStringList ids;
        for (BlockId id : view->canvas().selection().blocks)
            ids << document.pipeline().find(id)->id;
        ids.sort();
        return ids;
    }
    QStringList connections() const
    {
        QStringList all;
        const Pipeline &pipeline = document.pipeline();
        for (const Connection &c : pipeline.connections())
            all << QStringLiteral("%1.%2 -> %3.%4")
                       .arg(pipeline.find(c.from.block)->id, c.from.name,
                            pipeline.find(c.to.block)->id, c.to.name);
        return all;
    }
    QString undoLabel() const { return document.history().undoLabel(); }

    Catalog catalog;
    Style style;
    PipelineDocument document;
    std::unique_ptr<CanvasView> view;
};

} // namespace outcrop::samples
