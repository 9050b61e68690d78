#include "app/window/pane_cycle.h"

#include <QApplication>
#include <QTabBar>

namespace outcrop {

namespace {

bool takesFocus(const QWidget &widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus);
}

// Tabs of a pane only where there is nothing else: what they show is what is worked with.
QWidget *firstFocus(QWidget *pane)
{
    if (takesFocus(*pane))
        return pane;
    if (QWidget *const last = pane->focusWidget(); last && last != pane && takesFocus(*last))
        return last;
    QWidget *tabs = nullptr;
    for (QWidget *const child : pane->findChildren<QWidget *>()) {
        if (!takesFocus(*child))
            continue;
        if (!qobject_cast<QTabBar *>(child))
            return child;
        tabs = child;
    }
    return tabs;
}

} // namespace

void cyclePanes(const QVector<QWidget *> &panes, int by)
{
    QVector<QWidget *> seen;
    for (QWidget *const pane : panes) {
        if (pane && pane->isVisible())
            seen << pane;
    }
    const QWidget *const focus = QApplication::focusWidget();
    int at = by > 0 ? -1 : 0;
    for (int i = 0; i < seen.size() && focus; ++i) {
        if (seen[i] == focus || seen[i]->isAncestorOf(focus))
            at = i;
    }
    for (int step = 0; step < seen.size(); ++step) {
        at = (at + by + seen.size()) % seen.size();
        if (QWidget *const target = firstFocus(seen[at])) {
            target->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace outcrop
