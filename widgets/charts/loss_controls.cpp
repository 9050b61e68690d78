#include "widgets/charts/loss_controls.h"

#include "widgets/style/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

namespace outcrop {

namespace {

constexpr double steps = 100;

} // namespace

LossControls::LossControls(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_axis(new QComboBox(this))
    , m_logarithmic(new QCheckBox(tr("&Logarithmic"), this))
    , m_smoothing(new QSlider(Qt::Horizontal, this))
    , m_weight(new QLabel(this))
{
    auto *over = new QLabel(tr("&Over"), this);
    over->setBuddy(m_axis);
    m_axis->addItem(tr("steps"), int(LossView::Axis::Steps));
    m_axis->addItem(tr("time"), int(LossView::Axis::Time));
    m_axis->setToolTip(tr("Steps: epochs, trees or iterations, as the model counts them.\n"
                          "Time: seconds since it told its first figure on that fold."));
    m_axis->setAccessibleName(tr("Horizontal axis"));
    m_logarithmic->setToolTip(tr("Draws the values on a logarithmic axis."));
    auto *smoothing = new QLabel(tr("&Smoothing"), this);
    smoothing->setBuddy(m_smoothing);
    m_smoothing->setRange(0, qRound(mostSmoothing * steps));
    m_smoothing->setPageStep(10);
    m_smoothing->setFixedWidth(style.scaled(140));
    m_smoothing->setToolTip(tr("How much a value of the running mean weighs against the next one.\n"
                               "What was measured stays behind it, pale."));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_weight->setMinimumWidth(m_weight->fontMetrics().horizontalAdvance(QStringLiteral("0.00")));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 2, 20, 4);
    row->addWidget(over);
    row->addWidget(m_axis);
    row->addSpacing(14);
    row->addWidget(m_logarithmic);
    row->addSpacing(14);
    row->addWidget(smoothing);
    row->addWidget(m_smoothing);
    row->addWidget(m_weight);
    row->addStretch();

    connect(m_axis, QOverload<int>::of(&QComboBox::currentIndexChanged), this, &LossControls::tell);
    connect(m_logarithmic, &QCheckBox::toggled, this, &LossControls::tell);
    connect(m_smoothing, &QSlider::valueChanged, this, &LossControls::tell);
    setView({});
}

LossView LossControls::view() const
{
    return {LossView::Axis(m_axis->currentData().toInt()), m_logarithmic->isChecked(),
            m_smoothing->value() / steps};
}

void LossControls::setView(const LossView &view)
{
    {
        const QSignalBlocker axis(m_axis);
        const QSignalBlocker logarithmic(m_logarithmic);
        const QSignalBlocker smoothing(m_smoothing);
        m_axis->setCurrentIndex(m_axis->findData(int(view.axis)));
        m_logarithmic->setChecked(view.isLogarithmic);
        m_smoothing->setValue(qRound(view.smoothing * steps));
    }
    m_weight->setText(QString::number(this->view().smoothing, 'f', 2));
}

void LossControls::tell()
{
    m_weight->setText(QString::number(view().smoothing, 'f', 2));
    emit viewChanged(view());
}

} // namespace outcrop
