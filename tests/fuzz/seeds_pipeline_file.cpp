#include "core/pipeline_file/pipeline_file.h"
#include "tests/fuzz/seeds.h"
#include "tests/pipeline/samples.h"

#include <QDir>
#include <QFile>

std::vector<QByteArray> fuzzSeeds()
{
    const QByteArray head = "outcrop: 1\nname: x\nseed: 0\n";
    std::vector<QByteArray> seeds{
        outcrop::formatPipeline(outcrop::samples::large(8, 3)),
        head
            + "blocks: [{id: a, type: t, attributes: {x: {search: {int: [1, 2], log: true}}, y: "
              "[1, 1.0, [null]]}}]\n",
        head
            + "blocks: [{id: a, type: t, attributes: {x: {search: {choice: [a, 1.5]}}}, later: {b: "
              "[1]}}]\n",
        head
            + "blocks: [{id: a, type: t}]\nconnections: [a.x -> a.x, a.x -> b.y, \" -> \"]\nlater: "
              "{a: 1}\n",
        head
            + "groups: [{title: g, color: red, blocks: [a]}]\nnotes: [{text: \"a\\nb\", position: "
              "[1, 2.5]}]\n",
        head + "blocks: &a [*a]\n",
        "outcrop: 2\n",
    };
    const QDir examples(QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples"));
    for (const QString &name : examples.entryList({QStringLiteral("*.outcrop")})) {
        QFile file(examples.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            seeds.push_back(file.readAll());
    }
    return seeds;
}
