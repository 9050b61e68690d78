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

// The same algorithm for the other kind of target, if the catalog has one: RandomForestClassifier,
// …Regressor.
const BlockType *counterpart(const Catalog &catalog, const QString &key)
{
    const QString classifier = QStringLiteral("Classifier"),
                  regressor = QStringLiteral("Regressor");
    QString other = key;
    if (key.endsWith(QLatin1String("SVC")) || key.endsWith(QLatin1String("SVR")))
        other.replace(key.size() - 1, 1,
                      key.endsWith(QLatin1Char('C')) ? QLatin1Char('R') : QLatin1Char('C'));
    else
        key.contains(classifier) ? other.replace(classifier, regressor)
                                 : other.replace(regressor, classifier);
    return other == key ? nullptr : catalog.find(other);
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
        checkTargets();
        checkTaken();
        checkLatency();
    }

private:
    QString title(int place) const { return m_graph.title(place); }
    BlockId id(int place) const { return m_graph.node(place).id; }
    BlockRole role() const { return m_graph.node(m_candidates.first()).type->role; }

    void checkOnlyOne(BlockRole wanted)
    {
        const QVector<int> places = m_graph.ofRole(wanted);
        for (int extra : places.mid(1))
            m_in.report
                    .error(extra, "second_of_its_kind",
                           Tr::tr("%1 and %2 do the same for one pipeline: leave one of them.")
                               .arg(title(places.first()), title(extra)))
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
            if (isModel(node.type) && !node.inputs.isEmpty() && !isTaken(place))
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
                        Tr::tr("The table of %1 comes from no data block: connect one in front.")
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
                        Tr::tr("The rows of %1 are chosen by %2 and those of %3 by %4: put the "
                               "filter in front of all "
                               "that are compared."));
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

    void checkTargets()
    {
        QSet<int> inputs;
        for (int place : qAsConst(m_candidates)) {
            const int input = m_origins[place].input;
            if (input < 0 || role() == BlockRole::Clusterer)
                continue;
            const QString target = targetColumn(m_graph, input);
            const TableFacts *facts = findTable(m_tables, m_graph.node(input).block->id);
            const bool isFirst = !inputs.contains(input);
            inputs.insert(input);
            if (target.isEmpty() && isFirst)
                reportMissingTarget(input, place, facts);
            const ColumnFacts *column =
                facts && !target.isEmpty() ? facts->findColumn(target) : nullptr;
            if (!column)
                continue; // Nothing is known, or it is reported as an unknown column.
            checkTarget(place, *column);
            if (isFirst && role() == BlockRole::Classifier)
                checkClasses(input, *column);
        }
    }

    void reportMissingTarget(int input, int model, const TableFacts *facts)
    {
        Problem &problem = m_in.report.error(
            input, "missing_target",
            Tr::tr("%1 names no target, and %2 is %3: say which column to predict.")
                .arg(title(input), title(model), taskName(role())));
        problem.attribute = QStringLiteral("target");
        if (facts && !facts->columns.isEmpty())
            problem.fixes << useValue(id(input), problem.attribute,
                                      AttributeValue(facts->columns.last().name), m_in.catalog);
    }

    void checkTarget(int place, const ColumnFacts &column)
    {
        QString sentence;
        if (role() == BlockRole::Classifier && column.type == ColumnType::Real)
            sentence = Tr::tr("%1 predicts classes, but the target %2 holds fractions: take a "
                              "regressor or another "
                              "target.");
        else if (role() == BlockRole::Regressor && column.type == ColumnType::Text)
            sentence = Tr::tr("%1 predicts numbers, but the target %2 holds text: take a "
                              "classifier or another target.");
        else
            return;
        Problem &problem =
            m_in.report.error(place, "wrong_target", sentence.arg(title(place), column.name));
        if (const BlockType *other = counterpart(m_in.catalog, m_graph.node(place).block->type))
            problem.fixes << useType(id(place), *other);
    }

    // Where the positive class is set: at Evaluate, else at the data.
    int positiveClassPlace(int input) const
    {
        const QString attribute = QStringLiteral("positive_class");
        if (m_evaluate >= 0 && !m_graph.text(m_evaluate, attribute).isEmpty())
            return m_evaluate;
        return m_graph.text(input, attribute).isEmpty() ? -1 : input;
    }

    void checkClasses(int input, const ColumnFacts &column)
    {
        const QString attribute = QStringLiteral("positive_class");
        if (column.distinct == 1) {
            m_in.report.error(
                input, "one_class",
                Tr::tr("The target %1 of %2 has one class only: there is nothing to predict.")
                    .arg(column.name, title(input)));
            return;
        }
        if (column.distinct != 2 || column.firstValues.size() != 2)
            return;
        QStringList classes = column.firstValues;
        classes.sort();
        const int place = positiveClassPlace(input);
        const QString named = place < 0 ? QString() : m_graph.text(place, attribute);
        if (classes.contains(named))
            return;
        const int owner = place >= 0 ? place : m_evaluate >= 0 ? m_evaluate : input;
        std::swap(classes[0], classes[1]); // What is guessed: the last in order.
        Problem &problem =
            place >= 0
                ? m_in.report.error(
                    owner, "unknown_class",
                    Tr::tr("%1 names the positive class %2, but the target %3 has %4 and %5: "
                           "choose one of them.")
                        .arg(title(owner), named, column.name, classes[1], classes[0]))
                : m_in.report.notice(
                    owner, "guessed_positive_class",
                    Tr::tr("The positive class is a guess, %1: say whether curves and scores "
                           "are about %1 or %2.")
                        .arg(classes[0], classes[1]));
        problem.attribute = attribute;
        for (const QString &name : qAsConst(classes))
            problem.fixes << useValue(id(owner), attribute, AttributeValue(name), m_in.catalog);
    }

    // What a model takes is fitted by it, on its table: the way to it must go on from there through
    // transformers only.
    void checkTaken()
    {
        for (const CheckGraph::Link &link : m_graph.links()) {
            const BlockType *taker = m_graph.node(link.to).type;
            const PortSpec *port = taker ? taker->findInput(link.input) : nullptr;
            const bool takes = port && port->type == PortType::Model
                               && (isModel(taker) || taker->role == BlockRole::Transformer);
            const BlockType *taken = m_graph.node(link.from).type;
            if (!takes || !taken)
                continue;
            if (!isModel(taken))
                m_in.report.error(link.to, "no_model",
                                  Tr::tr("%1 takes a model, and %2 is none: connect an algorithm.")
                                      .arg(title(link.to), title(link.from)));
            else if (!continues(link.to, link.from))
                m_in.report.error(
                    link.from, "other_table",
                    Tr::tr("%1 takes %2, so %2 must get the table that %1 gets, or one that only "
                           "transformers have changed since.")
                        .arg(title(link.to), title(link.from)));
        }
    }

    bool continues(int taker, int taken) const
    {
        const int goal = tableWithoutSplit(m_graph.tableSource(taker));
        int source = tableWithoutSplit(m_graph.tableSource(taken));
        if (source < 0 || goal < 0)
            return true; // Missing inputs are reported as such.
        for (int walked = 0; source != goal && walked < m_graph.count(); ++walked) {
            if (source < 0 || !m_graph.has(source, BlockRole::Transformer))
                return false;
            source = tableWithoutSplit(m_graph.tableSource(source));
        }
        return source == goal;
    }

    // A Split only marks rows: it may stand anywhere.
    int tableWithoutSplit(int place) const
    {
        for (int walked = 0;
             place >= 0 && m_graph.has(place, BlockRole::Split) && walked < m_graph.count();
             ++walked)
            place = m_graph.tableSource(place);
        return place;
    }

    void checkLatency()
    {
        for (int place : m_graph.ofRole(BlockRole::LatencyTest)) {
            for (int index : m_graph.node(place).inputs) {
                const int source = m_graph.link(index).from;
                if (isModel(m_graph.node(source).type)
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

void checkEvaluation(const CheckInput &in, const QVector<TableOrigin> &origins,
                     const InputTables &tables)
{
    EvaluationCheck(in, origins, tables).run();
}

} // namespace outcrop
