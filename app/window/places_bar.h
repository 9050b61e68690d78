#pragma once

#include "widgets/style/style.h"

#include <QFrame>
#include <QVector>

class QButtonGroup;

namespace outcrop {

// The narrow bar at the left: where in the window one is.
class PlacesBar : public QFrame
{
    Q_OBJECT

public:
    explicit PlacesBar(Style &style, QWidget *parent = nullptr);

    // `keys` stand in its tool tip.
    void addPlace(const QString &icon, const QString &title, const QString &keys);
    int current() const;

public slots:
    void setCurrent(int place);

signals:
    void chosen(int place); // By a person.

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Style &m_style;
    QButtonGroup *m_buttons;
};

} // namespace outcrop
