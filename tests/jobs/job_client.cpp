// A client of one job, to be killed: submits a package under a key, drives it to its end and prints
// "<uuid> <STATE>". usage: job_client FOLDER PACKAGE KEY [--cancel] [--die-at POINT] FOLDER as in
// samples::SampleFolder. With --cancel it asks for the end as soon as the job runs.

#include "tests/jobs/sample_service.h"

#include <QCoreApplication>

#include <signal.h>

#include <cstdio>

using namespace outcrop;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString folder = arguments.at(1);
    const int dieAt = arguments.indexOf(QStringLiteral("--die-at"));
    const bool cancels = arguments.contains(QStringLiteral("--cancel"));

    JobServiceOptions options = samples::sampleOptions(folder);
    if (dieAt > 0) {
        const QByteArray wanted = arguments.at(dieAt + 1).toLatin1();
        options.fault = [wanted](const char *point) {
            if (wanted == point)
                ::kill(::getpid(), SIGKILL);
        };
    }
    const auto service = JobService::open(options);
    if (!service) {
        std::fprintf(stderr, "%s\n", qPrintable(service.error().message));
        return 2;
    }
    SubmitRequest request;
    request.package = arguments.at(2);
    request.key = arguments.at(3);

    const auto onChange = [&](const Job &job) {
        if (cancels && job.attempt.state == JobState::Running && !job.attempt.cancelWanted) {
            if (!(*service)->cancel(job.uuid))
                QCoreApplication::exit(4);
        }
        if (isTerminal(job.attempt.state) || job.attempt.state == JobState::Attention) {
            std::printf("%s %s %s\n", qPrintable(job.uuid),
                        qPrintable(stateName(job.attempt.state)), qPrintable(job.attempt.reason));
            QCoreApplication::exit(0);
        }
    };
    QObject::connect(service->get(), &JobService::jobChanged, &app, onChange);
    QObject::connect(service->get(), &JobService::problem, &app, [](const QString &sentence) {
        std::fprintf(stderr, "%s\n", qPrintable(sentence));
    });
    const auto submitted = (*service)->submit(request);
    if (!submitted) {
        std::fprintf(stderr, "%s\n", qPrintable(submitted.error().message));
        return 3;
    }
    if (isTerminal(submitted->job.attempt.state)) {
        onChange(submitted->job);
        return 0;
    }
    return app.exec();
}
