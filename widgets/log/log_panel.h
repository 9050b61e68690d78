#pragma once

#include "widgets/style/style.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QToolButton;

namespace outcrop {

class ElidedLabel;
class EmptyPage;
class FindBar;
class LogView;

// The log of one job with what one does with it. Whoever follows the job hands over the bytes.
class LogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(Style &style, QWidget *parent = nullptr);
    ~LogPanel() override;

    // Starts over with an empty log of this job ("swift-fern-12"); empty: there is none.
    void showJob(const QString &title);

    LogView &view() { return *m_view; }
    QString status() const;           // "swift-fern-12 · 1,204 lines · 90 KB"
    void saveTo(const QString &path); // Not at once: saved() follows.

public slots:
    void append(const QByteArray &bytes); // As they come: the next of the job's stream.
    void jumpTo(qint64 byteOffset);       // Of the job's stream: BlockRun::logOffset.
    void clearView();
    void saveAs();

signals:
    void saved(const QString &sentence); // What became of saveTo(): for a status bar.

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QWidget *makeHeader();
    void connectParts();
    QToolButton *addTool(const QString &icon, const QString &name, const QString &keys = {});
    void sayStatus();
    void sayFound();

    Style &m_style;
    QString m_title;
    LogView *m_view;
    FindBar *m_find;
    EmptyPage *m_empty;
    QToolButton *m_follow, *m_wrap, *m_copy, *m_search, *m_save, *m_clear;
    ElidedLabel *m_status;
    QStackedLayout *m_pages;
};

} // namespace outcrop
