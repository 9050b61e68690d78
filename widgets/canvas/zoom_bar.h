#pragma once

#include "widgets/style/style.h"

#include <QFrame>

class QToolButton;

namespace outcrop {

// Smaller, the zoom in per cent, larger, all: in a corner of the canvas.
class ZoomBar : public QFrame
{
    Q_OBJECT

public:
    ZoomBar(const Style &style, QWidget *parent);

    void showZoom(double scale);

signals:
    void zoomOutWished();
    void zoomInWished();
    void actualSizeWished();
    void fitWished();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *add(const QString &name, const QString &shortcut);

    const Style &m_style;
    QToolButton *m_percent;
};

} // namespace outcrop
