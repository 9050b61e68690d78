#include "widgets/canvas/text_runs.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <chrono>

namespace outcrop {

namespace {

constexpr std::chrono::microseconds youngFrame{1500};
constexpr int leastPerFrame = 6; // About 0.2 ms.
constexpr int mostKept = 20000;

QFont face(TextFont font)
{
    QFont made = QApplication::font();
    made.setHintingPreference(QFont::PreferNoHinting); // Widths are the same at every zoom.
    made.setStyleStrategy(QFont::PreferAntialias);
    switch (font) {
    case TextFont::Title:
        made.setPixelSize(13);
        made.setWeight(QFont::DemiBold);
        break;
    case TextFont::SmallTitle:
        made.setPixelSize(12);
        made.setWeight(QFont::DemiBold);
        break;
    case TextFont::TinyTitle:
        made.setPixelSize(11);
        made.setWeight(QFont::DemiBold);
        break;
    case TextFont::Line:
        made.setPixelSize(11);
        break;
    case TextFont::Constant:
        made.setPixelSize(11);
        made.setWeight(QFont::Medium);
        break;
    }
    return made;
}

} // namespace

TextRuns::TextRuns()
    : m_faces{Face(face(TextFont::Title)), Face(face(TextFont::SmallTitle)),
              Face(face(TextFont::TinyTitle)), Face(face(TextFont::Line)),
              Face(face(TextFont::Constant))}
{
}

void TextRuns::clear()
{
    *this = TextRuns();
}

void TextRuns::startFrame()
{
    m_frame.start();
    m_laidOut = 0;
    m_isUnfinished = false;
}

bool TextRuns::spend(int amount)
{
    const bool isLate =
        m_frame.isValid() && std::chrono::nanoseconds(m_frame.nsecsElapsed()) > youngFrame;
    m_isUnfinished = m_isUnfinished || (isLate && m_laidOut >= leastPerFrame);
    if (m_isUnfinished)
        return false;
    m_laidOut += amount;
    return true;
}

const TextRuns::Text *TextRuns::find(Face &face, const QString &text)
{
    auto it = face.texts.find(text);
    if (it == face.texts.end()) {
        if (!spend())
            return nullptr;
        if (face.texts.size() > mostKept)
            face.texts.clear();
        QTextLayout layout(text, face.font);
        layout.beginLayout();
        const QTextLine line = layout.createLine();
        layout.endLayout();
        it = face.texts.insert(text, {layout.glyphRuns(), line.naturalTextWidth()});
    }
    return &it.value();
}

void TextRuns::draw(QPainter &painter, QPointF at, const QString &text, TextFont font,
                    const QColor &color, double width)
{
    Face &used = m_faces[size_t(font)];
    const Text *found = find(used, text);
    if (!found)
        return;
    painter.setPen(color);
    const QPointF top = at - QPointF(0, used.metrics.ascent());
    if (found->width <= width) {
        for (const QGlyphRun &run : found->runs)
            painter.drawGlyphRun(top, run);
        return;
    }
    const Text cut = *found;
    Text ellipsis;
    if (const Text *known = find(used, QStringLiteral("…")))
        ellipsis = *known;
    for (const QGlyphRun &run : cut.runs) {
        const QVector<QPointF> positions = run.positions();
        const QVector<quint32> glyphs = run.glyphIndexes();
        int count = 0; // A glyph ends where the next begins.
        while (count + 1 < positions.size() && positions[count + 1].x() <= width - ellipsis.width)
            ++count;
        QGlyphRun part;
        part.setRawFont(run.rawFont());
        part.setRawData(glyphs.constData(), positions.constData(), count);
        painter.drawGlyphRun(top, part);
        for (const QGlyphRun &dots : qAsConst(ellipsis.runs))
            painter.drawGlyphRun(top + QPointF(positions.value(count).x(), 0), dots);
        return;
    }
}

} // namespace outcrop
