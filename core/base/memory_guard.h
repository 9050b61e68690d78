#pragma once

namespace outcrop {

// To be called first of all in a program that is told secrets: its memory is written into no core
// file, and other programs of the same person cannot look into it. Root can, and so can whoever
// reads the swap space or a hibernated disk.
//
// Children that are other programs can be looked into again; that no core file is written they
// inherit, and may change (only the soft limit is set).
//
// With the address sanitizer the second half is left out: to find leaks it looks into the process
// from a process of its own.
void guardMemory();

} // namespace outcrop
