#pragma once

#include "core/ssh/credentials.h"
#include "widgets/style/style.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace outcrop {

// What a host asks a person who logs in.
class LoginDialog : public QDialog
{
    Q_OBJECT

public:
    LoginDialog(const LoginQuestion &question, Style &style, QWidget *parent);

    // What was typed; the fields are empty afterwards.
    LoginAnswer take();

private:
    QWidget *makeKeeping(const LoginQuestion &question);

    std::vector<QLineEdit *> m_fields;
    QCheckBox *m_keep = nullptr; // None where it is not offered.
};

} // namespace outcrop
