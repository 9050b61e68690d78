#pragma once

#include <atomic>
#include <memory>

namespace outcrop {

// Asks long work to stop. Copies share one flag; any thread may ask, the work looks when it can.
class CancelToken
{
public:
    void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
    bool isCanceled() const { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag = std::make_shared<std::atomic<bool>>(false);
};

} // namespace outcrop
