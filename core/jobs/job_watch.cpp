#include "core/jobs/job_watch.h"

#include <utility>

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

// The host will have something to read soon.
bool isOnItsWay(JobState state)
{
    return state == JobState::Staging || state == JobState::Staged || state == JobState::Submitting;
}

constexpr int manyFailures = 8; // As often as it is asked at the least.

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
    m_connected = false;
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
    if (isOnItsWay(job.attempt.state))
        connectEarly();
    else if (hasStreams(job.attempt))
        read();
    else if (isTerminal(job.attempt.state))
        end();
}

// Meanwhile the driver uploads and starts: the first line need not wait for a connection.
void JobWatch::connectEarly()
{
    if (std::exchange(m_connected, true) || !m_answering)
        return;
    m_reader->post(
        this,
        [](StreamReader &reader, const CancelToken &cancel) {
            reader.connectEarly(cancel);
            return true;
        },
        [](bool) {});
}

void JobWatch::setAnswering(bool answering)
{
    m_answering = answering;
    if (answering && m_retry.isActive())
        read();
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
            m_retry.start(m_times.afterFailures(m_answering ? m_failures : manyFailures));
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
