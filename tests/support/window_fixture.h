#pragma once

#include "app/window/main_window.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/edits.h"
#include "widgets/prompts/scripted_questions.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

namespace outcrop {

// A real window with everything behind it, in a home of its own; only its questions are answered by
// the test.
class WindowFixture
{
public:
    explicit WindowFixture(const QString &home, std::shared_ptr<SecretStore> secrets = {})
        : folders(foldersIn(home))
        , settings(folders)
        , style(*qApp, ThemeChoice::Light)
        , workspace(builtinCatalog(), folders)
        , desk(optionsFor(folders), folders.cache)
        , window(MainWindow::Parts{workspace, settings, style, desk, takeQuestions(),
                                   [this](const QString &title, const QString &text) {
                                       notices << title + QLatin1Char('\n') + text;
                                   },
                                   folders.config, std::move(secrets)})
    {
        window.resize(1400, 900);
        window.show();
    }

    static Folders foldersIn(const QString &home)
    {
        Folders folders;
        folders.config = home + QStringLiteral("/config");
        folders.data = home + QStringLiteral("/data");
        folders.state = home + QStringLiteral("/state");
        folders.cache = home + QStringLiteral("/cache");
        return folders;
    }

    static QString example(const QString &name)
    {
        return QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples/%1.outcrop").arg(name);
    }

    OpenDocument *document() { return window.buildPlace().tabs().current(); }
    CanvasView &canvas() { return window.panels().page()->canvas(); }
    QAction *action(const char *id) { return window.commands().find(QLatin1String(id)); }
    void trigger(const char *id) { action(id)->trigger(); }

    bool openExample(const QString &name)
    {
        workspace.openCopy(example(name));
        return waitFor([this, name] { return document() && document()->name() == name; })
               && waitFor([this] { return document()->isChecked(); });
    }

    // In the example "iris-csv": well formed, and this candidate fails while it trains.
    void askForTooManyNeighbours()
    {
        PipelineDocument &pipeline = document()->document();
        const BlockId block = pipeline.pipeline().findById(QStringLiteral("neighbours"));
        pipeline.apply(QStringLiteral("Edit"),
                       setAttribute(pipeline.pipeline(), block, QStringLiteral("n_neighbors"),
                                    AttributeValue(qint64(149)), builtinCatalog()));
    }

    void keepNoOtherCandidate()
    {
        PipelineDocument &pipeline = document()->document();
        const auto block = [&](const char *id) {
            return pipeline.pipeline().findById(QLatin1String(id));
        };
        pipeline.apply(QStringLiteral("Delete"),
                       removeBlocks(pipeline.pipeline(), {block("logistic"), block("tree")}));
    }

    // Generous: the machine may be busy with other things.
    static bool waitFor(const std::function<bool()> &condition, int milliseconds = 120000)
    {
        return QTest::qWaitFor(condition, milliseconds);
    }

    Folders folders;
    Settings settings;
    Style style;
    Workspace workspace;
    JobDesk desk;
    ScriptedQuestions *questions = nullptr; // The window owns them.
    QStringList notices;                    // What the desktop was told.
    MainWindow window;

private:
    static JobServiceOptions optionsFor(const Folders &folders)
    {
        JobServiceOptions options;
        options.dataFolder = folders.data;
        return options;
    }

    std::unique_ptr<Questions> takeQuestions()
    {
        auto scripted = std::make_unique<ScriptedQuestions>();
        questions = scripted.get();
        return scripted;
    }
};

} // namespace outcrop
