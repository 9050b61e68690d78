#include "widgets/properties/pipeline_form.h"

#include "widgets/properties/fact_row.h"
#include "widgets/style/style.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <memory>

namespace outcrop {

namespace {

constexpr double largestSeed = 4294967295.0; // What NumPy takes.

AttributeSpec nameSpec()
{
    AttributeKind text;
    text.form = AttributeKind::Form::Text;
    AttributeSpec spec;
    spec.name = PipelineForm::tr("name");
    spec.kinds = {text};
    spec.defaultValue = AttributeValue(QString());
    spec.help = PipelineForm::tr("What jobs and results are called.");
    return spec;
}

AttributeSpec seedSpec()
{
    AttributeKind whole;
    whole.form = AttributeKind::Form::Int;
    whole.min = 0;
    whole.max = largestSeed;
    AttributeSpec spec;
    spec.name = PipelineForm::tr("seed");
    spec.kinds = {whole};
    spec.defaultValue = AttributeValue(0);
    spec.help =
        PipelineForm::tr("Where all drawing of lots begins: the same seed, the same result.");
    return spec;
}

} // namespace

PipelineForm::PipelineForm(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_name(new AttributeRow(nameSpec(), style))
    , m_seed(new AttributeRow(seedSpec(), style))
    , m_blocks(new FactRow(tr("Blocks"), style))
    , m_connections(new FactRow(tr("Connections"), style))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto *title = new QLabel(tr("Pipeline"));
    title->setFont(style.title());
    auto *hint = new QLabel(tr("Select a block to edit its attributes."));
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addSpacing(6);
    layout->addWidget(m_name);
    layout->addWidget(m_seed);
    layout->addSpacing(6);
    for (AttributeRow *row : {m_name, m_seed}) // In one column with the facts.
        row->setNameWidth(std::unique_ptr<QLabel>(makeFactName({}))->width());
    layout->addWidget(m_blocks);
    layout->addWidget(m_connections);
    connect(m_name, &AttributeRow::given, this,
            [this](const AttributeValue &value) { emit nameGiven(*value.as<QString>()); });
    connect(m_seed, &AttributeRow::given, this,
            [this](const AttributeValue &value) { emit seedGiven(*value.as<qint64>()); });
    connect(m_name, &AttributeRow::resetWished, this, [this] { emit nameGiven({}); });
    connect(m_seed, &AttributeRow::resetWished, this, [this] { emit seedGiven(0); });
}

void PipelineForm::showPipeline(const Pipeline &pipeline)
{
    m_name->showState({AttributeValue(pipeline.name()), false, {}});
    m_seed->showState({AttributeValue(pipeline.seed()), pipeline.seed() != 0, {}});
    m_blocks->setText(QLocale().toString(pipeline.blockCount()));
    m_connections->setText(QLocale().toString(pipeline.connectionCount()));
}

} // namespace outcrop
