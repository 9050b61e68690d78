#include "core/codegen/imports.h"

#include "core/codegen/python_layout.h"

#include <QMap>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace outcrop {

namespace {

// What the templates may use. An empty module: `import name`.
struct KnownName
{
    const char *module;
    const char *name;
    const char *sign; // What shows in the code that it is used; null: the name itself.
};

constexpr KnownName knownNames[] = {
    {"", "argparse", "argparse."},
    {"", "json", "json."},
    {"", "sys", "sys."},
    {"", "time", "time."},
    {"contextlib", "nullcontext", nullptr},
    {"pathlib", "Path", nullptr},
    {"", "joblib", "joblib."},
    {"", "numpy as np", "np."},
    {"", "pandas as pd", "pd."},
    {"sklearn", "datasets", "datasets."},
    {"sklearn.base", "BaseEstimator", nullptr},
    {"sklearn.base", "ClusterMixin", nullptr},
    {"sklearn.compose", "ColumnTransformer", nullptr},
    {"sklearn.compose", "make_column_selector as select_columns", "select_columns("},
    {"sklearn.dummy", "DummyClassifier", nullptr},
    {"sklearn.dummy", "DummyRegressor", nullptr},
    {"sklearn.impute", "SimpleImputer", nullptr},
    {"sklearn.metrics", "accuracy_score", nullptr},
    {"sklearn.metrics", "average_precision_score", nullptr},
    {"sklearn.metrics", "balanced_accuracy_score", nullptr},
    {"sklearn.metrics", "calinski_harabasz_score", nullptr},
    {"sklearn.metrics", "davies_bouldin_score", nullptr},
    {"sklearn.metrics", "f1_score", nullptr},
    {"sklearn.metrics", "log_loss", "log_loss("},
    {"sklearn.metrics", "matthews_corrcoef", nullptr},
    {"sklearn.metrics", "max_error", "max_error("},
    {"sklearn.metrics", "mean_absolute_error", nullptr},
    {"sklearn.metrics", "mean_absolute_percentage_error", nullptr},
    {"sklearn.metrics", "mean_squared_error", nullptr},
    {"sklearn.metrics", "precision_score", nullptr},
    {"sklearn.metrics", "r2_score", nullptr},
    {"sklearn.metrics", "recall_score", nullptr},
    {"sklearn.metrics", "roc_auc_score", nullptr},
    {"sklearn.metrics", "silhouette_score", nullptr},
    {"sklearn.model_selection", "GroupKFold", nullptr},
    {"sklearn.model_selection", "GroupShuffleSplit", nullptr},
    {"sklearn.model_selection", "RepeatedKFold", nullptr},
    {"sklearn.model_selection", "RepeatedStratifiedKFold", nullptr},
    {"sklearn.model_selection", "TimeSeriesSplit", nullptr},
    {"sklearn.model_selection", "train_test_split", nullptr},
    {"sklearn.pipeline", "Pipeline", "Pipeline("},
    {"sklearn.pipeline", "make_pipeline", nullptr},
    {"sklearn.preprocessing", "StandardScaler", nullptr},
};

// Not as a part of a longer word, of an attribute or of a text.
bool isUsed(const KnownName &known, const QString &body)
{
    const QLatin1String sign(known.sign ? known.sign : known.name);
    for (int at = body.indexOf(sign); at >= 0; at = body.indexOf(sign, at + 1)) {
        const QChar before = at > 0 ? body[at - 1] : QLatin1Char(' ');
        if (!before.isLetterOrNumber() && !QStringLiteral("_.\"").contains(before))
            return true;
    }
    return false;
}

bool isStandard(const QString &module)
{
    static const QSet<QString> standard{QStringLiteral("argparse"), QStringLiteral("contextlib"),
                                        QStringLiteral("json"),     QStringLiteral("pathlib"),
                                        QStringLiteral("sys"),      QStringLiteral("time")};
    return standard.contains(module.section(QLatin1Char(' '), 0, 0));
}

// Constants in capitals, then classes, then functions, as isort sorts them.
bool comesFirst(const QString &a, const QString &b)
{
    const auto rank = [](const QString &name) {
        const bool constant = name.size() > 1 && name == name.toUpper();
        return constant ? 0 : name[0].isUpper() ? 1 : 2;
    };
    return std::pair(rank(a), a) < std::pair(rank(b), b);
}

QString fromLines(const QString &module, QStringList names)
{
    std::sort(names.begin(), names.end(), comesFirst);
    const QString head = QStringLiteral("from %1 import ").arg(module);
    QStringList together, lines;
    for (const QString &name : qAsConst(names)) {
        if (name.contains(QLatin1Char(' ')))
            lines << head + name;
        else
            together << name;
    }
    if (together.isEmpty())
        return lines.join(QLatin1Char('\n'));
    const QString line = head + together.join(QLatin1String(", "));
    PythonCode bracketed{head + QLatin1Char('('), {}, QStringLiteral(")")};
    for (const QString &name : qAsConst(together))
        bracketed.items << PythonCode{name, {}, {}};
    lines.prepend(line.size() <= 100 ? line : layOutLong(bracketed));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString importLines(const QString &body, const QVector<ImportedName> &more)
{
    QStringList plain[2];
    QMap<QString, QStringList> from[2];
    const auto add = [&](const QString &module, const QString &name) {
        const int group = isStandard(module.isEmpty() ? name : module) ? 0 : 1;
        QStringList &names = module.isEmpty() ? plain[group] : from[group][module];
        if (!names.contains(name))
            names << name;
    };
    for (const KnownName &known : knownNames) {
        if (isUsed(known, body))
            add(QLatin1String(known.module), QLatin1String(known.name));
    }
    for (const ImportedName &name : more)
        add(name.module, name.name);

    QStringList groups;
    for (const int group : {0, 1}) {
        QStringList lines;
        plain[group].sort();
        for (const QString &module : qAsConst(plain[group]))
            lines << QStringLiteral("import ") + module;
        for (auto names = from[group].cbegin(); names != from[group].cend(); ++names)
            lines << fromLines(names.key(), names.value());
        if (!lines.isEmpty())
            groups << lines.join(QLatin1Char('\n'));
    }
    return groups.join(QLatin1String("\n\n"));
}

} // namespace outcrop
