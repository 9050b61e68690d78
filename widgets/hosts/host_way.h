#pragma once

#include "core/ssh/ssh_settings.h"
#include "widgets/hosts/host_report.h"
#include "widgets/style/style.h"

#include <QWidget>

namespace outcrop {

// How a host is reached: a card of its page.
class HostWay : public QWidget
{
    Q_OBJECT

public:
    explicit HostWay(Style &style, QWidget *parent = nullptr);

    // `way` is borrowed for the call; nullptr: not known yet. `isKept`: something to log in with.
    void showHost(const ListedHost &host, const Result<ConfiguredHost> *way, bool isKept);

signals:
    void forgetSecretsWished();

private:
    void addKept(const QString &title);
    void addFact(const QString &name, const QString &value);
    void addRemark(const QString &sentence);

    Style &m_style;
    QWidget *m_rows, *m_remarks;
};

} // namespace outcrop
