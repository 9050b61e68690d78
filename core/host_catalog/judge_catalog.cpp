#include "core/host_catalog/judge_catalog.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JudgeCatalog)
};

class Comparison
{
public:
    Comparison(const Catalog &here, const CatalogFile &there)
        : m_here(here), m_there(there.types), m_source(plainLine(there.source, 60))
    {
    }

    void compare(const PlannedCall &call)
    {
        for (const PlannedModel &model : call.models) {
            compare(model.transformers);
            compare(model.estimator);
        }
        if (call.className.isEmpty() || m_seen.contains(call.block))
            return;
        m_seen << call.block;
        const QString key = QStringLiteral("sklearn.") + call.className;
        const BlockType *const here = m_here.find(key);
        if (!here)
            return; // A person's own type: no library states anything of it.
        if (const BlockType *const there = m_there.find(key))
            compareAttributes(call, *here, *there);
        else
            stop(call, Tr::tr("%1 has no %2").arg(m_source, call.className),
                 Tr::tr("Take another block, or a host with %1").arg(m_here.source()));
    }

    void compare(const QVector<PlannedCall> &calls)
    {
        for (const PlannedCall &call : calls)
            compare(call);
    }

    std::vector<PreflightLine> lines() &&
    {
        if (m_lines.empty())
            m_lines.push_back({true,
                               Tr::tr("%1 there knows every block and parameter (%2 here)")
                                   .arg(m_source, m_here.source()),
                               {}});
        return std::move(m_lines);
    }

private:
    void stop(const PlannedCall &call, const QString &what, const QString &fix)
    {
        m_lines.push_back({false, Tr::tr("%1: %2").arg(plainLine(call.title, 60), what), fix});
    }

    void compareAttributes(const PlannedCall &call, const BlockType &here, const BlockType &there)
    {
        for (auto it = call.attributes.begin(); it != call.attributes.end(); ++it) {
            const bool isWritten = std::any_of(
                call.arguments.begin(), call.arguments.end(),
                [&](const PlannedArgument &argument) { return argument.name == it.key(); });
            const AttributeSpec *const spec = there.findAttribute(it.key());
            if (isWritten)
                judgeArgument(call, it.key(), *it, spec);
            else if (spec && here.findAttribute(it.key()))
                judgeDefault(call, it.key(), *it, *spec);
        }
    }

    void judgeArgument(const PlannedCall &call, const QString &name, const AttributeValue &value,
                       const AttributeSpec *spec)
    {
        if (!spec)
            return stop(call, Tr::tr("%1 does not know its %2").arg(m_source, name),
                        Tr::tr("Set %1 back to its default, or take a host with %2")
                            .arg(name, m_here.source()));
        if (const auto wrong = checkValue(*spec, value))
            stop(call, Tr::tr("%1: %2").arg(m_source, plainLine(*wrong, 200)),
                 Tr::tr("Choose a value that both versions take"));
    }

    void judgeDefault(const PlannedCall &call, const QString &name, const AttributeValue &value,
                      const AttributeSpec &spec)
    {
        if (spec.required || spec.defaultValue == value)
            return;
        m_lines.push_back(
            {false,
             Tr::tr("%1: %2 is %3 by default in %4, not %5")
                 .arg(plainLine(call.title, 60), name,
                      plainLine(formatValue(spec.defaultValue), 60), m_source, formatValue(value)),
             Tr::tr("Results may differ from those of other hosts"), true});
    }

    const Catalog &m_here;
    const Catalog m_there;
    const QString m_source;
    QStringList m_seen;
    std::vector<PreflightLine> m_lines;
};

} // namespace

std::vector<PreflightLine> judgeCatalog(const Plan &plan, const Catalog &here,
                                        const CatalogFile &there)
{
    Comparison comparison(here, there);
    for (const PlannedCandidate &candidate : plan.candidates) {
        comparison.compare(candidate.transformers);
        comparison.compare(candidate.estimator);
    }
    return std::move(comparison).lines();
}

} // namespace outcrop
