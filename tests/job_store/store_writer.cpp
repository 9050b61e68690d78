// Writes jobs and their lives into a store as fast as it can and says on standard output what was
// acknowledged, a line each: "<uuid> <steps>". To be killed. usage: store_writer FOLDER NAME

#include "tests/job_store/store_samples.h"

#include <QCoreApplication>

#include <unistd.h>

#include <array>
#include <string>

using namespace outcrop;

namespace {

void acknowledge(const QString &uuid, int steps)
{
    const std::string line = uuid.toStdString() + ' ' + std::to_string(steps) + '\n';
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0)
        ::_exit(1);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    auto store = samples::open(app.arguments().at(1));
    if (!store)
        return 2;
    for (int n = 0;; ++n) {
        const auto job = store->insertJob(samples::job(app.arguments().at(2) + QString::number(n)));
        if (!job)
            return 3;
        acknowledge(job->uuid, 0);
        Attempt attempt = job->attempt;
        for (int step = int(JobState::Staging); step <= int(JobState::Succeeded); ++step) {
            const Attempt next = samples::moved(attempt, JobState(step));
            if (!store->record(attempt, next))
                return 4;
            acknowledge(attempt.job, step);
            attempt = next;
        }
    }
}
