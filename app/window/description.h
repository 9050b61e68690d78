#pragma once

#include "app/window/main_window.h"

#include <QFile>
#include <QSocketNotifier>

namespace outcrop {

// What the window shows, for a program that works with it by mouse and keyboard as a person does:
// `outcrop --describe` answers each line on its standard input by a line of JSON on its standard
// output. It only tells; nothing can be done through it. Places are pixels of a screen that has 96
// to the inch, rectangles [x, y, width, height].
//
//   controls  what assistive technology sees, without what is hidden:
//             [{role, name, value, rect, enabled, selected, checked}]
//   focus     the name of what takes the keys
//   document  of the current tab: {path, isDirty, isChecked, errors, text}, as it would be saved
//   canvas    its view: {rect, blocks: [{id, rect, isSelected, inputs: {table: [x, y]}, outputs}]}
//   job       its run: {uuid, state: "RUNNING", done: ["split"]}
class Description : public QObject
{
public:
    explicit Description(MainWindow &window);

    QByteArray line() const;

private:
    void answer();

    MainWindow &m_window;
    RunView m_run;
    QFile m_input;
    QSocketNotifier m_asked;
};

} // namespace outcrop
