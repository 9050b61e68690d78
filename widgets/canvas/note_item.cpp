#include "widgets/canvas/note_item.h"

#include "widgets/canvas/card_geometry.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <QTextDocument>

#include <cmath>

namespace outcrop {

namespace {

constexpr int longestText = 20000; // What is laid out of a hostile file's note.
constexpr double textZoom = 0.3;   // Below it text is no longer drawn.

// A document that opens nothing, whatever its text asks for.
class ClosedDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

QSizeF usable(QSizeF size)
{
    const auto bounded = [](double v, double least) {
        return std::isfinite(v) ? std::clamp(v, least, 4000.0) : least;
    };
    if (size.isEmpty())
        return NoteItem::firstSize();
    return {bounded(size.width(), NoteItem::leastSize().width()),
            bounded(size.height(), NoteItem::leastSize().height())};
}

std::unique_ptr<QTextDocument> documentOf(const QString &text)
{
    auto document = std::make_unique<ClosedDocument>();
    QFont font = QApplication::font();
    font.setPixelSize(12);
    document->setDefaultFont(font);
    document->setDocumentMargin(0);
    document->setMarkdown(text.left(longestText),
                          QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub
                                                          | QTextDocument::MarkdownNoHTML));
    return document;
}

} // namespace

NoteItem::NoteItem(const Theme &theme, int index, const Note &note)
    : m_theme(theme), m_index(index), m_note(note), m_size(usable({note.size.x(), note.size.y()}))
{
    setFlag(ItemUsesExtendedStyleOption);
    setPos(shownPosition(note.position));
}

NoteItem::~NoteItem() = default;

QRectF NoteItem::corner() const
{
    return {m_size.width() - cornerSize, m_size.height() - cornerSize, cornerSize, cornerSize};
}

void NoteItem::resize(QSizeF size)
{
    prepareGeometryChange();
    m_size = usable(size.expandedTo(leastSize()));
    update();
}

void NoteItem::setSelected(bool selected)
{
    if (selected == m_selected)
        return;
    m_selected = selected;
    update();
}

void NoteItem::refresh()
{
    m_text.reset();
    update();
}

void NoteItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_selected ? m_theme.accent : m_theme.noteLine, m_selected ? 2 : 1));
    painter->setBrush(m_theme.note);
    painter->drawRoundedRect(frame().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->setPen(QPen(m_theme.noteLine, 1.2));
    for (const double off : {4.0, 8.0})
        painter->drawLine(frame().bottomRight() - QPointF(off, 3),
                          frame().bottomRight() - QPointF(3, off));
    if (option->levelOfDetailFromTransform(painter->worldTransform()) < textZoom)
        return;

    if (!m_text)
        m_text = documentOf(m_note.text);
    const QRectF inner = frame().adjusted(padding, padding, -padding, -padding);
    m_text->setTextWidth(inner.width());
    painter->save();
    painter->translate(inner.topLeft());
    painter->setClipRect(QRectF(QPointF(), inner.size()));
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, m_theme.text);
    context.clip = QRectF(QPointF(), inner.size());
    m_text->documentLayout()->draw(painter, context);
    painter->restore();
}

} // namespace outcrop
