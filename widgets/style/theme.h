#pragma once

#include <QColor>

#include <array>

namespace outcrop {

// The colours of one look of the window. The only place where a colour is written down: widgets,
// canvas and charts take theirs from here. Text on a surface keeps a contrast of 4.5:1 or more, in
// every theme, and of 7:1 in that of high contrast (a test holds it).
struct Theme
{
    bool dark = false;

    // Surfaces, from the outermost in.
    QColor rail;      // The bar of places; the status bar.
    QColor panel;     // Palette, properties, tables.
    QColor canvas;    // Where blocks lie; the page behind text and charts.
    QColor canvasDot; // Its grid, and that of charts.
    QColor card;      // A block, a menu, a card of the welcome page.
    QColor field;     // What one types into.
    QColor hover;     // Behind a row under the pointer.
    QColor selection; // Behind a selected row; `text` is readable on it.
    QColor note;      // A note on the canvas.
    QColor noteLine;

    QColor line;       // Between surfaces.
    QColor strongLine; // Around fields and cards.

    QColor text;
    QColor mutedText;

    QColor accent;     // The one accent: selection, focus, the primary button.
    QColor accentText; // On the accent.

    // States. Never alone: a shape or a word stands beside them.
    QColor running, good, warning, bad;

    // Lines of charts, in the order of ranks: told apart by people who see colours differently,
    // after M. Okabe and K. Ito, Color universal design, 2008.
    std::array<QColor, 7> series;

    // Text in the highlighted code.
    QColor keyword, string, number, comment;
};

// The colours of one kind of block.
struct CategoryColors
{
    QColor stripe; // At the left edge.
    QColor fill;   // Behind the icon.
    QColor ink;    // The icon.
};

Theme lightTheme();
Theme darkTheme();
Theme highContrastTheme(); // Dark, with lines around all surfaces.

// Of two opaque colours, from 1 to 21: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
double contrast(const QColor &a, const QColor &b);

} // namespace outcrop
