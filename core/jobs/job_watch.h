#pragma once

#include "core/async/worker.h"
#include "core/jobs/poll_times.h"
#include "core/jobs/stream_reader.h"

#include <QObject>
#include <QTimer>

namespace outcrop {

// Follows the streams of one job for somebody who looks at it, in a thread of its own, across
// attempts and lost connections.
class JobWatch : public QObject
{
    Q_OBJECT

public:
    JobWatch(ReaderSetup setup, const PollTimes &times);

    // What is known of the job now: reading begins when there is something to read.
    void update(const Job &job);

    // Reads on from where it is, by another way.
    void setHost(const HostProfile &host, const MakeShell &makeShell);

    // Whether the host answers its driver: while it does not, it is left alone here, too, and asked
    // again as soon as it does.
    void setAnswering(bool answering);

    // Whether ended() was told of the job's newest attempt.
    bool hasEnded() const { return m_ended; }

signals:
    void logReceived(const QByteArray &bytes);
    void eventsReceived(const QByteArray &bytes);
    void ended(); // All of the newest attempt was handed over.

private:
    void startReader();
    void connectEarly();
    void read();
    void end();

    ReaderSetup m_setup; // Its offsets: what was handed over of the attempt.
    PollTimes m_times;
    std::optional<Job> m_job;
    QTimer m_retry;
    int m_failures = 0;
    bool m_answering = true;
    bool m_connected = false; // Or about to be: the reader.
    bool m_reading = false;   // Or all is read, and about to be told.
    bool m_ended = false;
    std::unique_ptr<Worker<StreamReader>> m_reader; // Of one attempt.
    int m_readers = 0; // How many there were: what comes from those before is not heard.
};

} // namespace outcrop
