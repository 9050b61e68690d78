#include "widgets/style/block_look.h"

#include <QString>

#include <array>

namespace outcrop {

namespace {

// Words in the name of a class, and the icon of what they mean. The first that fits counts.
struct IconRule
{
    QLatin1String word;
    QLatin1String icon;
};

const std::array iconRules{
    IconRule{QLatin1String("GradientBoosting"), QLatin1String("boosting")},
    IconRule{QLatin1String("AdaBoost"), QLatin1String("boosting")},
    IconRule{QLatin1String("Tree"), QLatin1String("tree")},
    IconRule{QLatin1String("Forest"), QLatin1String("tree")},
    IconRule{QLatin1String("MLP"), QLatin1String("network")},
    IconRule{QLatin1String("BernoulliRBM"), QLatin1String("network")},
    IconRule{QLatin1String("SV"), QLatin1String("margin")},
    IconRule{QLatin1String("Neighbors"), QLatin1String("neighbors")},
    IconRule{QLatin1String("Centroid"), QLatin1String("neighbors")},
    IconRule{QLatin1String("NB"), QLatin1String("bell")},
    IconRule{QLatin1String("Gaussian"), QLatin1String("bell")},
    IconRule{QLatin1String("Discriminant"), QLatin1String("bell")},
    IconRule{QLatin1String("Voting"), QLatin1String("ensemble")},
    IconRule{QLatin1String("Stacking"), QLatin1String("ensemble")},
    IconRule{QLatin1String("Bagging"), QLatin1String("ensemble")},
    IconRule{QLatin1String("OneVs"), QLatin1String("ensemble")},
    IconRule{QLatin1String("Scaler"), QLatin1String("scale")},
    IconRule{QLatin1String("Normalizer"), QLatin1String("scale")},
    IconRule{QLatin1String("Imputer"), QLatin1String("impute")},
    IconRule{QLatin1String("Encoder"), QLatin1String("encode")},
    IconRule{QLatin1String("Binarizer"), QLatin1String("encode")},
    IconRule{QLatin1String("Select"), QLatin1String("filter")},
    IconRule{QLatin1String("RFE"), QLatin1String("filter")},
    IconRule{QLatin1String("Vectorizer"), QLatin1String("text")},
    IconRule{QLatin1String("PCA"), QLatin1String("axes")},
    IconRule{QLatin1String("SVD"), QLatin1String("axes")},
    IconRule{QLatin1String("Dummy"), QLatin1String("flat")},
};

QLatin1String roleIcon(BlockRole role)
{
    switch (role) {
    case BlockRole::Input:
        return QLatin1String("table");
    case BlockRole::TableStep:
        return QLatin1String("columns");
    case BlockRole::Split:
        return QLatin1String("split");
    case BlockRole::Transformer:
        return QLatin1String("transform");
    case BlockRole::Classifier:
        return QLatin1String("curve");
    case BlockRole::Regressor:
        return QLatin1String("regression");
    case BlockRole::Clusterer:
        return QLatin1String("clusters");
    case BlockRole::OutlierDetector:
        return QLatin1String("outlier");
    case BlockRole::Evaluate:
        return QLatin1String("evaluate");
    case BlockRole::BestModel:
        return QLatin1String("star");
    case BlockRole::LatencyTest:
        return QLatin1String("stopwatch");
    case BlockRole::Other:
        break;
    }
    return QLatin1String("block");
}

} // namespace

CategoryColors categoryColors(BlockRole role, const Theme &theme)
{
    const bool dark = theme.dark;
    switch (role) {
    case BlockRole::Input:
        return dark ? CategoryColors{0xff5fa9e8, 0xff22364a, 0xff8cc4f5}
                    : CategoryColors{0xff3a7fc1, 0xffe1edf8, 0xff2a6aa8};
    case BlockRole::TableStep:
    case BlockRole::Split:
    case BlockRole::Transformer:
        return dark ? CategoryColors{0xff43b97f, 0xff1f3a2d, 0xff74d6a3}
                    : CategoryColors{0xff00994d, 0xffe2eed6, 0xff00733a};
    case BlockRole::Classifier:
    case BlockRole::Regressor:
    case BlockRole::Clusterer:
    case BlockRole::OutlierDetector:
        return dark ? CategoryColors{0xfff07a7a, 0xff45292c, 0xfff79f9f}
                    : CategoryColors{0xffdb6060, 0xfff6e0e0, 0xffb23c3c};
    case BlockRole::Evaluate:
    case BlockRole::BestModel:
    case BlockRole::LatencyTest:
        return dark ? CategoryColors{0xffdfab45, 0xff3d331d, 0xffecc273}
                    : CategoryColors{0xff9a6a00, 0xfff7eed8, 0xff855b00};
    case BlockRole::Other:
        break;
    }
    return dark ? CategoryColors{0xff9aa4b1, 0xff343b45, 0xffb9c2cd}
                : CategoryColors{0xff7b8794, 0xffe9edf1, 0xff56616d};
}

QString blockIcon(const BlockType *type)
{
    if (!type)
        return QStringLiteral("question");
    if (type->key == QLatin1String("input.csv"))
        return QStringLiteral("file");
    if (type->className.isEmpty() && type->key.contains(QLatin1String("script")))
        return QStringLiteral("script");
    if (type->role == BlockRole::TableStep && type->key.contains(QLatin1String("filter")))
        return QStringLiteral("filter");
    for (const IconRule &rule : iconRules) {
        if (type->className.contains(rule.word))
            return rule.icon;
    }
    return roleIcon(type->role);
}

QColor portColor(PortType type, const Theme &theme)
{
    switch (type) {
    case PortType::Table:
        return theme.dark ? QColor(0x6c, 0xb2, 0xee) : QColor(0x3a, 0x7f, 0xc1);
    case PortType::Model:
        return theme.dark ? QColor(0xb0, 0x8c, 0xea) : QColor(0x7a, 0x58, 0xb8);
    case PortType::Scores:
        return theme.dark ? QColor(0xe0, 0xae, 0x4c) : QColor(0x9a, 0x6a, 0x00);
    case PortType::Any:
        break;
    }
    return theme.mutedText;
}

PortShape portShape(PortType type)
{
    switch (type) {
    case PortType::Table:
        return PortShape::Circle;
    case PortType::Model:
        return PortShape::Square;
    case PortType::Scores:
        return PortShape::Diamond;
    case PortType::Any:
        break;
    }
    return PortShape::Ring;
}

} // namespace outcrop
