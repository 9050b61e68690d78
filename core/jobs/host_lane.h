#pragma once

#include "core/async/worker.h"
#include "core/jobs/job_driver.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace outcrop {

// The thread of one host: turns of its driver, one after the other, each when it is due.
class HostLane : public QObject
{
    Q_OBJECT

public:
    explicit HostLane(const DriverSetup &setup); // Its reports become the signals below.

    // What it drives; another lane goes on with it.
    const DriverTask &task() const { return m_task; }
    void goOn(const DriverTask &task);

    void drive(const QString &uuid);
    void driveAll();
    void setWatched(const QString &uuid, bool watched);
    void lookNow();
    // JobDriver::setAround(). The connection stays.
    void setAround(int jobsAtOnce, const std::vector<HostProfile> &standIns);
    void wake(); // Something has changed in the store.

signals:
    void jobChanged(const outcrop::Job &job);
    void collected(const QString &uuid, qint64 done, qint64 total);
    void linkChanged(outcrop::LinkState state, const QString &sentence);
    void answered();                           // A call to the host; or it did not, and
    void unanswered(const QDateTime &nextTry); // is asked again then (UTC).
    void looked(bool answered);                // After each turn.
    void problem(const QString &sentence);

private:
    DriverSetup connected(DriverSetup setup);
    void turn();

    DriverTask m_task;
    QTimer m_timer;
    bool m_working = false;
    bool m_wakeAgain = false;
    bool m_linkIsOk = true;
    Worker<JobDriver> m_worker; // Last: its thread ends before anything it may call.
};

} // namespace outcrop
