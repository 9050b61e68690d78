#pragma once

#include "core/document/pipeline_document.h"
#include "core/remote_data/table_peek.h"
#include "core/table/table.h"
#include "widgets/data/data_source.h"
#include "widgets/style/style.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QSplitter;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace outcrop {

class ColumnsTableModel;
class ElidedLabel;
class EmptyPage;
class RowsTableModel;

// The table that the selected block's rows come from. See README.md.
class DataPanel : public QWidget
{
    Q_OBJECT

public:
    DataPanel(const Catalog &catalog, Style &style, QWidget *parent = nullptr);
    ~DataPanel() override;

    void setDocument(PipelineDocument *document); // Borrowed; nullptr: there is none.
    // Looks at the first rows of a table on a host, in the background, and answers in this thread.
    using PeekAnswer = std::function<void(const Result<TablePeek> &)>;
    using PeekAtHost = std::function<void(const DataLocation &data, const CsvOptions &options,
                                          int headRows, const PeekAnswer &answer)>;
    void setPeekAtHost(const PeekAtHost &peek); // Without one, tables on hosts are not shown.
    // Where relative data paths start: the folder of the document's file.
    void setFolder(const QString &folder);

    QString status() const; // "iris.csv · 150 rows · 5 columns"
    bool isReading() const { return m_reading; }

public slots:
    void select(const QVector<BlockId> &blocks);
    void readAgain();

signals:
    void selected(const QVector<BlockId> &blocks); // The Input block, from the panel's button.
    void chosen(const QString &typeKey);           // The empty page's wish for a block.
    // What a host told of the table of an Input block, which nothing else reads.
    void peeked(const QString &block, const outcrop::TableFacts &table);
    void shown(); // The newest table is shown, or why not.

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHeader();
    QTableView *makeTable(const QString &name);
    void follow(); // Looks for the source again; reads it if it is another one.
    void read();
    void readFromHost();
    void takePeek(const DataSource &source, const Result<TablePeek> &peek);
    void take(const DataSource &source, const Result<TableFacts> &table);
    void showTable(const TableFacts &table);
    void sayNothingToShow();
    void sayProblem(const QString &sentence);
    void sayStatus();
    void fitColumns(QTableView *view) const;

    const Catalog &m_catalog;
    Style &m_style;
    QPointer<PipelineDocument> m_document;
    QString m_folder;
    QVector<BlockId> m_selected;
    std::optional<DataSource> m_source; // Wanted.
    bool m_current = false;             // It is shown, or being read.
    bool m_reading = false;
    QDateTime m_readAt;
    TableFacts m_table;
    std::optional<TablePeek> m_peek; // Where m_table is of a host.
    PeekAtHost m_peekAtHost;
    QTimer m_settled; // A path on a host is asked for when it is no longer typed.
    QFileSystemWatcher m_watcher;
    QTimer m_age;

    ElidedLabel *m_status;
    QLabel *m_when;
    QToolButton *m_block, *m_again;
    ColumnsTableModel *m_columns;
    RowsTableModel *m_rows;
    QTableView *m_columnsView, *m_rowsView;
    EmptyPage *m_empty;
    QStackedLayout *m_pages;
};

} // namespace outcrop
