#include "widgets/charts/log_axis.h"

#include <qcustomplot.h>

#include <cmath>
#include <initializer_list>

namespace outcrop {

namespace {

constexpr int fewestTicks = 3;
constexpr int mostPowers = 8;

QVector<double> ticksAt(const QCPRange &range, std::initializer_list<int> digits)
{
    const int first = int(std::floor(std::log10(range.lower)));
    const int last = int(std::ceil(std::log10(range.upper)));
    const int step = (last - first) / mostPowers + 1;
    QVector<double> ticks;
    for (int power = first; power <= last; power += step) {
        for (const int digit : digits) {
            const double tick = digit * std::pow(10, power);
            if (range.contains(tick))
                ticks << tick;
        }
    }
    return ticks;
}

class DecadeTicker : public QCPAxisTicker
{
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange &range) override
    {
        if (range.lower > 0) {
            for (const auto &digits :
                 {std::initializer_list<int>{1}, {1, 2, 5}, {1, 2, 3, 4, 5, 6, 7, 8, 9}}) {
                const QVector<double> ticks = ticksAt(range, digits);
                if (ticks.size() >= fewestTicks)
                    return ticks;
            }
        }
        return QCPAxisTicker::createTickVector(tickStep, range);
    }
};

} // namespace

void makeLogarithmic(QCPAxis &axis)
{
    axis.setScaleType(QCPAxis::stLogarithmic);
    axis.setTicker(QSharedPointer<DecadeTicker>::create());
}

} // namespace outcrop
