#pragma once

#include <QLabel>

namespace outcrop {

// Foreign text over as many lines as it needs, never taken for markup.
inline QLabel *textLabel(const QString &text = {})
{
    auto *const label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace outcrop
