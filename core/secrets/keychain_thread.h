#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace outcrop {

// The thread in which the process speaks to its keychain. There is one and it is never ended: the
// library queues all jobs in an object that belongs to the thread of the first.
class KeychainThread
{
public:
    static KeychainThread &ofThisProcess();

    template<class T>
    using Sink = std::function<void(T)>;

    // Runs `start` in that thread and waits for what it gives its sink, now or later. Nothing: it
    // did not within `patience`, or an earlier one has not yet.
    template<class T, class Start>
    std::optional<T> ask(Start start, std::chrono::milliseconds patience);

private:
    KeychainThread();

    QThread m_thread;
    QObject m_object; // Lives there.
    std::atomic<int> m_unanswered = 0;
};

template<class T, class Start>
std::optional<T> KeychainThread::ask(Start start, std::chrono::milliseconds patience)
{
    struct Wait
    {
        std::mutex mutex;
        std::condition_variable come;
        std::optional<T> answer;
        bool isOver = false;
    };
    if (m_unanswered > 0)
        return {};
    const auto wait = std::make_shared<Wait>(); // The answer may come when nobody waits any more.
    const Sink<T> sink = [this, wait](T answer) {
        const std::lock_guard lock(wait->mutex);
        if (wait->isOver)
            --m_unanswered;
        wait->answer.emplace(std::move(answer));
        wait->come.notify_one();
    };
    QMetaObject::invokeMethod(
        &m_object, [start, sink] { start(sink); }, Qt::QueuedConnection);
    std::unique_lock lock(wait->mutex);
    wait->come.wait_for(lock, patience, [&] { return wait->answer.has_value(); });
    wait->isOver = true;
    if (!wait->answer)
        ++m_unanswered;
    return std::move(wait->answer);
}

} // namespace outcrop
