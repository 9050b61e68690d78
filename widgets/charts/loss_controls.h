#pragma once

#include "widgets/charts/loss_view.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;

namespace outcrop {

class Style;

// A line below a chart of losses, where a person says how to see them.
class LossControls : public QWidget
{
    Q_OBJECT

public:
    explicit LossControls(Style &style, QWidget *parent = nullptr);

    LossView view() const;
    void setView(const LossView &view);

signals:
    void viewChanged(const outcrop::LossView &view); // By a person.

private:
    void tell();

    QComboBox *m_axis;
    QCheckBox *m_logarithmic;
    QSlider *m_smoothing; // In hundredths.
    QLabel *m_weight;
};

} // namespace outcrop
