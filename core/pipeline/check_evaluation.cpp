#include "core/pipeline/checks.h"
#include "core/pipeline/fixes.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckEvaluation)
};

// Metrics by task; `auto` fits any.
bool metricFits(const QString &metric, BlockRole role)
{
    static const QSet<QString> classes{
        QStringLiteral("roc_auc"),  QStringLiteral("average_precision"),
        QStringLiteral("accuracy"), QStringLiteral("balanced_accuracy"),
        QStringLiteral("f1"),       QStringLiteral("precision"),
        QStringLiteral("recall"),   QStringLiteral("log_loss"),
        QStringLiteral("mcc")};
    static const QSet<QString> numbers{QStringLiteral("r2"), QStringLiteral("rmse"),
                                       QStringLiteral("mae"), QStringLiteral("mape"),
                                       QStringLiteral("max_error")};
    static const QSet<QString> clusters{QStringLiteral("silhouette"),
                                        QStringLiteral("calinski_harabasz"),
                                        QStringLiteral("davies_bouldin")};
    if (metric.isEmpty() || metric == QLatin1String("auto"))
        return true;
    return (role == BlockRole::Classifier  ? classes
            : role == BlockRole::Regressor ? numbers
                                           : clusters)
        .contains(metric);
}

class EvaluationCheck
{
public:
    EvaluationCheck(const CheckInput &in, const QVector<TableOrigin> &origins,
                    const InputTables &tables)
        : m_in(in), m_graph(in.graph), m_origins(origins), m_tables(tables)
    {
    }

    void run()
    {
        for (BlockRole role : {BlockRole::Evaluate, BlockRole::BestModel, BlockRole::LatencyTest})
            checkOnlyOne(role);
        const QVector<int> evaluates = m_graph.ofRole(BlockRole::Evaluate);
        m_evaluate = evaluates.isEmpty() ? -1 : evaluates.first();
        m_candidates = findCandidates();
        if (m_candidates.isEmpty()) {
            reportNoModel();
            return;
        }
        if (m_evaluate < 0)
            offerEvaluate();
        else
            reportUnusedModels();
        if (!checkComparable())
            return;
        checkMetric();
        checkInputsAndSplits();
        checkTakenCount(m_in, m_origins, m_candidates);
        checkTargets(m_in, {m_evaluate, m_candidates}, m_origins, m_tables);
        checkLatency();
    }

private:
    QString title(int place) const { return m_graph.title(place); }
    // Of `other` in a sentence about `place`: with its id where both are called the same.
    QString titleBeside(int place, int other) const
    {
        const QString both = title(other);
        return both == title(place)
                   ? QStringLiteral("%1 (%2)").arg(both, m_graph.node(other).block->id)
                   : both;
    }
    BlockId id(int place) const { return m_graph.node(place).id; }
    BlockRole role() const { return m_graph.node(m_candidates.first()).type->role; }

    void checkOnlyOne(BlockRole wanted)
    {
        const QVector<int> places = m_graph.ofRole(wanted);
        for (int extra : places.mid(1))
            m_in.report
                    .error(extra, "second_of_its_kind",
                           Tr::tr("%1 does the same for the pipeline as %2: leave one of them.")
                               .arg(title(extra), titleBeside(extra, places.first())))
                    .fixes
                << deleteBlock(id(extra));
    }

    // The models that take what `place` gives, if any do.
    bool isTaken(int place) const
    {
        for (int index : m_graph.node(place).outputs) {
            const BlockType *taker = m_graph.node(m_graph.link(index).to).type;
            if (isModel(taker) || (taker && taker->role == BlockRole::Transformer))
                return true;
        }
        return false;
    }

    // What goes to Evaluate; without one, every model with a table that no other takes.
    QVector<int> findCandidates() const
    {
        QVector<int> found;
        if (m_evaluate >= 0) {
            for (int index : m_graph.node(m_evaluate).inputs)
                found << m_graph.link(index).from;
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
            return found;
        }
        for (int place = 0; place < m_graph.count(); ++place) {
            const CheckGraph::Node &node = m_graph.node(place);
            if (isModel(node.type) && m_graph.readsTable(place) && !isTaken(place))
                found << place;
        }
        return found;
    }

