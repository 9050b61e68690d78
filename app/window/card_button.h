#pragma once

#include "widgets/style/style.h"

#include <QAbstractButton>

namespace outcrop {

// A button that is a card: an icon, a title, and a line or two of what it does.
class CardButton : public QAbstractButton
{
public:
    CardButton(Style &style, const QString &icon, const QString &title, const QString &remark,
               QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override; // All of its words, and no more.

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRect textRect() const;

    Style &m_style;
    QString m_icon;
    QString m_remark;
};

} // namespace outcrop
