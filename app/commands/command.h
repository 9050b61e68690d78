#pragma once

#include "app/commands/context.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace outcrop {

using Command = std::function<Outcome(Context &)>;

// A command adds itself to the table of the command line; when it was chosen, parsing leaves what
// to run in `chosen`. `chosen` outlives the parser.
void addValidate(CLI::App &app, Command &chosen);
void addBuild(CLI::App &app, Command &chosen);
void addRun(CLI::App &app, Command &chosen);
void addSubmit(CLI::App &app, Command &chosen);
void addJobs(CLI::App &app, Command &chosen);
void addFetch(CLI::App &jobs, Command &chosen);  // jobs fetch
void addRemove(CLI::App &jobs, Command &chosen); // jobs rm
void addImport(CLI::App &jobs, Command &chosen); // jobs import
void addLogin(CLI::App &jobs, Command &chosen);  // jobs login
void addRerun(CLI::App &jobs, Command &chosen);  // jobs retry, rerun
void addQueue(CLI::App &jobs, Command &chosen);  // jobs pause, resume, move
void addResults(CLI::App &app, Command &chosen);
void addPeek(CLI::App &app, Command &chosen);
void addPredict(CLI::App &app, Command &chosen);
void addCatalog(CLI::App &app, Command &chosen);
void addCheckLeakage(CLI::App &app, Command &chosen);
void addHosts(CLI::App &app, Command &chosen);
void addHostsAdd(CLI::App &hosts, Command &chosen);       // hosts add
void addHostsSet(CLI::App &hosts, Command &chosen);       // hosts set
void addHostsTrust(CLI::App &hosts, Command &chosen);     // hosts trust
void addHostsForgetKey(CLI::App &hosts, Command &chosen); // hosts forget-key
void addHostsForgetPassword(CLI::App &hosts, Command &chosen);
void addHostsTest(CLI::App &hosts, Command &chosen); // hosts test
void addEnvironments(CLI::App &app, Command &chosen);
void addDoctor(CLI::App &app, Command &chosen);
void addCompletion(CLI::App &app, Command &chosen);
void addManPage(CLI::App &app, Command &chosen);

// CLI11 speaks std::string.
inline std::string text(const QString &qt)
{
    return qt.toStdString();
}
inline QString text(const std::string &standard)
{
    return QString::fromStdString(standard);
}

} // namespace outcrop
