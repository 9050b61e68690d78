#pragma once

#include "widgets/style/style.h"

#include <QWidget>

namespace outcrop {

// What an empty canvas says: what belongs there, and the first step.
class EmptyHint : public QWidget
{
    Q_OBJECT

public:
    EmptyHint(const Style &style, QWidget *parent);

signals:
    void blockWished();
};

} // namespace outcrop
