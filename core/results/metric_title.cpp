#include "core/results/metric_title.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QMap>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::MetricTitle)
};

constexpr int longestTitle = 40;

} // namespace

QString metricTitle(const QString &metric)
{
    const QMap<QString, QString> titles{
        {QStringLiteral("roc_auc"), Tr::tr("ROC AUC")},
        {QStringLiteral("average_precision"), Tr::tr("Average precision")},
        {QStringLiteral("accuracy"), Tr::tr("Accuracy")},
        {QStringLiteral("balanced_accuracy"), Tr::tr("Balanced accuracy")},
        {QStringLiteral("f1"), Tr::tr("F1")},
        {QStringLiteral("precision"), Tr::tr("Precision")},
        {QStringLiteral("recall"), Tr::tr("Recall")},
        {QStringLiteral("log_loss"), Tr::tr("Log loss")},
        {QStringLiteral("mcc"), Tr::tr("MCC")},
        {QStringLiteral("r2"), Tr::tr("R²")},
        {QStringLiteral("rmse"), Tr::tr("RMSE")},
        {QStringLiteral("mae"), Tr::tr("MAE")},
        {QStringLiteral("mape"), Tr::tr("MAPE")},
        {QStringLiteral("max_error"), Tr::tr("Max error")},
        {QStringLiteral("silhouette"), Tr::tr("Silhouette")},
        {QStringLiteral("calinski_harabasz"), Tr::tr("Calinski–Harabasz")},
        {QStringLiteral("davies_bouldin"), Tr::tr("Davies–Bouldin")},
    };
    return titles.value(
        metric, plainLine(metric, longestTitle).replace(QLatin1Char('_'), QLatin1Char(' ')));
}

} // namespace outcrop
