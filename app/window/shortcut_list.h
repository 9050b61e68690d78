#pragma once

#include "app/window/commands.h"

#include <QDialog>

namespace outcrop {

// Every command with its keys, by place, with a search.
class ShortcutList : public QDialog
{
    Q_OBJECT

public:
    ShortcutList(const Commands &commands, Style &style, QWidget *parent);
};

} // namespace outcrop
