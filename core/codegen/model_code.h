#pragma once

#include "core/codegen/block_code.h"
#include "core/codegen/python_layout.h"

#include <QSet>

namespace outcrop {

// Writes the functions of what is fitted: transformers, and estimators behind those that they take.
class ModelCodeWriter
{
public:
    explicit ModelCodeWriter(BlockCode &code) : m_code(code) {}

    void visit(const QVector<PlannedCall> &chain);
    void visit(const PlannedCall &estimator, const QVector<PlannedCall> &chain);
    // Those of all that was visited.
    QStringList functions() const { return m_transformers + m_estimators; }

private:
    void visitModels(const PlannedCall &taker);
    QString transformerFunction(const PlannedCall &call);
    QString estimatorFunction(const PlannedCall &call, const QVector<PlannedCall> &chain) const;
    PythonCode callCode(const QString &before, const PlannedCall &call) const;
    QString layOutCall(const PythonCode &code, const PlannedCall &call) const;
    QVector<PythonCode> modelArguments(const PlannedCall &call) const;
    QString takenModel(const PlannedModel &model) const;
    void import(const PlannedCall &call);

    BlockCode &m_code;
    QSet<QString> m_seen;
    QStringList m_transformers, m_estimators;
};

} // namespace outcrop
