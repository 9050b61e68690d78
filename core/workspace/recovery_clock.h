#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace outcrop {

// How soon unsaved changes are put where a crash does not reach them.
struct RecoveryTimes
{
    std::chrono::milliseconds afterEdit{2000};
    std::chrono::milliseconds between{10000}; // Two writes are at least this far apart.
};

// Says when one document is due.
class RecoveryClock : public QObject
{
    Q_OBJECT

public:
    explicit RecoveryClock(const RecoveryTimes &times, QObject *parent = nullptr);

    void edited();
    void stop(); // There is nothing to keep.

signals:
    void due();

private:
    RecoveryTimes m_times;
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
};

} // namespace outcrop
