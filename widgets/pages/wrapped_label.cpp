#include "widgets/pages/wrapped_label.h"

#include <QLabel>

namespace outcrop {

QLabel *wrappedLabel(const QString &text)
{
    auto *const label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace outcrop
