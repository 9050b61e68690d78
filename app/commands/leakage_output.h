#pragma once

#include "app/commands/run_job.h"

namespace outcrop {

// What the leak test found: training_result/leakage.json.
struct Leakage
{
    bool clean = false;
    QString block; // That learned from held-out rows; empty if none, or none could be named.
    QString title;
    QString why;
    QStringList checked; // Blocks.
    QStringList warnings;
};

Result<Leakage> readLeakage(const QString &resultFolder);

QJsonObject toJson(const Leakage &leakage);
void printLeakage(const Terminal &terminal, const Leakage &leakage);

// Runs the leak test of a pipeline file as a job of its own.
Result<Leakage> runLeakTest(Context &context, JobService &service, const QString &file,
                            const QString &host);

} // namespace outcrop
