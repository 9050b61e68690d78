#pragma once

#include "core/host_catalog/judge_catalog.h"
#include "core/host_catalog/recent_looks.h"

#include <functional>
#include <memory>
#include <optional>

namespace outcrop {

// The calls of a pipeline, and the catalog they were planned with.
struct PlannedBlocks
{
    Plan plan;
    Catalog catalog;
};

// What is to run on a host.
struct SubmitLook
{
    HostProfile host;
    PackageNeeds needs;
    // Asked for at most once, where the library of the host is another one. Empty, or nothing: a
    // foreign package, of whose blocks nothing is known.
    std::function<std::optional<PlannedBlocks>()> blocks;
    QString cache; // Folders::cache
    Patience patience;
    std::shared_ptr<RecentLooks> recent = {}; // Empty: the host is asked every time.
};

// What the scikit-learn of a host makes of the blocks; asks the host, if its answer is not kept. No
// lines without blocks, or where a job's environment is yet to have the library.
std::vector<PreflightLine> judgeBlocks(RemoteShell &shell, const SubmitLook &look,
                                       const FoundPython *python);

// Looks at the host before a submit; nothing is sent. An error says what makes the run impossible,
// and how to mend it; else the lines of what is only odd. A host that does not answer, or lets
// nobody in, stops nothing: the job waits for it. Nor does a look that was broken off.
Result<std::vector<PreflightLine>> lookBefore(RemoteShell &shell, const SubmitLook &look);

// "lab: 40 of 2 CPUs are busy. The job will be slow.": an odd line for a person.
QString remarkOf(const PreflightLine &line, const HostProfile &host);

} // namespace outcrop
