#include "core/base/memory_guard.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace outcrop {

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif
#elif defined(__SANITIZE_ADDRESS__)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

} // namespace

void guardMemory()
{
    rlimit cores{};
    if (::getrlimit(RLIMIT_CORE, &cores) == 0) {
        cores.rlim_cur = 0;
        ::setrlimit(RLIMIT_CORE, &cores); // Less is always allowed.
    }
    if (!isSanitized)
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

} // namespace outcrop
