#pragma once

#include "core/codegen/block_code.h"

namespace outcrop {

// Writes the functions of what acts on a whole table: the input and the stateless steps.
class TableCodeWriter
{
public:
    // `predicts`: for predict.py, whose table may lack columns.
    TableCodeWriter(const Plan &plan, BlockCode &code, bool predicts = false)
        : m_plan(plan), m_predicts(predicts), m_code(code)
    {
    }

    void writeInput();
    // `kept`: what Select columns never drops, in code.
    void writeStep(const PlannedStep &step, const QStringList &kept);
    QStringList keptColumns() const; // Of the table that all candidates share.

private:
    QString selectBody(const PlannedStep &step, const QStringList &kept);
    QString filterBody(const PlannedStep &step);
    QString scriptBody(const PlannedStep &step);

    const Plan &m_plan;
    const bool m_predicts;
    BlockCode &m_code;
};

// The fixed functions that the blocks' functions call, without a newline at the end.
QString tableFunctions(const BlockCode &code);

// `, sep=";", decimal=","`: how a CSV file differs from what pandas expects. And what to do with
// the table then.
QString readOptions(const PlannedStep &input);
QString afterReading(const PlannedStep &input);

} // namespace outcrop
