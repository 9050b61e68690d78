#pragma once

#include <chrono>
#include <vector>

namespace outcrop {

// How often a host is asked about its jobs, when nobody follows them.
struct PollTimes
{
    // HostProfile::pollFloor: what follows is never shorter.
    std::chrono::milliseconds floor{0};

    // After a change, one after the other; the last goes on while somebody watches.
    std::vector<std::chrono::milliseconds> afterChange{
        std::chrono::seconds(2), std::chrono::seconds(4), std::chrono::seconds(8),
        std::chrono::seconds(15)};
    std::chrono::milliseconds background = std::chrono::seconds(60);
    std::chrono::milliseconds idle =
        std::chrono::seconds(300); // After `untilIdle` looks without a change.
    int untilIdle = 30;

    // How often the store is read for jobs that another Outcrop drives, and asked for new ones.
    std::chrono::milliseconds others = std::chrono::milliseconds(500);

    // After `looks` looks that found nothing new.
    std::chrono::milliseconds next(int looks, bool watched) const;

    // After `failures` calls in a row that the host did not answer: twice as long each, at most 300
    // s: all jobs of a host together make no more than 20 connections in the first hour that it
    // does not answer, and 12 in each further one. Who watches one of them makes at most 12 an hour
    // beside.
    std::chrono::milliseconds firstRetry = std::chrono::seconds(2);
    std::chrono::milliseconds afterFailures(int failures) const;
};

} // namespace outcrop
