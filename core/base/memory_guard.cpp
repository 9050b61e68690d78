#include "core/base/memory_guard.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace outcrop {

namespace {

#ifdef __SANITIZE_ADDRESS__ // GCC
constexpr bool isSanitized = true;
#elif defined(__has_feature) // Clang
constexpr bool isSanitized = __has_feature(address_sanitizer);
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
