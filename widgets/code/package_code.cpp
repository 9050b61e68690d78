#include "widgets/code/package_code.h"

#include "core/codegen/generate.h"
#include "core/package/assemble.h"

#include <algorithm>

namespace outcrop {

namespace {

const QLatin1String firstFile("train.py");

const QStringList &packageOnly()
{
    static const QStringList names{QStringLiteral("params.json"), QStringLiteral("metadata.yaml"),
                                   QStringLiteral("pipeline.outcrop")};
    return names;
}

// Code first, then what describes it, then what every package has alike.
int placeOf(const QString &file)
{
    static const QStringList order{
        QStringLiteral("train.py"),         QStringLiteral("predict.py"),
        QStringLiteral("scripts/"),         QStringLiteral("params.json"),
        QStringLiteral("metadata.yaml"),    QStringLiteral("requirements.txt"),
        QStringLiteral("pipeline.outcrop"), QStringLiteral("notebook.ipynb")};
    for (int i = 0; i < order.size(); ++i) {
        if (file.startsWith(order[i]))
            return i;
    }
    return order.size();
}

QStringList fileNames(const GeneratedFiles &generated)
{
    QStringList names = packageOnly();
    for (auto file = generated.begin(); file != generated.end(); ++file) {
        if (!file->isEmpty() && !names.contains(file.key()))
            names.append(file.key());
    }
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) {
        return std::pair(placeOf(a), a) < std::pair(placeOf(b), b);
    });
    return names;
}

Result<QString> textOf(const CodeWish &wish, const GeneratedFiles &generated, const QString &file)
{
    if (!packageOnly().contains(file))
        return QString::fromUtf8(generated.value(file));
    const auto package = assemblePackage(wish.pipeline, wish.catalog, wish.folder);
    if (!package)
        return failure(package.error());
    return QString::fromUtf8(package->files.value(file).content);
}

} // namespace

Result<PackageCode> packageCode(const CodeWish &wish, CodeColors &colors)
{
    const auto plan = makePlan(wish.pipeline, wish.catalog);
    if (!plan)
        return failure(plan.error());
    const GeneratedFiles generated = generate(*plan);

    PackageCode code;
    code.files = fileNames(generated);
    code.file = code.files.contains(wish.file) ? wish.file : QString(firstFile);
    const auto text = textOf(wish, generated, code.file);
    if (!text)
        return failure(text.error());
    code.text = *text;

    QSet<QString> blocks;
    wish.pipeline.forEachBlock([&](BlockId, const Block &block) { blocks.insert(block.id); });
    code.blocks = blockLines(code.file, code.text, blocks);
    code.colors = colors.read(code.file, code.text);
    return code;
}

} // namespace outcrop
