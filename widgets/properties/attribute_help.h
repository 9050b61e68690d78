#pragma once

#include "core/catalog/catalog.h"

#include <QFrame>

class QLabel;

namespace outcrop {

class Style;

// What the attribute is that has the focus: its name, its sentence, what it takes, its default.
class AttributeHelp : public QFrame
{
    Q_OBJECT

public:
    explicit AttributeHelp(Style &style, QWidget *parent = nullptr);

    void explain(const AttributeSpec &spec);
    void clear();

private:
    QLabel *m_name;
    QLabel *m_text;
};

// "Takes a whole number of 1 or more. The default is 100."
QString helpText(const AttributeSpec &spec);

} // namespace outcrop
