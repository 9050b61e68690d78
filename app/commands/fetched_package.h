#pragma once

#include "app/commands/context.h"
#include "app/commands/interrupt.h"
#include "core/download/download.h"

#include <string>

namespace CLI {
class App;
}

namespace outcrop {

// How a person says that a package is the one that is meant.
struct PackageConsent
{
    std::string sha256; // 64 hexadecimal digits, or empty.
    bool yes = false;   // Whatever it is.
};

// --sha256 and --yes.
void addConsentOptions(CLI::App &command, PackageConsent &consent);

// A package that is named by its address, on this computer. Says on stderr how it comes, and where
// nobody protects it on its way. Canceled: Ctrl-C broke it off, nothing is left.
Result<Downloaded> fetchPackage(Context &context, const QUrl &address, const Interrupt &interrupt);

// Shows what came: name, size, hash, what it would run. Then it must be the package of --sha256, or
// the person says yes, or said so. InvalidInput: no package. Corrupt: another one. Canceled: nobody
// said that it is meant.
Result<> requireConsent(Context &context, const QUrl &address, const Downloaded &package,
                        const PackageConsent &consent, const Interrupt &interrupt);

} // namespace outcrop
