#pragma once

#include "core/pipeline/pipeline.h"
#include "widgets/style/theme.h"

#include <QGraphicsItem>

#include <memory>

class QTextDocument;

namespace outcrop {

// A note: its text as Markdown, without pictures, HTML or anything else that would be fetched.
class NoteItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    NoteItem(const Theme &theme, int index, const Note &note);
    ~NoteItem() override;

    static constexpr double padding = 12;
    static constexpr double cornerSize = 14; // Where it is pulled larger.
    static QSizeF leastSize() { return {96, 40}; }
    static QSizeF firstSize() { return {240, 96}; }

    int index() const { return m_index; } // In the pipeline's notes.
    const Note &note() const { return m_note; }
    QRectF frame() const { return {QPointF(), m_size}; } // Item coordinates.
    QRectF corner() const;
    void resize(QSizeF size); // What is shown, not the document.
    void setSelected(bool selected);
    void refresh(); // The theme is another one.

    int type() const override { return Type; }
    QRectF boundingRect() const override { return frame().adjusted(-2, -2, 2, 2); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override;

private:
    const Theme &m_theme;
    int m_index;
    Note m_note;
    QSizeF m_size;
    bool m_selected = false;
    std::unique_ptr<QTextDocument> m_text; // Made when first painted.
};

} // namespace outcrop