    void reportNoModel()
    {
        if (m_graph.count() == 0)
            m_in.report.error(
                CheckReport::wholePipeline, "empty",
                Tr::tr("The pipeline is empty: add a data block, an algorithm and Evaluate."));
        else if (m_evaluate < 0)
            m_in.report.error(
                CheckReport::wholePipeline, "missing_model",
                Tr::tr("There is no model to train: add an algorithm and connect a table to it."));
    }

    Port modelPort(int place) const
    {
        const QVector<PortSpec> &outputs = m_graph.node(place).type->outputs;
        return {id(place), outputs.isEmpty() ? QString() : outputs.first().name};
    }

    void offerEvaluate()
    {
        Problem &problem = m_in.report.notice(
            CheckReport::wholePipeline, "missing_evaluate",
            Tr::tr("There is no Evaluate block: all models are compared by the metric of their "
                   "task; add one to choose."));
        QVector<Port> models;
        for (int candidate : qAsConst(m_candidates))
            models << modelPort(candidate);
        if (const BlockType *type = onlyTypeOf(BlockRole::Evaluate))
            problem.fixes << addEvaluate(models, *type);
    }

    const BlockType *onlyTypeOf(BlockRole wanted) const
    {
        for (const BlockType &type : m_in.catalog.types()) {
            if (type.role == wanted)
                return &type;
        }
        return nullptr;
    }

    void reportUnusedModels()
    {
        for (int place = 0; place < m_graph.count(); ++place) {
            const CheckGraph::Node &node = m_graph.node(place);
            if (!isModel(node.type) || node.inputs.isEmpty() || !node.outputs.isEmpty())
                continue;
            Problem &problem = m_in.report.notice(place, "unused_model",
                                                  Tr::tr("%1 is connected to nothing behind it and "
                                                         "will not be trained: connect it to %2.")
                                                      .arg(title(place), title(m_evaluate)));
            const CheckGraph::Node &evaluate = m_graph.node(m_evaluate);
            if (!evaluate.type->inputs.isEmpty() && !node.type->outputs.isEmpty())
                problem.fixes << addConnection(
                    {modelPort(place), {evaluate.id, evaluate.type->inputs.first().name}},
                    Tr::tr("Connect it to %1").arg(title(m_evaluate)));
        }
    }

    // Models of one task. What follows makes sense only then.
    bool checkComparable()
    {
        bool comparable = true;
        for (int place : qAsConst(m_candidates)) {
            const BlockType *type = m_graph.node(place).type;
            if (!type) {
                comparable = false; // Reported as an unknown type.
            } else if (!isModel(type) || type->role == BlockRole::OutlierDetector) {
                m_in.report.error(
                    place, "not_comparable",
                    Tr::tr("%1 is %2: connect classifiers, regressors or clusterings to Evaluate.")
                        .arg(title(place), taskName(type->role)));
                comparable = false;
            }
        }
        if (!comparable)
            return false;
        for (int place : qAsConst(m_candidates)) {
            const BlockRole other = m_graph.node(place).type->role;
            if (other == role())
                continue;
            m_in.report.error(place, "mixed_tasks",
                              Tr::tr("%1 is %2 and %3 is %4: compare models of one kind.")
                                  .arg(title(m_candidates.first()), taskName(role()), title(place),
                                       taskName(other)));
            comparable = false;
        }
        return comparable;
    }

    void checkMetric()
    {
        if (m_evaluate < 0)
            return;
        const QString attribute = QStringLiteral("metric");
        const QString metric = m_graph.text(m_evaluate, attribute);
        if (!metricFits(metric, role())) {
            Problem &problem = m_in.report.error(
                m_evaluate, "wrong_metric",
                Tr::tr(
                    "%1 ranks by %2, which does not measure %3 such as %4: choose another metric.")
                    .arg(title(m_evaluate), metric, taskName(role()), title(m_candidates.first())));
            problem.attribute = attribute;
            problem.fixes << useValue(id(m_evaluate), attribute,
                                      AttributeValue(QStringLiteral("auto")), m_in.catalog);
            return;
        }
        if (metric != QLatin1String("log_loss"))
            return;
        for (int place : qAsConst(m_candidates)) {
            if (!m_graph.node(place).type->predictsProba)
                m_in.report.error(place, "no_probabilities",
                                  Tr::tr("%1 gives no probabilities, so it has no log loss: choose "
                                         "another metric or "
                                         "another algorithm.")
                                      .arg(title(place)));
        }
    }

