#pragma once

#include "core/host_list/host_list.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace outcrop {

// What `hosts add` and `hosts set` say about a host, as it was typed. What is not there was not
// typed; an empty text, or a list of one, makes it as if nobody had ever chosen anything.
struct HostOptions
{
    std::optional<std::string> user, title, base, activate, wheels, pollFloor, limitTime,
        limitMemory;
    std::optional<int> port, jobs, limitCpus;
    std::vector<std::string> keys, jumps, pythons, groups;

    bool operator==(const HostOptions &) const = default;
};

void addHostOptions(CLI::App &command, HostOptions &options);

// The entry with what was typed. InvalidInput: it cannot be read, or is nothing that a host can
// have; NotFound: there is no such key file.
Result<HostEntry> withOptions(HostEntry entry, const HostOptions &options);

} // namespace outcrop
