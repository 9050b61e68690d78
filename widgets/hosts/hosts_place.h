#pragma once

#include "widgets/hosts/host_report.h"
#include "widgets/style/style.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace outcrop {

// Where jobs can run, and whether they would: today this computer.
class HostsPlace : public QWidget
{
    Q_OBJECT

public:
    // `look` blocks and is called in another thread; empty: this computer is looked at.
    explicit HostsPlace(Style &style, std::function<HostReport()> look = {},
                        QWidget *parent = nullptr);

    void refresh(); // Looks anew; refreshed() follows.
    bool hasLooked() const { return m_report.has_value(); }

signals:
    void refreshed();
    void status(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override; // Looks, if nobody did yet.

private:
    QWidget *makeHeader();
    QWidget *makeCard();
    void showSign(QLabel *label, const QString &icon, Ink ink);
    void showReport(const HostReport &report);
    void addLine(const PreflightLine &line);
    void showAge();

    Style &m_style;
    std::function<HostReport()> m_look;
    std::optional<HostReport> m_report;
    bool m_looking = false;
    QPushButton *m_refresh;
    QLabel *m_state, *m_facts, *m_age, *m_icon, *m_sign;
    QVBoxLayout *m_lines;
    QTimer m_timer;
};

} // namespace outcrop
