#pragma once

#include "app/window/run_control.h"
#include "widgets/prompts/message_bar.h"

#include <QPointer>

namespace outcrop {

// What a try on a few rows has found, with a button that runs it all. It goes when a run begins,
// when another pipeline is in front, and, where all is well, when the pipeline is another one; what
// failed stays meanwhile, for who mends it reads it.
class TriedOut : public QObject
{
    Q_OBJECT

public:
    // Both are borrowed. `run`: runs the pipeline that is in front.
    TriedOut(RunControl &runs, MessageBar &bar, std::function<void()> run,
             QObject *parent = nullptr);

private:
    void show(OpenDocument *document, const Pipeline &pipeline, const SmokeRun &tried);
    void withdrawIfOver();

    RunControl &m_runs;
    MessageBar &m_bar;
    const std::function<void()> m_run;
    QString m_sentence; // Empty: nothing is shown, or it depends on nothing.
    QPointer<OpenDocument> m_document;
    Pipeline m_pipeline; // As it was tried.
    bool m_isGood = false;
};

} // namespace outcrop
