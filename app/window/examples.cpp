#include "app/window/examples.h"

#include "core/base/gui_thread.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Examples)
};

// What people are told of those that are known; easy ones first.
QVector<Example> known()
{
    return {
        {QStringLiteral("breast-cancer"), Tr::tr("Breast cancer"),
         Tr::tr("Five classifiers on 569 biopsies, ranked by ROC AUC."), QStringLiteral("trophy")},
        {QStringLiteral("iris-csv"), Tr::tr("Iris from a CSV file"),
         Tr::tr("Your own table: three classifiers, ranked by accuracy."), QStringLiteral("table")},
        {QStringLiteral("diabetes"), Tr::tr("Diabetes"),
         Tr::tr("Five regressors, ranked by their error on held-out rows."),
         QStringLiteral("regression")},
        {QStringLiteral("digits"), Tr::tr("Handwritten digits"),
         Tr::tr("Ten classes; a network that shows its loss for 200 epochs."),
         QStringLiteral("network")},
        {QStringLiteral("wine-clusters"), Tr::tr("Wine clusters"),
         Tr::tr("Groups in a table without a target."), QStringLiteral("clusters")},
    };
}

} // namespace

QString exampleFolder()
{
    assertMayBlock();
    const QDir program(QCoreApplication::applicationDirPath());
    for (const char *place : {"../share/outcrop/examples", "../../../resources/examples"}) {
        const QString folder = QDir::cleanPath(program.filePath(QLatin1String(place)));
        if (QDir(folder).exists())
            return folder;
    }
    return {};
}

QVector<Example> findExamples(const QString &folder)
{
    assertMayBlock();
    QVector<Example> examples = known();
    for (Example &example : examples)
        example.path = folder + QLatin1Char('/') + example.path + QStringLiteral(".outcrop");
    const auto isMissing = [](const Example &example) { return !QFile::exists(example.path); };
    examples.erase(std::remove_if(examples.begin(), examples.end(), isMissing), examples.end());
    return examples;
}

} // namespace outcrop