    void checkInputsAndSplits()
    {
        const int first = m_candidates.first();
        for (int place : qAsConst(m_candidates)) {
            const TableOrigin &a = m_origins[first], &b = m_origins[place];
            if (b.input < 0) {
                if (!m_graph.node(place).inputs.isEmpty())
                    m_in.report.error(
                        place, "no_data",
                        Tr::tr("%1 gets its table from no data block: connect one in front.")
                            .arg(title(place)));
            } else if (a.input >= 0 && a.input != b.input) {
                compare("different_inputs", place, a.input, b.input,
                        Tr::tr("%1 learns from %2 and %3 from %4: models that are compared share "
                               "their data."));
            } else if (a.split != b.split) {
                compare("different_splits", place, a.split, b.split,
                        Tr::tr("%1 is split by %2 and %3 by %4: models that are compared share one "
                               "Split."));
            } else if (a.rowFilter != b.rowFilter) {
                compare("different_rows", place, a.rowFilter, b.rowFilter,
                        Tr::tr("The rows of %1 are chosen by %2 and those of %3 by %4, but models "
                               "are compared on the same rows: put the filter in front of all."));
            }
        }
        offerSplit();
    }

    void compare(const char *code, int place, int ofFirst, int ofPlace, const QString &sentence)
    {
        const auto named = [&](int origin) { return origin < 0 ? Tr::tr("none") : title(origin); };
        m_in.report.error(place, code,
                          sentence.arg(title(m_candidates.first()), named(ofFirst), title(place),
                                       named(ofPlace)));
    }

    void offerSplit()
    {
        const TableOrigin &origin = m_origins[m_candidates.first()];
        const bool isSplit = std::any_of(m_candidates.begin(), m_candidates.end(),
                                         [&](int place) { return m_origins[place].split >= 0; });
        if (isSplit || origin.input < 0 || role() == BlockRole::Clusterer)
            return;
        const QString sentence =
            role() == BlockRole::Classifier
                ? Tr::tr("There is no Split block: 80/20, stratified, seed %1 applies.")
                : Tr::tr("There is no Split block: 80/20, seed %1 applies.");
        Problem &problem = m_in.report.notice(CheckReport::wholePipeline, "default_split",
                                              sentence.arg(m_in.pipeline.seed()));
        if (const BlockType *split = onlyTypeOf(BlockRole::Split))
            problem.fixes << addSplit(id(origin.input), *split);
    }

    void checkLatency()
    {
        for (int place : m_graph.ofRole(BlockRole::LatencyTest)) {
            for (int index : m_graph.node(place).inputs) {
                const int source = m_graph.link(index).from;
                if (!m_graph.has(source, BlockRole::BestModel)
                    && !std::binary_search(m_candidates.begin(), m_candidates.end(), source))
                    m_in.report.error(
                        place, "latency_of_other",
                        Tr::tr("%1 measures models that are compared, and %2 is not: connect it to "
                               "Evaluate.")
                            .arg(title(place), title(source)));
            }
        }
    }

    const CheckInput &m_in;
    const CheckGraph &m_graph;
    const QVector<TableOrigin> &m_origins;
    const InputTables &m_tables;
    int m_evaluate = -1;
    QVector<int> m_candidates; // Places, sorted.
};

} // namespace

QString taskName(BlockRole role)
{
    switch (role) {
    case BlockRole::Classifier:
        return Tr::tr("a classifier");
    case BlockRole::Regressor:
        return Tr::tr("a regressor");
    case BlockRole::Clusterer:
        return Tr::tr("a clustering");
    default:
        return Tr::tr("no model that can be compared");
    }
}

void checkEvaluation(const CheckInput &in, const QVector<TableOrigin> &origins,
                     const InputTables &tables)
{
    EvaluationCheck(in, origins, tables).run();
}

} // namespace outcrop
