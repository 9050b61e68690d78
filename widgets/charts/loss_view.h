#pragma once

#include <QMetaType>
#include <QString>

namespace outcrop {

// How a person wishes to see what was learnt. Nothing of it changes a figure of the job.
struct LossView
{
    enum class Axis { Steps, Time };

    Axis axis = Axis::Steps;
    bool isLogarithmic = false; // The axis of the values.
    double smoothing = 0;       // Of the means, over the points drawn; see smoothed(). 0: none.

    friend bool operator==(const LossView &, const LossView &) = default;
};

constexpr double mostSmoothing = 0.99;

// "time logarithmic 0.60", as settings and the command line hold it. What is not understood is left
// as it is at first.
QString lossViewText(const LossView &view);
LossView lossViewOf(const QString &text);

} // namespace outcrop

Q_DECLARE_METATYPE(outcrop::LossView)
