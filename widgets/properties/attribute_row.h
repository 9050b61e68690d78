#pragma once

#include "core/pipeline/problem.h"
#include "widgets/properties/attribute_editor.h"
#include "widgets/properties/editor_shape.h"

class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace outcrop {

class RowNote;
class Style;

// What a row shows of an attribute.
struct RowState
{
    std::optional<AttributeValue> value; // Nothing: the selected blocks have different ones.
    bool isChanged = false;              // Differs from the default in one of them.
    QString reason;                      // Why it has no effect now: "if solver is sgd".
};

// The row of one attribute: its name, its editor, its unit, the way back to the default, and below
// it what is wrong. A wrong value is said and goes no further.
class AttributeRow : public QWidget
{
    Q_OBJECT

public:
    AttributeRow(const AttributeSpec &spec, Style &style, QWidget *parent = nullptr);

    void setNameWidth(int width); // In pixels; else a share of the row's.
    const AttributeSpec &spec() const { return m_spec; }

    void showState(const RowState &state);
    void showProblem(const QString &sentence, Problem::Severity severity,
                     const QVector<Fix> &fixes);
    void clearProblem();
    bool takesColumns() const; // It names columns of the table that comes in.
    void setColumns(const QVector<ColumnFacts> &columns);
    void setColumnsRemark(const ColumnsRemark &remark);
    void setBaseFolder(const QString &folder);
    void refuse(const QString &sentence); // What was given is right in itself, but cannot be.
    void forgetMistake();                 // Back to the last good value.
    QString note() const;
    void focusField();

signals:
    void given(const outcrop::AttributeValue &value, outcrop::Giving giving); // Right.
    void resetWished();
    void fixWished(const outcrop::Fix &fix);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Esc: back to the last good value.
    void mousePressEvent(QMouseEvent *event) override;

private:
    void useEditor(EditorShape shape);
    void take(const AttributeValue &value, Giving giving);
    void showInEditor();
    void showNote();

    AttributeSpec m_spec;
    Style &m_style;
    QHBoxLayout *m_line;
    QVBoxLayout *m_column;
    QLabel *m_name;
    QLabel *m_reason;
    QToolButton *m_reset;
    RowNote *m_note;
    AttributeEditor *m_editor = nullptr;
    EditorShape m_shape = EditorShape::Typed;
    std::optional<RowState> m_state; // As it was last shown.
    QVector<ColumnFacts> m_columns;
    ColumnsRemark m_columnsRemark;
    QString m_baseFolder;
    QString m_mistake; // Of what is typed now.
    QString m_problem;
    Problem::Severity m_severity = Problem::Severity::Error;
    QVector<Fix> m_fixes;
    int m_nameWidth = 0; // 0: a share of the row.
};

} // namespace outcrop
