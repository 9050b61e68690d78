#include "widgets/properties/typed_editor.h"

#include "core/catalog/value_text.h"
#include "widgets/properties/calm_combo_box.h"
#include "widgets/properties/editor_shape.h"
#include "widgets/style/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace outcrop {

namespace {

constexpr int tagMargin = 16; // Pixels, before and behind the text.

// Python's words, as the library's own documentation has them. Words and columns stand for
// themselves and have no tag.
QString tagOf(const AttributeValue &value, const AttributeSpec &spec)
{
    if (value.as<qint64>())
        return QStringLiteral("int");
    if (value.as<double>())
        return QStringLiteral("float");
    if (value.as<AttributeValue::List>())
        return TypedEditor::tr("list");
    if (value.as<SearchSpace>())
        return TypedEditor::tr("search");
    if (value.as<QString>() && !pickableValues(spec).contains(value)
        && !hasForm(spec, AttributeKind::Form::Column))
        return TypedEditor::tr("text");
    return {};
}

} // namespace

TypedEditor::TypedEditor(const AttributeSpec &spec, Style &style, QWidget *parent)
    : AttributeEditor(spec, parent), m_tag(new QLabel)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    const QVector<AttributeValue> words = pickableValues(spec);
    if (!words.isEmpty() || hasForm(spec, AttributeKind::Form::Column)) {
        m_combo = new CalmComboBox;
        m_combo->setEditable(true);
        m_combo->setInsertPolicy(QComboBox::NoInsert);
        m_combo->setCompleter(nullptr);
        m_line = m_combo->lineEdit();
        fillWords(words);
        layout->addWidget(m_combo);
        setField(m_combo);
        m_line->setAccessibleName(spec.name);
        connect(m_combo, QOverload<int>::of(&QComboBox::activated), this,
                [this] { give(Giving::Choosing); });
    } else {
        m_line = new QLineEdit;
        layout->addWidget(m_line);
        setField(m_line);
    }
    m_tag->setParent(m_line);
    m_tag->setFont(style.small());
    m_tag->setForegroundRole(QPalette::PlaceholderText);
    m_tag->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_tag->hide();
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textEdited, this, [this] { give(Giving::Typing); });
}

// A combo box also says that an item was activated when the focus leaves what was typed.
void TypedEditor::give(Giving giving)
{
    showTag();
    if (giving == Giving::Choosing && current() == m_last)
        return;
    m_last = current();
    emit given(*m_last, giving);
}

AttributeValue TypedEditor::current() const
{
    return valueFromText(spec().kinds, m_line->text());
}

// Also while somebody types: the text and the cursor stay.
void TypedEditor::fillWords(const QVector<AttributeValue> &words)
{
    const QString typed = m_line->text();
    const int cursor = m_line->cursorPosition();
    m_combo->clear();
    for (const AttributeValue &word : words)
        m_combo->addItem(valueText(spec().kinds, word));
    m_combo->setCurrentIndex(-1);
    setText(typed);
    m_line->setCursorPosition(cursor);
}

void TypedEditor::setText(const QString &text)
{
    m_line->setText(text);
    m_line->setCursorPosition(0);
    showTag();
}

void TypedEditor::showValue(const AttributeValue &value)
{
    m_last = value;
    const bool isMissing = value.isNone() && checkValue(spec(), value);
    m_line->setPlaceholderText(isMissing ? tr("not set") : QString());
    if (isMissing)
        setText({});
    else if (m_line->text().isEmpty() || current() != value)
        setText(valueText(spec().kinds, value));
}

void TypedEditor::showSeveral()
{
    m_last.reset();
    setText({});
    m_line->setPlaceholderText(severalValues());
}

void TypedEditor::setColumns(const QVector<ColumnFacts> &columns)
{
    if (!hasForm(spec(), AttributeKind::Form::Column))
        return;
    QVector<AttributeValue> words = pickableValues(spec());
    for (const ColumnFacts &column : columns)
        words << AttributeValue(column.name);
    fillWords(words);
}

// Not where it would hide a part of the text.
void TypedEditor::showTag()
{
    const QString text = m_line->text();
    m_tag->setText(spec().kinds.size() > 1 && !text.isEmpty() ? tagOf(current(), spec())
                                                              : QString());
    const int width = m_tag->sizeHint().width();
    const int room = m_line->width() - m_line->fontMetrics().horizontalAdvance(text);
    m_tag->setVisible(!m_tag->text().isEmpty() && room >= width + tagMargin);
    m_line->setTextMargins(0, 0, m_tag->isHidden() ? 0 : width, 0);
    m_tag->setGeometry(m_line->width() - width - 4, 0, width, m_line->height());
}

bool TypedEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        showTag();
    return AttributeEditor::eventFilter(watched, event);
}

} // namespace outcrop
