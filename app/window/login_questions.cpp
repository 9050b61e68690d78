#include "app/window/login_questions.h"

#include <condition_variable>
#include <mutex>

namespace outcrop {

namespace {

constexpr std::chrono::milliseconds lookEvery(100);

struct Wait
{
    std::mutex mutex;
    std::condition_variable come;
    bool isAnswered = false;
    LoginQuestions::Answer answer;
};

} // namespace

LoginQuestions::LoginQuestions(QObject *person, Ask ask, CancelToken cancel)
    : m_person(person), m_ask(std::move(ask)), m_cancel(std::move(cancel))
{
}

LoginQuestions::Answer LoginQuestions::answer(const LoginQuestion &question)
{
    const auto wait = std::make_shared<Wait>(); // The reply may come when nobody waits any more.
    const Reply reply = [wait](Answer answer) {
        const std::lock_guard lock(wait->mutex);
        wait->isAnswered = true;
        wait->answer = std::move(answer);
        wait->come.notify_one();
    };
    QMetaObject::invokeMethod(
        m_person,
        [ask = m_ask, cancel = m_cancel, question, reply] {
            if (!cancel.isCanceled())
                ask(question, cancel, reply);
        },
        Qt::QueuedConnection);
    std::unique_lock lock(wait->mutex);
    while (!wait->isAnswered && !m_cancel.isCanceled())
        wait->come.wait_for(lock, lookEvery);
    return std::move(wait->answer);
}

} // namespace outcrop
