#pragma once

#include "core/ssh/credentials.h"
#include "widgets/style/style.h"

#include <QDialog>

class QLineEdit;

namespace outcrop {

// What a host asks a person who logs in.
class LoginDialog : public QDialog
{
    Q_OBJECT

public:
    LoginDialog(const LoginQuestion &question, Style &style, QWidget *parent);

    // What was typed, as many as there were prompts; the fields are empty afterwards.
    std::vector<Secret> take();

private:
    std::vector<QLineEdit *> m_fields;
};

} // namespace outcrop
