#include "core/base/heap.h"

#include <malloc.h>

namespace outcrop {

void keepFreedMemory()
{
    // Under the lock of the static one, and malloc's own. NOLINTBEGIN(concurrency-mt-unsafe)
    static const bool done =
        mallopt(M_TRIM_THRESHOLD, 64 << 20) == 1 && mallopt(M_MMAP_THRESHOLD, 4 << 20) == 1;
    // NOLINTEND(concurrency-mt-unsafe)
    static_cast<void>(done);
}

} // namespace outcrop
