#pragma once

#include <QWidget>

class QLabel;

namespace outcrop {

class Style;

// A fact that is read, not edited: "Platform  scikit-learn 1.2.1". What is long may be copied.
class FactRow : public QWidget
{
    Q_OBJECT

public:
    enum class Copying { Off, On };

    FactRow(const QString &name, Style &style, Copying copying = Copying::Off,
            QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const;

private:
    QLabel *m_text;
};

// The muted name of a fact; all are equally wide, so that what they name stands in one column.
QLabel *makeFactName(const QString &name);
int factHeight(const Style &style); // Of each row of facts, in pixels.

} // namespace outcrop
