#pragma once

namespace outcrop {

// Makes the allocator keep what is freed, up to 64 MB, for what is asked for next. glibc gives
// blocks of some hundred kB back to the kernel at once, and each of their pages is faulted in anew
// when the next such block is filled: the pictures of every frame of a canvas, the deflate state of
// every file of a package. For the whole process, from any thread; the second call does nothing.
void keepFreedMemory();

} // namespace outcrop
