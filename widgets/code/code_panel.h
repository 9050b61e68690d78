#pragma once

#include "core/document/pipeline_document.h"
#include "widgets/code/package_code.h"
#include "widgets/style/style.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedLayout;
class QToolButton;

namespace outcrop {

class CodeView;
class ElidedLabel;
class EmptyPage;
class FindBar;

// What will run, live. See README.md.
class CodePanel : public QWidget
{
    Q_OBJECT

public:
    CodePanel(const Catalog &catalog, Style &style, QWidget *parent = nullptr);
    ~CodePanel() override;

    void setDocument(PipelineDocument *document); // Borrowed; nullptr: there is none.
    // Where relative data paths start: the folder of the document's file.
    void setFolder(const QString &folder);

    QString text() const;   // Of the file that is shown, greyed or not.
    QString status() const; // "train.py · 142 lines · follows the canvas"
    // Whether what is shown is what would run: false while it is being made, or cannot be.
    bool isCurrent() const { return m_current; }

public slots:
    void select(const QVector<BlockId> &blocks);
    void showFile(const QString &file); // "metadata.yaml": a file of the package.
    void copyAll();

signals:
    void selected(const QVector<BlockId> &blocks); // A person clicked into the lines of a block.
    void shown();                                  // The newest document is shown, or why not.

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHeader();
    void connectParts();
    void makeStale();
    void make();
    void take(const Result<PackageCode> &made);
    void showCode(const PackageCode &code);
    void showFiles(const QStringList &files);
    void showProblem(const QString &sentence);
    void sayStatus();
    void markBlocks(bool jump);
    void selectBlockAt(int line);
    void sayFound();

    const Catalog &m_catalog;
    Style &m_style;
    QPointer<PipelineDocument> m_document;
    QString m_folder;
    QString m_wishedFile = QStringLiteral("train.py");
    QVector<BlockId> m_selected;

    std::shared_ptr<CodeColors> m_colors; // Of the one making in progress, wherever it runs.
    PackageCode m_code;                   // The last good one.
    bool m_making = false;
    bool m_current = false;

    QComboBox *m_files;
    QToolButton *m_copy, *m_search;
    ElidedLabel *m_status;
    QWidget *m_notice;
    QLabel *m_noticeIcon, *m_noticeText;
    CodeView *m_view;
    FindBar *m_find;
    EmptyPage *m_empty;
    QStackedLayout *m_pages;
};

} // namespace outcrop
