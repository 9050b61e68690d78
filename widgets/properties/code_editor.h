#pragma once

#include "widgets/properties/attribute_editor.h"

class QPlainTextEdit;

namespace outcrop {

class Style;

// Python source: a few lines in the panel, more in a window of its own. Tab indents by four spaces,
// Shift+Tab leaves.
class CodeEditor : public AttributeEditor
{
    Q_OBJECT

public:
    CodeEditor(const AttributeSpec &spec, Style &style, QWidget *parent = nullptr);

    void showValue(const AttributeValue &value) override;
    void showSeveral() override;
    bool isWide() const override { return true; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPlainTextEdit *makeEdit();
    void editLarger();

    Style &m_style;
    QPlainTextEdit *m_edit;
    bool m_showing = false;
};

} // namespace outcrop
