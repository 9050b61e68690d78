#pragma once

#include "core/ssh/ssh_settings.h"
#include "widgets/hosts/host_dialog.h"
#include "widgets/hosts/host_report.h"
#include "widgets/style/style.h"

#include <QDateTime>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include <map>

class QLabel;

namespace outcrop {

class HostDetails;
class HostRows;
struct HostSign;

// The place Hosts: where jobs can run, and whether they would. Shows what it is told; wishes are
// signals.
class HostsPlace : public QWidget
{
    Q_OBJECT

public:
    explicit HostsPlace(Style &style, QWidget *parent = nullptr);

    // This computer first. What is known of those that are as they were is kept.
    void setHosts(const std::vector<ListedHost> &hosts);
    void setLooking(const QString &id, bool isLooking);
    void setReport(const QString &id, const HostReport &report);
    void setQueue(const QString &id, const QueueLook &queue);
    void setWay(const QString &id, const Result<ConfiguredHost> &way);
    // Whether something is kept to log in there.
    void setKept(const QString &id, bool isKept);

    QString current() const;
    void select(const QString &id);
    QVector<QWidget *> panes() const; // That the keyboard goes through, one by one.
    bool hasLooked() const { return !m_reports.empty(); }

public slots:
    void askToAdd();

signals:
    // A fingerprint that a person has accepted; empty: none.
    void lookWished(const QString &id, const QString &fingerprint);
    void stopWished(const QString &id);
    void wayWished(const QString &id);
    void
    saveWished(const outcrop::HostEntry &entry); // New, or in the place of the one of its name.
    void removeWished(const QString &id);
    void forgetKeyWished(const QString &id); // Confirmed already.
    void forgetSecretsWished(const QString &id);
    void queueWished(const QString &id);
    void pauseWished(const QString &id, bool paused);
    void findJobsWished(const QString &id);

protected:
    void showEvent(QShowEvent *event) override; // Looks at this computer, if nobody did yet.
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makePage();
    const ListedHost *find(const QString &id) const;
    HostSign say(const QString &id) const;
    void showCurrent();
    void refresh(); // The rows, with what the time is now.
    QString ageOf(const QString &id) const;
    void ask(const HostEntry *entry);
    void askHowManyHere(const HostEntry &entry);
    void edit();
    void compareKey();
    void askToForget();
    void wishQueue();

    Style &m_style;
    std::vector<ListedHost> m_hosts;
    std::map<QString, HostReport> m_reports;
    std::map<QString, Result<ConfiguredHost>> m_ways;
    std::map<QString, QueueLook> m_queues;
    QSet<QString> m_looking;
    QSet<QString> m_kept;
    QWidget *m_list = nullptr;
    HostRows *m_rows;
    QLabel *m_hint;
    HostDetails *m_details;
    QTimer m_tick;
    QDateTime m_now; // List and details tell the same age.
};

} // namespace outcrop
