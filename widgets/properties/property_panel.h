#pragma once

#include "core/document/pipeline_document.h"
#include "core/host_catalog/library_there.h"
#include "core/pipeline/check.h"
#include "widgets/properties/attribute_editor.h"

#include <QHash>
#include <QPointer>

class QScrollArea;
class QVBoxLayout;

namespace outcrop {

class AttributeForm;
class AttributeHelp;
class AttributeRow;
class BlockHeader;
class LibraryLine;
class PipelineForm;
class Style;

// What the selected blocks are and hold, to be edited; while none is selected, the pipeline itself.
// Several are edited at once. Every edit is a named step of the document's history.
class PropertyPanel : public QWidget
{
    Q_OBJECT

public:
    PropertyPanel(const Catalog &catalog, Style &style, QWidget *parent = nullptr);
    ~PropertyPanel() override;

    void setDocument(PipelineDocument *document); // Borrowed; nullptr: there is none.
    void setTables(const InputTables &tables);    // For the columns that can be chosen.
    void setBaseFolder(const QString &folder);    // Of the pipeline file; empty: not saved yet.
    void showProblems(const QVector<Problem> &problems);
    // What is said of columns that are not known: "Reading columns from lab…", or why there are
    // none. Until the next columnsWished().
    void setColumnsRemark(const ColumnsRemark &remark);
    // From now on the attributes are those of this library; nothing: those of the catalog. Not
    // under the hands of somebody who types: as soon as the focus is elsewhere.
    void setLibrary(const std::optional<LibraryThere> &library);

    const QVector<BlockId> &selection() const { return m_selection; }

public slots:
    void select(const QVector<BlockId> &blocks);
    // Puts the focus there; without a name on the first attribute, or on the title if it has none.
    void editAttribute(outcrop::BlockId block, const QString &attribute);
    void editTitle();

signals:
    void selected(const QVector<BlockId> &blocks);
    void status(const QString &sentence);
    // Columns that come to this block can be chosen now.
    void columnsWished(outcrop::BlockId block);

private:
    void connectHeader();
    void connectPipelineForm();
    AttributeForm *formFor(const QVector<BlockId> &blocks);
    void follow(const PipelineChanges &changes);
    void showSelection();
    void showValues();
    void showColumns();
    void showProblemsOfSelection();
    void showLibrary();
    QVector<const BlockType *> typesOfSelection() const;
    void followFocus(QWidget *focused);
    void explain(QWidget *focused);
    bool isTyping() const;
    void takeLibrary();
    void setValue(const QString &attribute, const AttributeValue &value, Giving giving);
    void reset(const QString &attribute);
    void rename(const QString &id);
    QString mergeKey(const QString &field) const;

    const Catalog m_catalog;
    std::optional<LibraryThere> m_library;
    Catalog m_shown;                                          // m_catalog as it is in m_library.
    std::optional<std::optional<LibraryThere>> m_nextLibrary; // Told, but not shown yet.
    Style &m_style;
    QPointer<PipelineDocument> m_document;
    QVector<BlockId> m_selection;
    InputTables m_tables;
    QString m_baseFolder;
    QVector<Problem> m_problems;

    QScrollArea *m_scroll;
    QVBoxLayout *m_content;
    BlockHeader *m_header;
    LibraryLine *m_libraryLine;
    QWidget *m_line;
    PipelineForm *m_pipelineForm;
    AttributeHelp *m_help;
    AttributeForm *m_form = nullptr;
    QHash<QString, AttributeForm *> m_forms; // By what they show; made once, shown again.
    QStringList m_recentForms;
    bool m_unfolded = false;
    int m_visit = 0; // Goes up with every field that gets the focus: typing there is one step.
};

} // namespace outcrop
