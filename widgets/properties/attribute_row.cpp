#include "widgets/properties/attribute_row.h"

#include "widgets/pages/elided_label.h"
#include "widgets/properties/make_editor.h"
#include "widgets/properties/row_note.h"
#include "widgets/style/style.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int nameShare = 11, fieldShare = 10; // Of the width.

void setBold(QWidget *widget, bool bold)
{
    QFont font = widget->font();
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    widget->setFont(font);
}

} // namespace

AttributeRow::AttributeRow(const AttributeSpec &spec, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_style(style)
    , m_line(new QHBoxLayout)
    , m_column(new QVBoxLayout(this))
    , m_name(new ElidedLabel(nullptr, Qt::ElideMiddle)) // min_samples_leaf and _split differ late.
    , m_reason(new ElidedLabel)
    , m_reset(new QToolButton)
    , m_note(new RowNote(style))
{
    m_name->setText(spec.name);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_reason->setFont(style.small());
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_reason->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_reason->hide();
    m_reset->setIcon(style.icon(QStringLiteral("reset"), Ink::Muted));
    m_reset->setIconSize(style.iconSize(14));
    m_reset->setAutoRaise(true);
    m_reset->setAccessibleName(tr("Reset %1").arg(spec.name));
    m_reset->setToolTip(tr("Back to the default, %1").arg(formatValue(spec.defaultValue)));
    m_reset->setFocusPolicy(Qt::StrongFocus);
    QSizePolicy keepsPlace = m_reset->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsPlace);
    m_reset->hide();

    m_line->setSpacing(6);
    m_line->addWidget(m_name, nameShare);
    m_line->addWidget(m_reason, fieldShare);
    if (!spec.unit.isEmpty()) {
        auto *unit = new QLabel(spec.unit);
        unit->setFont(style.small());
        unit->setForegroundRole(QPalette::PlaceholderText);
        m_line->addWidget(unit);
    }
    m_line->addWidget(m_reset);
    m_column->setContentsMargins(0, 1, 0, 1);
    m_column->setSpacing(3);
    m_column->addLayout(m_line);
    m_column->addWidget(m_note);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        m_mistake.clear();
        emit resetWished();
        focusField(); // The button goes.
    });
    connect(m_note, &RowNote::fixWished, this, [this](const Fix &fix) {
        focusField(); // The button goes.
        emit fixWished(fix);
    });
}

void AttributeRow::setNameWidth(int width)
{
    m_nameWidth = width;
}

void AttributeRow::useEditor(EditorShape shape)
{
    if (m_editor && shape == m_shape)
        return;
    const bool hadFocus = m_editor && m_editor->isAncestorOf(focusWidget());
    delete m_editor;
    m_shape = shape;
    m_editor = makeEditor(shape, m_spec, m_style);
    m_editor->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    if (m_editor->isWide())
        m_column->insertWidget(1, m_editor);
    else
        m_line->insertWidget(1, m_editor, fieldShare);
    QWidget::setTabOrder(m_editor->focusProxy(), m_reset);
    m_name->setBuddy(m_editor);
    m_editor->setColumns(m_columns);
    m_editor->setBaseFolder(m_baseFolder);
    connect(m_editor, &AttributeEditor::given, this, &AttributeRow::take);
    if (hadFocus)
        focusField();
}

void AttributeRow::showState(const RowState &state)
{
    const bool isNews = !m_state || m_state->value != state.value;
    m_state = state;
    if (state.value)
        useEditor(editorShape(m_spec, *state.value));
    else if (!m_editor)
        useEditor(editorShape(m_spec, m_spec.defaultValue));
    if (isNews) {
        m_mistake.clear();
        showInEditor();
        showNote();
    }
    setBold(m_name, state.isChanged);
    m_name->setForegroundRole(state.reason.isEmpty() ? QPalette::WindowText
                                                     : QPalette::PlaceholderText);
    m_reason->setText(state.reason);
    m_reason->setVisible(!state.reason.isEmpty() && !m_editor->isWide());
    m_editor->setVisible(state.reason.isEmpty() || m_editor->isWide());
    m_reset->setVisible(state.isChanged && !m_spec.required);
}

void AttributeRow::showInEditor()
{
    if (m_state->value)
        m_editor->showValue(*m_state->value);
    else
        m_editor->showSeveral();
}

void AttributeRow::take(const AttributeValue &value, Giving giving)
{
    const auto mistake = checkValue(m_spec, value);
    m_mistake = mistake.value_or(QString());
    if (!mistake)
        emit given(value, giving);
    showNote();
}

void AttributeRow::refuse(const QString &sentence)
{
    m_mistake = sentence;
    showNote();
}

void AttributeRow::showProblem(const QString &sentence, Problem::Severity severity,
                               const QVector<Fix> &fixes)
{
    m_problem = sentence;
    m_severity = severity;
    m_fixes = fixes;
    showNote();
}

void AttributeRow::clearProblem()
{
    if (m_problem.isEmpty())
        return;
    m_problem.clear();
    m_fixes.clear();
    showNote();
}

void AttributeRow::showNote()
{
    if (!m_mistake.isEmpty())
        m_note->say(m_mistake);
    else if (!m_problem.isEmpty())
        m_note->say(m_problem, m_severity, m_fixes);
    else if (m_columnsRemark.isFailure)
        m_note->say(m_columnsRemark.sentence, Problem::Severity::Notice);
    else
        m_note->mention(m_columnsRemark.sentence);
    if (!m_editor)
        return;
    m_editor->markWrong(!m_mistake.isEmpty()
                        || (!m_problem.isEmpty() && m_severity == Problem::Severity::Error));
}

QString AttributeRow::note() const
{
    return m_note->sentence();
}

void AttributeRow::setColumns(const QVector<ColumnFacts> &columns)
{
    m_columns = columns;
    if (m_editor)
        m_editor->setColumns(columns);
}

bool AttributeRow::takesColumns() const
{
    return hasForm(m_spec, AttributeKind::Form::Columns)
           || hasForm(m_spec, AttributeKind::Form::Column);
}

void AttributeRow::setColumnsRemark(const ColumnsRemark &remark)
{
    if (!takesColumns())
        return;
    m_columnsRemark = remark;
    showNote();
}

void AttributeRow::setBaseFolder(const QString &folder)
{
    m_baseFolder = folder;
    if (m_editor)
        m_editor->setBaseFolder(folder);
}

void AttributeRow::focusField()
{
    m_editor->setFocus(Qt::OtherFocusReason);
}

void AttributeRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_mistake.isEmpty())
        forgetMistake();
    else
        QWidget::keyPressEvent(event);
}

void AttributeRow::forgetMistake()
{
    if (m_mistake.isEmpty())
        return;
    m_mistake.clear();
    showInEditor();
    showNote();
}

void AttributeRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_nameWidth > 0) // In large letters the field keeps its part.
        m_name->setFixedWidth(std::min(m_nameWidth, width() / 2));
}

void AttributeRow::mousePressEvent(QMouseEvent *event)
{
    QWidget::mousePressEvent(event);
    focusField();
}

} // namespace outcrop
