#pragma once

#include "core/base/gui_thread.h"
#include "core/base/result.h"

#include <SQLiteCpp/Exception.h>

#include <type_traits>

namespace outcrop {

// The door's frame: what SQLite throws becomes an Error with a sentence that names the file.
Error storeError(const QString &path, const SQLite::Exception &exception);

// The sentence for a damaged store: what is still safe, and what to do. `finding` is SQLite's own.
Error damagedStore(const QString &path, const QString &finding);

// Runs `work`, which returns a Result, with exceptions ended here.
template<class Work>
std::invoke_result_t<Work> guarded(const QString &path, Work work)
{
    assertMayBlock();
    try {
        return work();
    } catch (const SQLite::Exception &exception) {
        return failure(storeError(path, exception));
    }
}

} // namespace outcrop
