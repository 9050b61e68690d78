#pragma once

#include "core/ssh/host_trust.h"
#include "widgets/style/style.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace outcrop {

// Whether the key that an unknown host shows is its own: a person compares it. Cancel unless they
// say otherwise; a pasted fingerprint that is another one is refused.
class KeyDialog : public QDialog
{
    Q_OBJECT

public:
    KeyDialog(const HostKeyQuestion &question, Style &style, QWidget *parent);

    QString fingerprint() const { return m_fingerprint; }

private:
    void compare();

    Style &m_style;
    QString m_fingerprint;
    QLineEdit *m_pasted;
    QLabel *m_sign, *m_verdict;
    QPushButton *m_accept;
};

} // namespace outcrop
