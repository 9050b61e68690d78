#pragma once

#include <QString>

namespace outcrop {

// Where the files of a job are, below the folder of the job store. Nothing is created by asking.
//
//   <data>/jobs.sqlite
//   <data>/jobs/<uuid>/package.zip        frozen with the click
//                      pipeline.outcrop   what it was made from
//                      a/<n>/process.log  local copies of what the host still writes
//                            events.jsonl
//                            collected/   process.log, events.jsonl, training_result/; whole or not
//                            there
struct JobFolder
{
    QString path;

    QString package() const { return path + QStringLiteral("/package.zip"); }
    QString pipeline() const { return path + QStringLiteral("/pipeline.outcrop"); }
    QString attempt(int number) const;
    QString log(int number) const { return attempt(number) + QStringLiteral("/process.log"); }
    QString events(int number) const { return attempt(number) + QStringLiteral("/events.jsonl"); }
    QString collected(int number) const { return attempt(number) + QStringLiteral("/collected"); }
};

JobFolder jobFolder(const QString &dataFolder, const QString &uuid);

} // namespace outcrop
