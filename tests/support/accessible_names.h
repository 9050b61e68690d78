#pragma once

#include <QAbstractItemView>
#include <QAccessible>
#include <QAccessibleInterface>
#include <QComboBox>
#include <QLineEdit>
#include <QStringList>
#include <QWidget>

namespace outcrop::test {

// What an assistive technology cannot name: every child of `root` that takes the focus and is
// not hidden for itself, without an accessible name. Empty if all have one. What Qt puts inside of
// its own combo boxes, line edits and views is theirs.
inline QStringList namelessChildren(QWidget &root)
{
    QStringList nameless;
    for (QWidget *child : root.findChildren<QWidget *>()) {
        const QWidget *parent = child->parentWidget();
        const bool isInside = qobject_cast<const QComboBox *>(parent)
                              || qobject_cast<const QComboBox *>(parent->parentWidget())
                              || qobject_cast<const QLineEdit *>(parent)
                              || qobject_cast<const QAbstractItemView *>(parent)
                              || child->objectName().startsWith(QLatin1String("qt_"));
        if (isInside || child->isHidden() || child->focusPolicy() == Qt::NoFocus
            || child->focusProxy())
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(child);
        if (!face || face->text(QAccessible::Name).trimmed().isEmpty())
            nameless << QStringLiteral("%1 in %2")
                            .arg(QString::fromLatin1(child->metaObject()->className()),
                                 QString::fromLatin1(parent->metaObject()->className()));
    }
    return nameless;
}

} // namespace outcrop::test
