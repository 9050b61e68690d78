#include "app/window/tried_out.h"

#include "core/base/text.h"
#include "core/run_presenter/changed_since.h"

namespace outcrop {

namespace {

constexpr int goodSeconds = 20;

} // namespace

TriedOut::TriedOut(RunControl &runs, MessageBar &bar, std::function<void()> run, QObject *parent)
    : QObject(parent), m_runs(runs), m_bar(bar), m_run(std::move(run))
{
    connect(&runs, &RunControl::triedOut, this, &TriedOut::show);
    connect(&runs, &RunControl::stateChanged, this, &TriedOut::withdrawIfOver);
}

// Run would run what is in front as it is now: it is not offered for another.
void TriedOut::show(OpenDocument *document, const Pipeline &pipeline, const SmokeRun &tried)
{
    const bool isGood = tried.failed.isEmpty();
    Message message{isGood ? Message::Tone::Good : Message::Tone::Warning,
                    sentenceOf(tried),
                    {},
                    isGood ? goodSeconds : 0};
    if (document != m_runs.document()) {
        message.text = tr("%1: %2", "pipeline, what a try on a few rows has found")
                           .arg(plainLine(document->name(), 60), message.text);
    } else if (!changedSince(pipeline, document->pipeline()).isEmpty()) {
        message.text = tr("%1 It has changed since.").arg(message.text);
    } else {
        message.actions = {{tr("Run"), m_run}};
        m_sentence = message.text;
        m_document = document;
        m_pipeline = pipeline;
        m_isGood = isGood;
    }
    m_bar.show(message);
}

void TriedOut::withdrawIfOver()
{
    if (m_sentence.isEmpty())
        return;
    if (m_runs.isSubmitting() || !m_document || m_document != m_runs.document()
        || (m_isGood && !changedSince(m_pipeline, m_document->pipeline()).isEmpty()))
        m_bar.withdraw(std::exchange(m_sentence, {}));
}

} // namespace outcrop
