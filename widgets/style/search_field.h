#pragma once

#include <QLineEdit>

class QAbstractItemView;

namespace outcrop {

class Style;

// A field to search in, with a loupe, a button that clears it, and, while it is empty, the shortcut
// that leads to it. Arrow keys and Enter go to the list of what was found, so that the hands stay.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    enum class Escape { Clears, Leaves }; // Leaves: whatever is around closes.

    SearchField(Style &style, const QString &placeholder, Escape escape = Escape::Clears,
                QWidget *parent = nullptr);

    void setResults(QAbstractItemView *results); // Borrowed; lives as long as this field.
    void setHint(const QString &hint);           // "Ctrl+K"

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Style &m_style;
    Escape m_escape;
    QAbstractItemView *m_results = nullptr;
    QString m_hint;
};

} // namespace outcrop
