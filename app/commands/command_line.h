#pragma once

#include "app/commands/command.h"

#include <memory>
#include <variant>

namespace outcrop {

// The program's table of commands: names, arguments, help. Completion scripts and the help texts
// come from it.
class CommandLine
{
public:
    CommandLine();
    ~CommandLine();

    struct Chosen
    {
        Command command;
        TerminalOptions options;
        int passwordDescriptor = -1; // --password-fd
        bool keepsPassword = false;  // --keep-password
    };

    // What to run; or the exit code where parsing has answered already: help, version, a usage
    // error.
    std::variant<Chosen, ExitCode> parse(int argc, char **argv);

    const CLI::App &table() const { return *m_app; }

private:
    std::unique_ptr<CLI::App> m_app;
    TerminalOptions m_options;
    int m_passwordDescriptor = -1;
    bool m_keepsPassword = false;
    Command m_chosen;
};

} // namespace outcrop
