#pragma once

#include <QLabel>

namespace outcrop {

// One line of plain text that ends in an ellipsis where there is no room for all of it; the whole
// is its tool tip then. Takes any width, so that it never widens a panel.
class ElidedLabel : public QLabel
{
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace outcrop
