#include "widgets/properties/code_editor.h"

#include "widgets/style/style.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr int indent = 4;
constexpr int linesShown = 10;
constexpr QSize largeSize(760, 560);

// What Shift+Tab leads to where Tab means something else.
void focusBefore(QWidget *widget)
{
    const auto takesTab = [](const QWidget *candidate) {
        return (candidate->focusPolicy() & Qt::TabFocus) && candidate->isVisible()
               && candidate->isEnabled();
    };
    QWidget *before = widget->previousInFocusChain();
    while (before != widget && !takesTab(before))
        before = before->previousInFocusChain();
    before->setFocus(Qt::BacktabFocusReason);
}

} // namespace

CodeEditor::CodeEditor(const AttributeSpec &spec, Style &style, QWidget *parent)
    : AttributeEditor(spec, parent), m_style(style), m_edit(makeEdit())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_edit->setFixedHeight(QFontMetrics(m_edit->font()).lineSpacing() * linesShown + 16);
    m_edit->setToolTip(tr("Tab indents, Shift+Tab leaves"));
    auto *larger = new QToolButton;
    larger->setText(tr("Edit larger…"));
    larger->setProperty("link", true);
    larger->setToolTip(tr("Edit in a window of its own"));
    larger->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_edit);
    layout->addWidget(larger, 0, Qt::AlignRight);
    setField(m_edit);
    connect(larger, &QToolButton::clicked, this, &CodeEditor::editLarger);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing)
            emit given(AttributeValue(m_edit->toPlainText()), Giving::Typing);
    });
}

QPlainTextEdit *CodeEditor::makeEdit()
{
    auto *edit = new QPlainTextEdit;
    edit->setFont(m_style.monospace());
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setTabStopDistance(QFontMetricsF(edit->font()).horizontalAdvance(QLatin1Char(' '))
                             * indent);
    edit->installEventFilter(this);
    return edit;
}

void CodeEditor::showValue(const AttributeValue &value)
{
    m_edit->setPlaceholderText({});
    const QString *code = value.as<QString>();
    if (!code || m_edit->toPlainText() == *code)
        return;
    m_showing = true;
    m_edit->setPlainText(*code);
    m_showing = false;
}

void CodeEditor::showSeveral()
{
    m_showing = true;
    m_edit->clear();
    m_showing = false;
    m_edit->setPlaceholderText(severalValues());
}

bool CodeEditor::eventFilter(QObject *watched, QEvent *event)
{
    auto *edit = qobject_cast<QPlainTextEdit *>(watched);
    if (!edit || event->type() != QEvent::KeyPress)
        return AttributeEditor::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Backtab) {
        focusBefore(edit);
        return true;
    }
    if (key->key() != Qt::Key_Tab || key->modifiers() != Qt::NoModifier)
        return AttributeEditor::eventFilter(watched, event);
    const int column = edit->textCursor().positionInBlock();
    edit->insertPlainText(QString(indent - column % indent, QLatin1Char(' ')));
    return true;
}

void CodeEditor::editLarger()
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(spec().name);
    dialog->resize(largeSize);
    auto *layout = new QVBoxLayout(dialog);
    QPlainTextEdit *edit = makeEdit();
    edit->setAccessibleName(spec().name);
    edit->setPlainText(m_edit->toPlainText());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    layout->addWidget(edit);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, edit] {
        if (edit->toPlainText() != m_edit->toPlainText())
            emit given(AttributeValue(edit->toPlainText()), Giving::Choosing);
    });
    dialog->open();
}

} // namespace outcrop
