#pragma once

#include "widgets/hosts/host_report.h"
#include "widgets/style/style.h"

#include <QListWidget>

#include <functional>

namespace outcrop {

// What is said of a host beside its name.
struct HostSign
{
    QString icon; // Empty: none.
    Ink ink = Ink::Muted;
    QString words; // "Ready for jobs · 2 min ago"
};

HostSign signOf(HostStanding standing);

// The hosts, one below the other: a name, and how it stands.
class HostRows : public QListWidget
{
    Q_OBJECT

public:
    // `say` tells what to show beside the name of a host.
    HostRows(Style &style, std::function<HostSign(const QString &id)> say,
             QWidget *parent = nullptr);

    void setHosts(const std::vector<ListedHost> &hosts); // The chosen one stays chosen.
    void refresh();                                      // What is said may be something else.
    QString current() const;
    void setCurrent(const QString &id);

signals:
    void chosen(const QString &id);

private:
    Style &m_style;
    std::function<HostSign(const QString &id)> m_say;
};

} // namespace outcrop
