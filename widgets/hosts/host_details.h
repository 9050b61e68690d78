#pragma once

#include "core/ssh/ssh_settings.h"
#include "widgets/hosts/host_report.h"
#include "widgets/style/style.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace outcrop {

class HostWay;

// Everything about one host: how it stands, what it has, how it is reached; and what can be done.
class HostDetails : public QWidget
{
    Q_OBJECT

public:
    explicit HostDetails(Style &style, QWidget *parent = nullptr);

    // Borrowed for the call; nullptr: not known yet.
    struct Known
    {
        const HostReport *report = nullptr;
        const Result<ConfiguredHost> *way = nullptr;
        bool isLooking = false;
        QueueLook queue = {};
        QString age = {};    // Of the report: "1 min ago".
        bool isKept = false; // Something to log in with.
    };
    void showHost(const ListedHost &host, const Known &known);
    void showAge(const QString &age);

signals:
    void testWished();
    void stopWished();
    void editWished();
    void removeWished();
    void compareWished();
    void forgetWished();
    void forgetSecretsWished();
    void pauseWished(bool paused);
    void findJobsWished();

private:
    QWidget *makeHeader();
    QWidget *makeStateCard();
    QPushButton *makeButton(const QString &text, const QString &icon);
    void showState(const ListedHost &host, const Known &known);
    void showAction(const Known &known);
    void act();
    void showQueue(const QueueLook &queue, int jobsAtOnce);
    void addLine(const PreflightLine &line);
    void setSign(const QString &icon, Ink ink);

    Style &m_style;
    QLabel *m_title, *m_source, *m_sign, *m_state, *m_age, *m_sentence, *m_facts, *m_queue;
    QPushButton *m_test, *m_edit, *m_remove, *m_action, *m_pause, *m_find;
    QWidget *m_lines;
    HostWay *m_way;
    bool m_isLooking = false;
    bool m_isPaused = false;
    HostStanding m_standing = HostStanding::Ready; // What the button in the card is about.
};

} // namespace outcrop
