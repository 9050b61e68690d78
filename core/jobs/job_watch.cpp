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
    m_reader.reset();
    ReaderSetup setup = m_setup;
    setup.bytes = [this, reader = ++m_readers](Stream stream, const QByteArray &bytes) {
        QMetaObject::invokeMethod(this, [this, reader, stream, bytes] {
            if (reader != m_readers)
                return;
            (stream == Stream::Log ? m_setup.from.log : m_setup.from.events) += bytes.size();
            if (stream == Stream::Log)
                emit logReceived(bytes);
            else
                emit eventsReceived(bytes);
        });
    };
    m_reader = std::make_unique<Worker<StreamReader>>(
        QStringLiteral("streams of %1").arg(m_job->title), setup);
}

void JobWatch::setHost(const HostProfile &host, const MakeShell &makeShell)
{
    m_setup.host = host;
    m_setup.makeShell = makeShell;
    if (!m_job || m_ended)
        return;
    m_reading = false;
    startReader();
    update(*m_job);
}

void JobWatch::update(const Job &job)
{
    const bool another = !m_job || m_job->attempt.number != job.attempt.number;
    if (another && m_job)
        m_setup.from = {};
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
        [this, reader = m_readers](const Result<bool> &complete) {
            if (reader != m_readers)
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
        [this, reader = m_readers] {
            if (reader != m_readers)
                return;
            m_reading = false;
            m_ended = true;
            emit ended();
        },
        Qt::QueuedConnection);
}

} // namespace outcrop
