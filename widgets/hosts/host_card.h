#pragma once

#include <QString>

class QFrame;
class QLabel;
class QVBoxLayout;
class QWidget;

namespace outcrop {

// What the cards of a host's page are made of.

// One whose words can be taken away, in a column that may become narrow.
QLabel *factLabel(const QString &text = {});
QLabel *mutedLabel(const QString &text = {});

// `column` is where its rows go.
QFrame *makeCard(QVBoxLayout *&column);

QWidget *emptyRows();
void removeRows(QWidget *rows);

} // namespace outcrop
