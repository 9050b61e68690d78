#pragma once

#include <QtGlobal>

namespace outcrop {

// The thread that draws the window must never wait. The window calls markGuiThread() once it is
// shown; from then on every function that may block (SQLite, libzip, a host, files) called in that
// thread is a mistake in the program and ends it, in builds that have assertions.
#ifdef QT_NO_DEBUG
inline void markGuiThread() {}
inline void assertMayBlock() {}
#else
namespace detail {
inline thread_local bool isGuiThread = false;
}
inline void markGuiThread()
{
    detail::isGuiThread = true;
}
inline void assertMayBlock()
{
    Q_ASSERT_X(!detail::isGuiThread, "assertMayBlock", "a blocking call in the window's thread");
}
#endif

} // namespace outcrop
