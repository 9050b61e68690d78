#include "core/jobs/job_watch.h"

namespace outcrop {

namespace {

// Whether the host has, or had, something to read.
bool hasStreams(const Attempt &attempt)
{
    switch (attempt.state) {
    case JobState::Queued:
    case JobState::Staging:
    case JobState::Staged:
    case JobState::Submitting:
    case JobState::Pending:
        return false;
    default:
        return attempt.pid > 0 || attempt.collected;
    }
}

} // namespace

JobWatch::JobWatch(ReaderSetup setup, const PollTimes &times)
    : m_setup(std::move(setup)), m_times(times)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &JobWatch::read);
}

void JobWatch::startReader()
{
    ReaderSetup setup = m_setup;
    setup.bytes = [this, number = m_job->attempt.number](Stream stream, const QByteArray &bytes) {
        QMetaObject::invokeMethod(this, [this, number, stream, bytes] {
            if (number != m_job->attempt.number)
                return;
            if (stream == Stream::Log)
                emit logReceived(bytes);
            else
                emit eventsReceived(bytes);
        });
    };
    m_reader = std::make_unique<Worker<StreamReader>>(
        QStringLiteral("streams of %1").arg(m_job->title), setup);
    m_setup.from = {}; // Offsets are of one attempt.
}

void JobWatch::update(const Job &job)
{
    const bool another = !m_job || m_job->attempt.number != job.attempt.number;
    m_job = job;
    if (another) {
        m_reading = m_ended = false;
        startReader();
    }
    if (m_ended || m_reading)
        return;
    if (hasStreams(job.attempt))
        read();
    else if (isTerminal(job.attempt.state))
        end();
}

void JobWatch::read()
{
    m_reading = true;
    m_retry.stop();
    m_reader->post(
        this,
        [job = *m_job](StreamReader &reader, const CancelToken &cancel) {
            return reader.read(job, cancel);
        },
        [this, number = m_job->attempt.number](const Result<bool> &complete) {
            if (number != m_job->attempt.number)
                return;
            m_reading = false;
            if (complete && *complete) {
                end();
                return;
            }
            m_failures = complete ? 0 : m_failures + 1;
            m_retry.start(m_times.afterFailures(m_failures));
        });
}

// From the event loop: update() may be what led here, and who hears of it may forget the watch.
void JobWatch::end()
{
    m_reading = true;
    QMetaObject::invokeMethod(
        this,
        [this, number = m_job->attempt.number] {
            if (number != m_job->attempt.number)
                return;
            m_reading = false;
            m_ended = true;
            emit ended();
        },
        Qt::QueuedConnection);
}

} // namespace outcrop
