#pragma once

#include "core/pipeline/pipeline.h"
#include "widgets/properties/attribute_row.h"

namespace outcrop {

class FactRow;

// What is said of the pipeline itself while no block is selected.
class PipelineForm : public QWidget
{
    Q_OBJECT

public:
    explicit PipelineForm(Style &style, QWidget *parent = nullptr);

    void showPipeline(const Pipeline &pipeline);

signals:
    void nameGiven(const QString &name);
    void seedGiven(qint64 seed);

private:
    AttributeRow *m_name;
    AttributeRow *m_seed;
    FactRow *m_blocks;
    FactRow *m_connections;
};

} // namespace outcrop
