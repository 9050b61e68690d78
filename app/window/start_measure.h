#pragma once

#include <QWidget>

namespace outcrop {

// Prints how many milliseconds the program had run when its window was painted first, and the
// kilobytes that were resident then: "93 61240". Ends the program. For bench/window_start.sh.
class StartMeasure : public QObject
{
public:
    explicit StartMeasure(QWidget &window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace outcrop
