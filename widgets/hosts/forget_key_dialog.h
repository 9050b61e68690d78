#pragma once

#include "widgets/style/style.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace outcrop {

// Whether the known key of a host is to be forgotten, after its administrator said that it has a
// new one: a person types the name of the host. Cancel unless they do.
class ForgetKeyDialog : public QDialog
{
    Q_OBJECT

public:
    ForgetKeyDialog(const QString &host, Style &style, QWidget *parent);

private:
    QLineEdit *m_name;
    QPushButton *m_forget = nullptr;
};

} // namespace outcrop
