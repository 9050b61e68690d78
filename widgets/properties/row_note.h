#pragma once

#include "core/pipeline/problem.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace outcrop {

class Style;

// What is wrong, below the place where it is, with what mends it.
class RowNote : public QWidget
{
    Q_OBJECT

public:
    explicit RowNote(Style &style, QWidget *parent = nullptr);

    void say(const QString &sentence, Problem::Severity severity = Problem::Severity::Error,
             const QVector<Fix> &fixes = {});
    void mention(const QString &sentence); // Nothing is wrong; an empty one clears.
    void clear();
    QString sentence() const;

signals:
    void fixWished(const outcrop::Fix &fix);

private:
    Style &m_style;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_fixes;
};

} // namespace outcrop
