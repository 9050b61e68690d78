#include "widgets/charts/loss_view.h"

#include <QStringList>

namespace outcrop {

namespace {

const QLatin1String timeWord("time");
const QLatin1String logarithmicWord("logarithmic");

} // namespace

QString lossViewText(const LossView &view)
{
    QStringList words;
    if (view.axis == LossView::Axis::Time)
        words << timeWord;
    if (view.isLogarithmic)
        words << logarithmicWord;
    if (view.smoothing > 0)
        words << QString::number(view.smoothing, 'f', 2);
    return words.join(QLatin1Char(' '));
}

LossView lossViewOf(const QString &text)
{
    LossView view;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const double smoothing = word.toDouble();
        if (word == timeWord)
            view.axis = LossView::Axis::Time;
        else if (word == logarithmicWord)
            view.isLogarithmic = true;
        else if (smoothing > 0 && smoothing <= mostSmoothing)
            view.smoothing = smoothing;
    }
    return view;
}

} // namespace outcrop
