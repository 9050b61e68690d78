#pragma once

#include <QKeySequence>
#include <QPointF>

#include <optional>

class QKeyEvent;

namespace outcrop {

// What the keyboard does on the canvas.
enum class CanvasCommand {
    AddBlock,
    EditAttributes,
    Rename,
    Connect,
    Delete,
    Duplicate,
    Cut,
    Copy,
    Paste,
    SelectAll,
    Group,
    Ungroup,
    NextInFlow,
    PreviousInFlow,
    ZoomIn,
    ZoomOut,
    ActualSize,
    FitAll,
    FitSelection,
};

std::optional<CanvasCommand> commandOf(const QKeyEvent &event);
QKeySequence shortcutOf(CanvasCommand command); // The first of its keys, for a menu.

// How far an arrow moves what is picked: four units; with Shift one step of the
// grid. Nothing: it is no arrow, or has another meaning.
std::optional<QPointF> nudgeOf(const QKeyEvent &event);

} // namespace outcrop
