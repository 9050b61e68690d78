#include "core/models/predict.h"

#include "core/base/text.h"
#include "core/hosts/shell_text.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Predict)
};

constexpr int noModel = 66;
constexpr int noPython = 127;

// The first Python that can open the model; constants but for quoted words.
QByteArray predictScript(const HostProfile &host, const QByteArray &results, const QByteArray &csv)
{
    QByteArray pythons;
    for (const QString &python : host.pythons)
        pythons += ' ' + shellWord(python.toUtf8());
    return "cd " + shellWord(results) + " && [ -f predict.py ] || exit "
           + QByteArray::number(noModel)
           + "\n"
             "for python in"
           + pythons
           + "; do\n"
             "    \"$python\" -c 'import sys; assert sys.version_info >= (3, 8); import joblib, "
             "pandas, sklearn'"
             " 2> /dev/null || continue\n"
             "    \"$python\" predict.py -- "
           + shellWord(csv)
           + " || exit 1\n"
             "    exit 0\n"
             "done\n"
             "exit "
           + QByteArray::number(noPython) + "\n";
}

QString lastLine(const QByteArray &errors)
{
    const QStringList lines = QString::fromUtf8(errors).trimmed().split(QLatin1Char('\n'));
    return plainLine(lines.last());
}

} // namespace

Result<QByteArray> predictRows(RemoteShell &shell, const HostProfile &host,
                               const QByteArray &results, const QByteArray &csv,
                               const Patience &patience)
{
    const auto output = shell.run(predictScript(host, results, csv), patience);
    if (!output)
        return failure(output.error());
    switch (output->exitCode) {
    case 0:
        return output->body;
    case noModel:
        return failure(ErrorKind::NotFound, Tr::tr("This job kept no model: %1 has no predict.py.")
                                                .arg(plainLine(QString::fromUtf8(results))));
    case noPython:
        return failure(ErrorKind::NotFound,
                       Tr::tr("No Python on %1 has scikit-learn, pandas and joblib, which the "
                              "model needs; on Debian: apt-get install python3-sklearn "
                              "python3-pandas python3-joblib.")
                           .arg(host.title));
    default:
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The model cannot predict %1: %2")
                           .arg(plainLine(QString::fromUtf8(csv)), lastLine(output->errors)));
    }
}

} // namespace outcrop
