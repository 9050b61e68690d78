#include "widgets/properties/calm_combo_box.h"

#include <QAbstractItemView>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QWheelEvent>

namespace outcrop {

namespace {

constexpr int frameOfPopup = 28; // Margins and a scroll bar.

} // namespace

CalmComboBox::CalmComboBox(QWidget *parent) : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(3);
    setMaxVisibleItems(20);
    setFocusPolicy(Qt::StrongFocus);
}

QSize CalmComboBox::minimumSizeHint() const
{
    return {48, QComboBox::minimumSizeHint().height()};
}

void CalmComboBox::showPopup()
{
    const int wanted = view()->sizeHintForColumn(0) + frameOfPopup;
    view()->setMinimumWidth(qMax(width(), wanted));
    QComboBox::showPopup();
}

void CalmComboBox::paintEvent(QPaintEvent *event)
{
    if (isEditable()) {
        QComboBox::paintEvent(event);
        return;
    }
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    option.currentText =
        option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, field.width() - 2);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void CalmComboBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace outcrop
