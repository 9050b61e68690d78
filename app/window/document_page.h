#pragma once

#include "core/workspace/open_document.h"
#include "widgets/canvas/canvas_view.h"

#include <QWidget>

namespace outcrop {

class FindBar;

// The canvas of one open pipeline with its search.
class DocumentPage : public QWidget
{
    Q_OBJECT

public:
    DocumentPage(OpenDocument &document, const Catalog &catalog, Style &style,
                 QWidget *parent = nullptr);

    OpenDocument &document() { return m_document; }
    CanvasView &canvas() { return *m_canvas; }

public slots:
    void find();

private:
    OpenDocument &m_document;
    CanvasView *m_canvas;
    FindBar *m_find;
};

} // namespace outcrop
