#pragma once

#include <QByteArray>

// SQLite's view of a disk that fails: a layer over the operating system's files that counts what
// changes them (writes, syncs, cuts, deletions) and lets the n-th fail, or cuts the power there.
// One plan for the whole process.
namespace faultvfs {

enum class Fault {
    WriteError, // The n-th operation alone fails…
    DiskFull,   // …with this code.
    PowerCut,   // The n-th and all later ones fail; see cutPower().
};

// Becomes SQLite's default.
void install();

// Begins to count at 1; nothing fails with n = 0.
void plan(int n, Fault fault);
bool hasStruck();

// What a power cut leaves: of every file what was last synced, and of the writes after that a
// random part. To be called when no database is open.
void cutPower(quint32 seed);

} // namespace faultvfs
