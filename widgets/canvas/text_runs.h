#pragma once

#include <QColor>
#include <QElapsedTimer>
#include <QFont>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QHash>

#include <array>

class QPainter;

namespace outcrop {

enum class TextFont {
    Title,      // Of a card.
    SmallTitle, // The same where it is long.
    TinyTitle,  // And where it is longer still.
    Line,       // Beneath it.
    Constant,   // A title when the cards are small: not scaled.
};

// Texts of cards as glyphs that are laid out once, however often and at whatever zoom they are
// painted: six times cheaper than drawText. A frame lays out new ones only as long as it is young,
// and a few in any case, so that none is late, whatever else the computer does: the rest comes with
// the next.
class TextRuns
{
public:
    TextRuns();

    void clear(); // The font of the application is another one.
    void startFrame();
    bool isUnfinished() const { return m_isUnfinished; } // Since startFrame(): there was more.
    bool spend(int amount = 1); // Whether this frame may still lay out so many.

    const QFontMetricsF &metrics(TextFont font) const { return m_faces[size_t(font)].metrics; }

    // What does not fit into `width` ends with an ellipsis; `at` is the left end of the base line.
    void draw(QPainter &painter, QPointF at, const QString &text, TextFont font,
              const QColor &color, double width = 1e9);

private:
    struct Text
    {
        QList<QGlyphRun> runs;
        double width = 0;
    };

    struct Face
    {
        explicit Face(const QFont &f) : font(f), metrics(f) {}

        QFont font;
        QFontMetricsF metrics;
        QHash<QString, Text> texts;
    };

    const Text *find(Face &face, const QString &text);

    std::array<Face, 5> m_faces;
    QElapsedTimer m_frame;
    int m_laidOut = 0; // In this frame.
    bool m_isUnfinished = false;
};

} // namespace outcrop
