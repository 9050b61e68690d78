#pragma once

#include "core/run_presenter/run_view.h"
#include "widgets/style/style.h"

#include <QAbstractButton>
#include <QHash>

namespace outcrop {

// One sentence on the run of the current document, in the status bar; a click leads to it. "swift-
// fern-12 on This computer: 4 of 9 blocks · goes on without this window · shows the pipeline as it
// was submitted at 14:02".
class JobLine : public QAbstractButton
{
public:
    explicit JobLine(Style &style, QWidget *parent = nullptr);

    void setHosts(const QHash<QString, QString> &titles); // By id.
    void showJob(const Job *job); // nullptr: there is none. Borrowed for this call.
    void showView(const RunView &view);
    void showDoing(const QString &words); // What is done before there is a job; empty: nothing.

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void say();
    QString hostTitle() const;

    Style &m_style;
    QHash<QString, QString> m_hosts;
    std::optional<Job> m_job;
    QString m_doing;
    QString m_progress;
    QString m_icon;
    Ink m_ink = Ink::Muted;
};

} // namespace outcrop
