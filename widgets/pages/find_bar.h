#pragma once

#include "widgets/style/style.h"

#include <QWidget>

class QKeyEvent;
class QLabel;
class QLineEdit;
class QToolButton;

namespace outcrop {

// The bar that opens with Ctrl+F below what is searched. Enter and F3 go to the next place,
// Shift+Enter and Shift+F3 back, Esc closes it.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    // Hidden at first. `searched`: what has the keys Ctrl+F and F3 besides the bar itself, and the
    // focus when it closes; borrowed.
    FindBar(QWidget *searched, Style &style, QWidget *parent = nullptr);

    QString query() const;
    // With `text`, a selection perhaps, in the field; empty: what was looked for last.
    void open(const QString &text = {});
    void close();

    // "3 of 17", "not found": what came of the query.
    void showOutcome(const QString &sentence, bool found);

signals:
    void openWished(); // Ctrl+F: open() follows, with what is selected.
    void queryChanged(const QString &query);
    void nextWished();
    void previousWished();
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(const QKeyEvent &key);
    bool takeFieldKey(const QKeyEvent &key);
    QToolButton *addButton(const QString &icon, const QString &name, const QString &keys);

    QWidget *m_searched;
    Style &m_style;
    QLineEdit *m_field;
    QLabel *m_outcome;
};

} // namespace outcrop
