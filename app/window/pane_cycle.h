#pragma once

#include <QVector>

class QWidget;

namespace outcrop {

// Takes the focus from the pane that has it to the next one (1) or the previous one (-1) that is
// seen, around the ends; from elsewhere to the first or the last. In a pane it goes where it was,
// else to the first widget that takes it.
void cyclePanes(const QVector<QWidget *> &panes, int by);

} // namespace outcrop
