#include "core/pipeline/checks.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckTaken)
};

// The way to what is taken leads through the taker's table, and on from there through what is
// fitted with it.
bool continues(const CheckGraph &graph, const QVector<TableOrigin> &origins,
               const CheckGraph::Link &link)
{
    const int goal = origins[link.to].got;
    int place = origins[link.from].last;
    if (goal < 0 || place < 0)
        return true; // It has no table of its own, or what is missing is reported as such.
    while (place >= 0 && place != goal) {
        if (!graph.has(place, BlockRole::Transformer) && !selectsColumns(graph, place))
            return false;
        place = origins[place].got;
    }
    return place == goal;
}

// Models that are constructed for what each block takes, and for the transformers on the way of
// the table that it gives or gets. Counted up to just above the most there may be.
class TakenCount
{
public:
    TakenCount(const CheckGraph &graph, const QVector<TableOrigin> &origins)
        : m_origins(origins), m_taken(graph.count()), m_onWay(graph.count())
    {
        for (int place : graph.order()) {
            for (int index : graph.node(place).inputs) {
                const CheckGraph::Link &link = graph.link(index);
                if (graph.takesModel(link))
                    add(m_taken[place], 1 + ofModel(link.from));
            }
            const int got = origins[place].got;
            m_onWay[place] = got < 0 || got == place ? 0 : m_onWay[got];
            if (graph.has(place, BlockRole::Transformer))
                add(m_onWay[place], m_taken[place]);
        }
    }

    int ofModel(int place) const
    {
        const int last = m_origins[place].last;
        int sum = m_taken[place];
        add(sum, last < 0 ? 0 : m_onWay[last]);
        return sum;
    }

    static void add(int &sum, int more) { sum = std::min(sum + more, mostTakenModels + 1); }

private:
    const QVector<TableOrigin> &m_origins;
    QVector<int> m_taken, m_onWay;
};

} // namespace

void checkTaken(const CheckInput &in, const QVector<TableOrigin> &origins)
{
    for (const CheckGraph::Link &link : in.graph.links()) {
        const BlockType *taken = in.graph.node(link.from).type;
        if (!in.graph.takesModel(link) || !taken)
            continue;
        const QString taker = in.graph.title(link.to), title = in.graph.title(link.from);
        if (!isModel(taken))
            in.report.error(link.to, "no_model",
                            Tr::tr("%1 takes a model, and %2 is none: connect an algorithm.")
                                .arg(taker, title));
        else if (!continues(in.graph, origins, link))
            in.report.error(
                link.from, "other_table",
                Tr::tr("%1 takes %2, so %2 must get the table that %1 gets, or one that only "
                       "transformers and Select columns have changed since.")
                    .arg(taker, title));
    }
}

void checkTakenCount(const CheckInput &in, const QVector<TableOrigin> &origins,
                     const QVector<int> &candidates)
{
    const TakenCount count(in.graph, origins);
    int sum = 0;
    for (int place : candidates) {
        TakenCount::add(sum, count.ofModel(place));
        if (sum <= mostTakenModels)
            continue;
        in.report.error(
            place, "too_many_models",
            Tr::tr("%1 takes models that take models, more than %2 in all: simplify them.")
                .arg(in.graph.title(place), QString::number(mostTakenModels)));
        return;
    }
}

} // namespace outcrop
