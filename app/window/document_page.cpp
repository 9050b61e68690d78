#include "app/window/document_page.h"

#include "widgets/pages/find_bar.h"

#include <QVBoxLayout>

namespace outcrop {

DocumentPage::DocumentPage(OpenDocument &document, const Catalog &catalog, Style &style,
                           QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_canvas(new CanvasView(document.document(), catalog, style, this))
    , m_find(new FindBar(m_canvas, style, this))
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_canvas, 1);
    column->addWidget(m_find);
    m_canvas->setFrameShape(QFrame::NoFrame);
    setFocusProxy(m_canvas);
    connect(m_find, &FindBar::openWished, this, &DocumentPage::find);
    const auto findNext = [this] { m_canvas->find(m_find->query()); };
    connect(m_find, &FindBar::queryChanged, this, findNext);
    connect(m_find, &FindBar::nextWished, this, findNext);
    connect(m_find, &FindBar::previousWished, this, findNext);
}

void DocumentPage::find()
{
    m_find->open();
}

} // namespace outcrop
