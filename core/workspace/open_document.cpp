#include "core/workspace/open_document.h"

#include "core/async/run_async.h"

namespace outcrop {

OpenDocument::OpenDocument(const Catalog &catalog, DocumentPlace place, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_place(std::move(place))
{
    connect(&m_document, &PipelineDocument::changed, this, &OpenDocument::checkAgain);
    connect(&m_document, &PipelineDocument::historyChanged, this, &OpenDocument::tellDirty);
    checkAgain();
}

void OpenDocument::checkAgain()
{
    m_isChecked = false;
    m_checkAgain = m_checking;
    if (m_checking)
        return;
    m_checking = true;
    const auto work = [pipeline = pipeline(), catalog = m_catalog, folder = m_place.baseFolder,
                       before = m_checked] {
        return checkPipeline(pipeline, catalog, folder, before);
    };
    runAsync(this, work, [this](CheckedPipeline checked) {
        m_checking = false;
        m_isChecked = !m_checkAgain;
        m_checked = std::move(checked);
        if (m_checked.readTables)
            emit tablesChanged();
        emit problemsChanged();
        if (m_checkAgain)
            checkAgain();
    });
}

void OpenDocument::setPlace(DocumentPlace place)
{
    const bool moved = place.baseFolder != m_place.baseFolder;
    m_place = std::move(place);
    emit placeChanged();
    if (moved)
        checkAgain();
}

void OpenDocument::setMustSave(bool mustSave)
{
    m_mustSave = mustSave;
    tellDirty();
}

void OpenDocument::tellDirty()
{
    if (m_wasDirty == isDirty())
        return;
    m_wasDirty = isDirty();
    emit dirtyChanged();
}

} // namespace outcrop
