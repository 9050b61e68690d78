#pragma once

#include <QLabel>

namespace outcrop {

// One line of plain text with an ellipsis where there is no room for all of it; the whole is its
// tool tip then. Takes any width, so that it never widens a panel.
class ElidedLabel : public QLabel
{
public:
    // `mode`: where the ellipsis stands.
    explicit ElidedLabel(QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace outcrop
