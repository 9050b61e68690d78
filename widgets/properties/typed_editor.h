#pragma once

#include "widgets/properties/attribute_editor.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;

namespace outcrop {

class Style;

// A value typed as text, in all its forms; the words among them can be picked. Where several forms
// are taken, a small tag says which one the text is: `1` is an int, `1.0` a float.
class TypedEditor : public AttributeEditor
{
    Q_OBJECT

public:
    TypedEditor(const AttributeSpec &spec, Style &style, QWidget *parent = nullptr);

    void showValue(const AttributeValue &value) override;
    void showSeveral() override;
    void setColumns(const QVector<ColumnFacts> &columns) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // The line is another width.

private:
    void fillWords(const QVector<AttributeValue> &words);
    void setText(const QString &text);
    void showTag();
    AttributeValue current() const;
    void give(Giving giving);

    QComboBox *m_combo = nullptr; // nullptr where there is nothing to pick.
    QLineEdit *m_line;
    QLabel *m_tag;
    std::optional<AttributeValue> m_last; // Shown or given.
};

} // namespace outcrop
