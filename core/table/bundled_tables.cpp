#include "core/table/bundled_tables.h"

#include <array>

namespace outcrop {

namespace {

struct Feature
{
    const char *name;
    int distinct;
};

constexpr std::array<Feature, 30> breastCancer{
    {{"mean radius", 456},      {"mean texture", 479},
     {"mean perimeter", 522},   {"mean area", 539},
     {"mean smoothness", 474},  {"mean compactness", 537},
     {"mean concavity", 537},   {"mean concave points", 542},
     {"mean symmetry", 432},    {"mean fractal dimension", 499},
     {"radius error", 540},     {"texture error", 519},
     {"perimeter error", 533},  {"area error", 528},
     {"smoothness error", 547}, {"compactness error", 541},
     {"concavity error", 533},  {"concave points error", 507},
     {"symmetry error", 498},   {"fractal dimension error", 545},
     {"worst radius", 457},     {"worst texture", 511},
     {"worst perimeter", 514},  {"worst area", 544},
     {"worst smoothness", 411}, {"worst compactness", 529},
     {"worst concavity", 539},  {"worst concave points", 492},
     {"worst symmetry", 500},   {"worst fractal dimension", 535}}};

constexpr std::array<Feature, 10> diabetes{{{"age", 58},
                                            {"sex", 2},
                                            {"bmi", 163},
                                            {"bp", 100},
                                            {"s1", 141},
                                            {"s2", 302},
                                            {"s3", 63},
                                            {"s4", 66},
                                            {"s5", 184},
                                            {"s6", 56}}};

// Row by row of the 8 × 8 pixels.
constexpr std::array<int, 64> digitsDistinct{
    1,  9,  17, 17, 17, 17, 17, 16, 3,  17, 17, 17, 17, 17, 17, 13, 3,  17, 17, 17, 17, 17,
    17, 8,  2,  16, 17, 17, 17, 17, 16, 2,  1,  15, 17, 17, 17, 17, 15, 1,  5,  17, 17, 17,
    17, 17, 17, 7,  4,  15, 17, 17, 17, 17, 17, 12, 2,  10, 17, 17, 17, 17, 17, 17};

constexpr std::array<Feature, 4> iris{{{"sepal length (cm)", 35},
                                       {"sepal width (cm)", 23},
                                       {"petal length (cm)", 43},
                                       {"petal width (cm)", 22}}};

constexpr std::array<Feature, 13> wine{{{"alcohol", 126},
                                        {"malic_acid", 133},
                                        {"ash", 79},
                                        {"alcalinity_of_ash", 63},
                                        {"magnesium", 53},
                                        {"total_phenols", 97},
                                        {"flavanoids", 132},
                                        {"nonflavanoid_phenols", 39},
                                        {"proanthocyanins", 101},
                                        {"color_intensity", 132},
                                        {"hue", 78},
                                        {"od280/od315_of_diluted_wines", 122},
                                        {"proline", 121}}};

ColumnFacts feature(const QString &name, int distinct)
{
    return {name, ColumnType::Real, 0, distinct, {}};
}

TableFacts table(qint64 rows, QVector<ColumnFacts> columns, const ColumnFacts &target)
{
    columns.append(target);
    return {QStringLiteral("bundled"), rows, columns, {}, {}};
}

template<size_t n>
QVector<ColumnFacts> features(const std::array<Feature, n> &list)
{
    QVector<ColumnFacts> columns;
    for (const Feature &each : list)
        columns.append(feature(QString::fromLatin1(each.name), each.distinct));
    return columns;
}

QVector<ColumnFacts> pixels()
{
    QVector<ColumnFacts> columns;
    for (int i = 0; i < int(digitsDistinct.size()); ++i)
        columns.append(feature(QStringLiteral("pixel_%1_%2").arg(i / 8).arg(i % 8),
                               digitsDistinct[size_t(i)]));
    return columns;
}

// Classes in the order in which the rows bring them.
ColumnFacts classes(const QString &names)
{
    const QStringList list = names.split(QLatin1Char(' '));
    return {QStringLiteral("target"), ColumnType::Text, 0, list.size(), list};
}

} // namespace

std::optional<TableFacts> bundledTable(const QString &name)
{
    if (name == QLatin1String("breast_cancer"))
        return table(569, features(breastCancer), classes(QStringLiteral("malignant benign")));
    if (name == QLatin1String("diabetes"))
        return table(442, features(diabetes), feature(QStringLiteral("target"), 214));
    if (name == QLatin1String("digits"))
        return table(1797, pixels(), classes(QStringLiteral("0 1 2 3 4 5 6 7 8 9")));
    if (name == QLatin1String("iris"))
        return table(150, features(iris), classes(QStringLiteral("setosa versicolor virginica")));
    if (name == QLatin1String("wine"))
        return table(178, features(wine), classes(QStringLiteral("class_0 class_1 class_2")));
    return {};
}

QStringList bundledTableNames()
{
    return {QStringLiteral("breast_cancer"), QStringLiteral("diabetes"), QStringLiteral("digits"),
            QStringLiteral("iris"), QStringLiteral("wine")};
}

} // namespace outcrop
