#pragma once

#include "widgets/style/theme.h"

#include <QIcon>
#include <QObject>
#include <QSize>

#include <optional>

class QApplication;

namespace outcrop {

enum class ThemeChoice { System, Light, Dark, HighContrast };

// What colour an icon is drawn in.
enum class Ink { Text, Muted, Accent, OnAccent, Good, Warning, Bad };

// The look of the whole window: theme, fonts, icons. One object, made by whoever makes the
// application and handed to every panel. GUI thread.
class Style : public QObject
{
    Q_OBJECT

public:
    // A style sheet makes Qt polish a whole tree of widgets with each parent it is given: what has
    // many is built faster undressed. See bench/window_start.sh.
    enum class Sheet { AtOnce, WhenDressed };

    // Sets the style, palette, font and style sheet of `application`, which must live longer, and
    // keeps doing so when the system's palette changes and the choice is System.
    Style(QApplication &application, ThemeChoice choice, Sheet sheet = Sheet::AtOnce);
    ~Style() override;

    void dress(); // Before anything is shown, if the sheet waits for it.

    const Theme &theme() const { return m_theme; }
    ThemeChoice choice() const { return m_choice; }
    void choose(ThemeChoice choice);
    // What the desktop says it prefers, which counts before what its palette looks like.
    void setDesktopPrefersDark(std::optional<bool> prefersDark);

    // An icon of resources/icons by its name, in the ink of the theme that is current when it is
    // painted: it need not be set anew when the theme changes. Crisp at every size and scale.
    QIcon icon(const QString &name, Ink ink = Ink::Text) const;
    // The same in a colour of one's own, for as long as that colour is right.
    QIcon icon(const QString &name, const QColor &color) const;
    QColor color(Ink ink) const;

    // A length that was drawn beside text of 10 points, for the text of this application: icons
    // grow with the words they stand beside, and never shrink.
    int scaled(int length) const;
    QSize iconSize(int side = 16) const { return {scaled(side), scaled(side)}; }
    // Of an icon before the words of a button: with the room between them.
    QSize iconBesideText() const { return {scaled(16) + scaled(4), scaled(16)}; }

    QFont monospace() const; // For code and logs, in the size of the application's font.
    QFont small() const;     // For what is said beside something: ages, units, counts.
    QFont title() const;     // For the name of what a panel shows.

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void changed(); // The theme is another one: who painted colours paints again.

private:
    Theme chosen() const;
    void apply();

    QApplication &m_application;
    ThemeChoice m_choice;
    bool m_paletteIsDark; // The system's.
    std::optional<bool> m_desktopPrefersDark;
    bool m_applying = false;
    bool m_isDressed;
    Theme m_theme;
};

} // namespace outcrop
