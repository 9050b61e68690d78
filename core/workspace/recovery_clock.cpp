#include "core/workspace/recovery_clock.h"

#include <algorithm>

namespace outcrop {

RecoveryClock::RecoveryClock(const RecoveryTimes &times, QObject *parent)
    : QObject(parent), m_times(times)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_sinceLast.restart();
        emit due();
    });
}

// Not put off by further edits: who types without a pause is kept, too.
void RecoveryClock::edited()
{
    if (m_timer.isActive())
        return;
    auto wait = m_times.afterEdit;
    if (m_sinceLast.isValid())
        wait = std::max(wait, m_times.between - std::chrono::milliseconds(m_sinceLast.elapsed()));
    m_timer.start(wait);
}

void RecoveryClock::stop()
{
    m_timer.stop();
}

} // namespace outcrop
