#pragma once

#include "app/commands/context.h"
#include "core/host_list/host_list.h"

#include <string>

namespace CLI {
class App;
}

namespace outcrop {

// The hosts of this person: their list, and behind it those of the ssh configuration.
Result<HostList> openHosts(const Context &context);

// One of them, or this computer, with all of them beside it: its jumps may be among them. NotFound
// names the nearest.
struct OpenedHost
{
    HostEntry entry;
    HostList hosts;
};
Result<OpenedHost> openHost(const Context &context, const std::string &name);

// The argument HOST of a command, and the option --host of one that runs something there.
void addHostArgument(CLI::App &command, std::string &host);
void addHostOption(CLI::App &command, std::string &host);

} // namespace outcrop
