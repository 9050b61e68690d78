#pragma once

#include <QString>

namespace outcrop {

// Who drives a job: one object of one process of one boot of one computer. Process ids come round
// again, so the start ticks of the process belong to its identity.
struct LeaseOwner
{
    QString id;      // Random: two drivers of one process are two owners.
    QString machine; // Machine id and process-id namespace: only there do pids say anything.
    QString bootId;
    qint64 pid = 0;
    QString startTicks;
};

struct Lease
{
    QString job;
    LeaseOwner owner;
    qint64 until =
        0; // Epoch milliseconds; counts only for owners whose pulse cannot be felt from here.
};

LeaseOwner makeLeaseOwner();

// Whether the owner's process still lives. Of an owner on this machine the kernel knows; of any
// other, `until` decides.
bool isHeld(const Lease &lease, qint64 now);

} // namespace outcrop
