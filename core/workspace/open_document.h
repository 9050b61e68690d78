#pragma once

#include "core/document/pipeline_document.h"
#include "core/workspace/checked_pipeline.h"

namespace outcrop {

// Where an open pipeline comes from and how it is called.
struct DocumentPlace
{
    QString path;       // Absolute; empty: it was never saved.
    QString baseFolder; // Where its relative data paths start.
    QString name;       // "breast-cancer": for tabs and titles.
    QString suggested;  // The path to offer when it is saved for the first time.
};

// A pipeline that is open: its document, its file, and what is known of it. Belongs to a Workspace.
// The check runs beside: after an edit problems() and tables() are those of an earlier state until
// they are told anew; the newest edit wins.
class OpenDocument : public QObject
{
    Q_OBJECT

public:
    OpenDocument(const Catalog &catalog, DocumentPlace place, QObject *parent = nullptr);

    PipelineDocument &document() { return m_document; }
    const PipelineDocument &document() const { return m_document; }
    const Pipeline &pipeline() const { return m_document.pipeline(); }
    const DocumentPlace &place() const { return m_place; }
    QString path() const { return m_place.path; }
    QString name() const { return m_place.name; }

    // Something would be lost if it were closed.
    bool isDirty() const { return m_mustSave || !m_document.history().isClean(); }

    const QVector<Problem> &problems() const { return m_checked.problems; }
    const InputTables &tables() const { return m_checked.tables; }
    bool isChecked() const { return m_isChecked; } // The problems are those of this very pipeline.

    // Looks whether the files that it reads were written by somebody else.
    void checkAgain();

signals:
    void dirtyChanged();
    void placeChanged();
    void problemsChanged();
    void tablesChanged();

private:
    friend class Workspace;

    void setPlace(DocumentPlace place);
    void setMustSave(bool mustSave); // It lies nowhere but here, as what was recovered.
    void tellDirty();

    const Catalog &m_catalog;
    PipelineDocument m_document;
    DocumentPlace m_place;
    CheckedPipeline m_checked;
    bool m_mustSave = false;
    bool m_wasDirty = false;
    bool m_isChecked = false;
    bool m_checking = false;
    bool m_checkAgain = false;
};

} // namespace outcrop
