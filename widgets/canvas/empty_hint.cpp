#include "widgets/canvas/empty_hint.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop {

EmptyHint::EmptyHint(const Style &style, QWidget *parent) : QWidget(parent)
{
    auto *title = new QLabel(tr("This pipeline has no blocks yet"));
    title->setFont(style.title());
    auto *text = new QLabel(tr("Drag a block here from the palette, press Space,\n"
                               "or drop a CSV file to begin with your data."));
    for (QLabel *label : {title, text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    auto *button = new QPushButton(style.icon(QStringLiteral("plus")), tr("Add a block"));
    button->setIconSize(style.iconBesideText());
    button->setAccessibleName(tr("Add a block"));
    button->setToolTip(tr("Add a block (Space)"));
    connect(button, &QPushButton::clicked, this, &EmptyHint::blockWished);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addWidget(button, 0, Qt::AlignCenter);
}

} // namespace outcrop
