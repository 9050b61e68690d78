#pragma once

#include <QAbstractButton>

namespace outcrop {

class Style;

// A switch for yes and no. Between both where the selected blocks differ.
class ToggleSwitch : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ToggleSwitch(Style &style, QWidget *parent = nullptr);

    void setUndecided(bool undecided);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Also Enter.
    bool hitButton(const QPoint &position) const override;

private:
    Style &m_style;
    bool m_undecided = false;
};

} // namespace outcrop
