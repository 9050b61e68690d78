#include "widgets/jobs/job_row.h"

#include <QCoreApplication>

#include <array>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobRow)
};

constexpr std::array<const char *, jobColumnCount> keys{
    "job",  "pipeline", "host", "address", "state",    "seen", "started", "duration",
    "best", "score",    "test", "p95",     "warnings", "kept", "attempt", "folder"};

} // namespace

QString columnKey(JobColumn column)
{
    return QString::fromLatin1(keys[std::size_t(column)]);
}

QString columnTitle(JobColumn column)
{
    switch (column) {
    case JobColumn::Job:
        return Tr::tr("Job");
    case JobColumn::Pipeline:
        return Tr::tr("Pipeline");
    case JobColumn::Host:
        return Tr::tr("Host");
    case JobColumn::Address:
        return Tr::tr("Address");
    case JobColumn::State:
        return Tr::tr("State");
    case JobColumn::Seen:
        return Tr::tr("Host seen");
    case JobColumn::Started:
        return Tr::tr("Started");
    case JobColumn::Duration:
        return Tr::tr("Duration");
    case JobColumn::Best:
        return Tr::tr("Best model");
    case JobColumn::Score:
        return Tr::tr("Score");
    case JobColumn::Test:
        return Tr::tr("Test, once");
    case JobColumn::P95:
        return Tr::tr("p95, ms");
    case JobColumn::Warnings:
        return Tr::tr("Warnings");
    case JobColumn::Kept:
        return Tr::tr("Kept model");
    case JobColumn::Attempt:
        return Tr::tr("Attempt");
    case JobColumn::Folder:
        return Tr::tr("Result folder");
    }
    return {};
}

bool isNumeric(JobColumn column)
{
    switch (column) {
    case JobColumn::Duration:
    case JobColumn::Score:
    case JobColumn::Test:
    case JobColumn::P95:
    case JobColumn::Warnings:
    case JobColumn::Attempt:
        return true;
    default:
        return false;
    }
}

bool isShownByDefault(JobColumn column)
{
    switch (column) {
    case JobColumn::Address:
    case JobColumn::Kept:
    case JobColumn::Attempt:
    case JobColumn::Folder:
        return false;
    default:
        return true;
    }
}

} // namespace outcrop
