#pragma once

#include "core/builtin_catalog/builtin_catalog.h"
#include "core/host_catalog/library_there.h"

#include <algorithm>

namespace outcrop {

const auto olderForest = QStringLiteral("sklearn.RandomForestClassifier");

// A made-up older scikit-learn on a host: its random forest has no ccp_alpha, another default of
// n_estimators (10, of up to 500) and of max_features (auto), fewer criteria and one of its own;
// there is no MLPClassifier.
inline LibraryThere olderLibrary()
{
    QVector<BlockType> types;
    const Catalog here = builtinCatalog();
    for (BlockType type : here.types()) {
        if (type.key == QLatin1String("sklearn.MLPClassifier"))
            continue;
        if (type.key == olderForest) {
            const auto isNew = [](const AttributeSpec &spec) {
                return spec.name == QLatin1String("ccp_alpha");
            };
            type.attributes.erase(
                std::remove_if(type.attributes.begin(), type.attributes.end(), isNew),
                type.attributes.end());
            for (AttributeSpec &spec : type.attributes) {
                if (spec.name == QLatin1String("n_estimators")) {
                    spec.defaultValue = AttributeValue(10);
                    spec.kinds[0].max = 500;
                } else if (spec.name == QLatin1String("criterion")) {
                    spec.kinds[0].choices = {AttributeValue(QStringLiteral("gini")),
                                             AttributeValue(QStringLiteral("old"))};
                } else if (spec.name == QLatin1String("max_features")) {
                    spec.defaultValue = AttributeValue(QStringLiteral("auto"));
                    AttributeKind own;
                    own.form = AttributeKind::Form::Choice;
                    own.choices = {spec.defaultValue};
                    spec.kinds << own;
                }
            }
        }
        types << type;
    }
    LibraryThere library{QStringLiteral("lab"), Catalog(types)};
    library.catalog.setSource(QStringLiteral("scikit-learn 1.0"));
    return library;
}

} // namespace outcrop
