#pragma once

#include <QComboBox>

namespace outcrop {

// A combo box that a wheel rolling over the panel does not change, and that takes any width.
class CalmComboBox : public QComboBox
{
public:
    explicit CalmComboBox(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;
    void showPopup() override; // As wide as its longest item.

protected:
    void paintEvent(QPaintEvent *event) override; // A text that is too long ends in three points.
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace outcrop
