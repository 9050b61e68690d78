#pragma once

#include "app/window/build_place.h"
#include "app/window/document_page.h"
#include "app/window/host_columns.h"
#include "app/window/run_control.h"
#include "core/host_catalog/library_there.h"

#include <QObject>

namespace outcrop {

class CodePanel;
class LogPanel;
class OutlinePanel;
class Palette;
class ProblemsPanel;
class PropertyPanel;
class QuickAdd;

// The panels around the canvas, and what leads from one to another: they do not know each other.
class Panels : public QObject
{
    Q_OBJECT

public:
    Panels(const Catalog &catalog, Style &style, RunControl &runs, BuildPlace &place);

    // Adds the canvas of a document, with its tab.
    DocumentPage *add(OpenDocument &document);
    DocumentPage *page() const; // The current one; nullptr: there is none.
    const QVector<BlockId> &selection() const { return m_selection; }

    DataPanel &data() const { return *m_data; }

    // How tables on hosts are looked at.
    void setPeekAtHost(const DataPanel::PeekAtHost &peek);
    // The library of the host that runs are for, where it is another one.
    void setLibrary(const std::optional<LibraryThere> &library);

    enum class Panel { Palette, Outline, Problems, Code, Data, Log, Properties };
    void show(Panel panel); // And gives it the focus.

signals:
    void status(const QString &sentence);
    void selectionChanged();
    void openWished(const QString &path); // A pipeline file that was dropped.

private:
    QVector<BlockId> picked() const;
    void showCurrent();
    QVector<Problem> problemsOf(const OpenDocument &document) const;
    void showProblems();
    void showTables();
    // The Input block whose columns come to a block, by its id.
    std::optional<std::pair<QString, DataSource>> sourceOf(BlockId block) const;
    void wishColumns(BlockId block);
    void connectCanvas(DocumentPage &page);
    void connectPanels();
    void connectRuns();
    void select(QObject *by, const QVector<BlockId> &blocks);
    void edit(BlockId block, const QString &attribute);
    void jumpToLog(BlockId block);
    // Opens the quick choice; `add` is called with the key that was chosen.
    void choose(const QPoint &globalPosition, const std::optional<PortFilter> &fits,
                const std::function<void(const QString &)> &add);
    void addFromOutline(const QPoint &globalPosition, const std::optional<Port> &from);
    void dropFile(DocumentPage &page, const QString &path, const QPointF &position);

    const Catalog &m_catalog;
    Style &m_style;
    RunControl &m_runs;
    BuildPlace &m_place;
    OpenDocument *m_document = nullptr;
    QVector<BlockId> m_selection;
    RunView m_view;
    HostColumns m_hostColumns;
    std::optional<LibraryThere> m_library;

    Palette *m_palette;
    OutlinePanel *m_outline;
    ProblemsPanel *m_problems;
    CodePanel *m_code;
    DataPanel *m_data;
    LogPanel *m_log;
    PropertyPanel *m_properties;
    QuickAdd *m_quickAdd;
    QMetaObject::Connection m_chosen; // What becomes of the quick choice.
};

} // namespace outcrop
