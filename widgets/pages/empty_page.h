#pragma once

#include "widgets/style/style.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace outcrop {

// What a panel shows while it has nothing to show: what belongs there, and the first step.
class EmptyPage : public QWidget
{
    Q_OBJECT

public:
    EmptyPage(const QString &icon, Style &style, QWidget *parent = nullptr);

    // `action`: the button's text; empty: no button. Texts are plain.
    void say(const QString &title, const QString &text, const QString &action = {});

signals:
    void actionWished();

protected:
    void resizeEvent(QResizeEvent *event) override; // In little room icon and text go.

private:
    void paintIcon();

    QString m_iconName;
    Style &m_style;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace outcrop
