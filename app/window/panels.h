#pragma once

#include "app/window/build_place.h"
#include "app/window/document_page.h"
#include "app/window/run_control.h"

#include <QObject>

namespace outcrop {

class CodePanel;
class DataPanel;
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

    // How tables on hosts are looked at.
    DataPanel &data() const { return *m_data; }

    enum class Panel { Palette, Outline, Problems, Code, Data, Log, Properties };
    void show(Panel panel); // And gives it the focus.

signals:
    void status(const QString &sentence);
    void selectionChanged();
    void openWished(const QString &path); // A pipeline file that was dropped.

private:
    void showCurrent();
    void showProblems();
    void showTables();
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
    InputTables m_peeked; // Of the document's tables on hosts, as far as they were looked at.

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
