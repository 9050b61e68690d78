#pragma once

#include "app/window/job_desk.h"
#include "widgets/prompts/message_bar.h"

#include <QHash>
#include <QTimer>

#include <chrono>
#include <map>

namespace outcrop {

// Says in a bar which hosts have not answered for a while, when they are asked again, and that what
// runs there goes on; one bar for all of them. Only hosts that a job waits for; it goes by itself
// once they answer, and does not come again for a host it was closed for before that.
class LinkNews : public QObject
{
    Q_OBJECT

public:
    // The bar is this object's alone. Nothing is said of a shorter silence than `patience`.
    LinkNews(JobDesk &desk, MessageBar &bar,
             std::chrono::milliseconds patience = std::chrono::seconds(30));

    void setHosts(const QHash<QString, QString> &titles); // By id.

private:
    // A host that does not answer.
    struct Silence
    {
        QDateTime since, nextTry; // UTC; invalid: not known yet.
        bool isPutAway = false;   // The bar was closed.
    };

    void follow(const Job &job);
    void takeLink(const QString &host, LinkState state);
    void tell();
    void retry();
    QStringList told() const; // Ids of the hosts that the bar is about.
    QString sentence(const QStringList &hosts) const;
    QString names(const QStringList &hosts) const;

    JobDesk &m_desk;
    MessageBar &m_bar;
    const std::chrono::milliseconds m_patience;
    QHash<QString, QString> m_titles;
    std::map<QString, Attempt> m_waiting;  // By job: those that the host is asked about.
    std::map<QString, Silence> m_silences; // By host.
    QTimer m_tick;
};

} // namespace outcrop
