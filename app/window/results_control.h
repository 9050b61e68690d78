#pragma once

#include "app/window/job_desk.h"
#include "core/settings/settings.h"

#include <QSet>

#include <optional>

namespace outcrop {

class ResultsPlace;

// Tells the place Results what becomes of jobs, and does what is wished there and needs no other
// part of the window.
class ResultsControl : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        ResultsPlace &place;
        JobDesk &desk;
        Settings &settings;
        const Catalog &catalog;
    };

    explicit ResultsControl(const Parts &parts, QObject *parent = nullptr);

    void setJobs(const std::vector<Job> &jobs);
    // What the blocks of a job are called while it has no report.
    void tellTitles(const Job &job, const Pipeline &pipeline);
    void saveLayout();

signals:
    void failed(const QString &sentence);
    void looking(const QString &host); // The title of one, before a job is submitted once more.
    void remarked(const QString &sentence);  // It is odd, and runs all the same.
    void submitted(const outcrop::Job &job); // Once more.

private:
    // How much of the events of a job the place has, and where in them the bytes that come are, if
    // their beginning was seen.
    struct Events
    {
        int attempt = 0;
        qint64 given = 0;
        std::optional<qint64> position;
    };

    void follow(const QStringList &uuids);
    void give(const QString &uuid, const QByteArray &bytes);
    void tellHistory(const QString &uuid); // If it is the one that is selected.
    void update(const Job &job);
    void runAgain(const QString &uuid, const QString &host, bool instead);
    void foresee(const QString &uuid);
    void foreseeQueue(const QString &host);
    void answer(const Result<> &result);

    Parts m_parts;
    QSet<QString> m_followed;
    std::map<QString, Events> m_events;
    std::map<QString, Attempt> m_open; // The newest, of jobs that have not ended.
};

} // namespace outcrop
