#include "widgets/canvas/canvas_keys.h"

#include "widgets/canvas/card_geometry.h"

#include <QKeyEvent>

#include <array>

namespace outcrop {

namespace {

constexpr double nudge = 4;

struct Key
{
    int key; // With modifiers.
    CanvasCommand command;
};

constexpr int with(int modifiers, Qt::Key key)
{
    return modifiers | key;
}

const std::array keys{
    Key{Qt::Key_Space, CanvasCommand::AddBlock},
    Key{Qt::Key_Return, CanvasCommand::EditAttributes},
    Key{Qt::Key_Enter, CanvasCommand::EditAttributes},
    Key{Qt::Key_F2, CanvasCommand::Rename},
    Key{with(Qt::CTRL, Qt::Key_L), CanvasCommand::Connect},
    Key{Qt::Key_C, CanvasCommand::Connect},
    Key{Qt::Key_Backspace, CanvasCommand::Delete},
    Key{with(Qt::CTRL, Qt::Key_D), CanvasCommand::Duplicate},
    Key{with(Qt::CTRL, Qt::Key_G), CanvasCommand::Group},
    Key{with(int(Qt::CTRL) | int(Qt::SHIFT), Qt::Key_G), CanvasCommand::Ungroup},
    Key{with(Qt::ALT, Qt::Key_Right), CanvasCommand::NextInFlow},
    Key{with(Qt::ALT, Qt::Key_Left), CanvasCommand::PreviousInFlow},
    Key{with(Qt::CTRL, Qt::Key_Equal), CanvasCommand::ZoomIn},
    Key{Qt::Key_Plus, CanvasCommand::ZoomIn},
    Key{Qt::Key_Minus, CanvasCommand::ZoomOut},
    Key{with(Qt::CTRL, Qt::Key_0), CanvasCommand::ActualSize},
    Key{with(Qt::CTRL, Qt::Key_9), CanvasCommand::FitAll},
    Key{with(Qt::CTRL, Qt::Key_8), CanvasCommand::FitSelection},
};

struct StandardKey
{
    QKeySequence::StandardKey key;
    CanvasCommand command;
};

constexpr std::array standardKeys{
    StandardKey{QKeySequence::Delete, CanvasCommand::Delete},
    StandardKey{QKeySequence::Cut, CanvasCommand::Cut},
    StandardKey{QKeySequence::Copy, CanvasCommand::Copy},
    StandardKey{QKeySequence::Paste, CanvasCommand::Paste},
    StandardKey{QKeySequence::SelectAll, CanvasCommand::SelectAll},
    StandardKey{QKeySequence::ZoomIn, CanvasCommand::ZoomIn},
    StandardKey{QKeySequence::ZoomOut, CanvasCommand::ZoomOut},
};

} // namespace

std::optional<CanvasCommand> commandOf(const QKeyEvent &event)
{
    for (const StandardKey &key : standardKeys) {
        if (event.matches(key.key))
            return key.command;
    }
    const int pressed = event.key() | int(event.modifiers() & ~Qt::KeypadModifier);
    for (const Key &key : keys) {
        if (key.key == pressed)
            return key.command;
    }
    // A plus may need Shift, wherever it is on the keyboard.
    if (event.text() == QLatin1String("+"))
        return CanvasCommand::ZoomIn;
    return {};
}

QKeySequence shortcutOf(CanvasCommand command)
{
    for (const StandardKey &key : standardKeys) {
        if (key.command == command)
            return key.key;
    }
    for (const Key &key : keys) {
        if (key.command == command)
            return key.key;
    }
    return {};
}

std::optional<QPointF> nudgeOf(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers != Qt::NoModifier && modifiers != Qt::ShiftModifier)
        return {};
    const double step = modifiers == Qt::ShiftModifier ? gridStep : nudge;
    switch (event.key()) {
    case Qt::Key_Left:
        return QPointF(-step, 0);
    case Qt::Key_Right:
        return QPointF(step, 0);
    case Qt::Key_Up:
        return QPointF(0, -step);
    case Qt::Key_Down:
        return QPointF(0, step);
    default:
        return {};
    }
}

} // namespace outcrop
