#pragma once

#include "core/ssh/ssh_settings.h"
#include "widgets/hosts/host_report.h"
#include "widgets/style/style.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace outcrop {

class HostJobsForm;

// Adds a host, or changes one. What is wrong is said while one types; how the host will be reached
// too, as ~/.ssh/config has its say in that.
class HostDialog : public QDialog
{
    Q_OBJECT

public:
    struct Parts
    {
        Style &style;
        std::vector<ListedHost> hosts; // Names that are taken, or offered for the address.
        // Blocks, and is called in another thread; empty: nothing is said of it.
        std::function<Result<ConfiguredHost>(const HostEntry &)> reach;
    };

    // `entry`: the host to change, whose name stays; nullptr: a new one.
    HostDialog(Parts parts, const HostEntry *entry, QWidget *parent);

    HostEntry entry() const;

protected:
    void keyPressEvent(QKeyEvent *event) override; // Ctrl+Enter from every field.

private:
    void fill(const HostEntry &entry);
    QWidget *makeForm();
    QWidget *makeKeyRow();
    QString wrong(const HostEntry &entry) const; // Empty: nothing.
    QString suggestedName() const;
    void check();
    void findWay();
    void say(const QString &icon, Ink ink, const QString &sentence);
    void chooseKey();

    Parts m_parts;
    std::optional<HostEntry> m_before;
    QComboBox *m_address;
    QLineEdit *m_name, *m_user, *m_port, *m_key, *m_jumps;
    HostJobsForm *m_jobs;
    QLabel *m_sign, *m_words;
    QPushButton *m_save;
    QTimer m_pause; // Until somebody has stopped typing.
    int m_asked = 0;
};

} // namespace outcrop
