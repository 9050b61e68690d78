#include "app/window/description.h"
#include "app/window/desktop_theme.h"
#include "app/window/examples.h"
#include "app/window/main_window.h"
#include "app/window/screenshots.h"
#include "app/window/settings_dialog.h"
#include "app/window/start_measure.h"
#include "app/window/window_options.h"
#include "core/async/run_async.h"
#include "core/base/english_plurals.h"
#include "core/base/gui_thread.h"
#include "core/base/heap.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/secrets/keychain.h"

#include <QApplication>
#include <QFileInfo>
#include <QTimer>

#include <cstdio>
#include <future>
#include <optional>

using namespace outcrop;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Window)
};

constexpr int screenshotPoints = 10;

// The person's own types too, or a sentence why not, and the builtin ones.
struct LoadedCatalog
{
    Catalog catalog;
    QString problem;
};

LoadedCatalog loadCatalog(const Folders &folders)
{
    auto catalog = catalogWithOwnTypes(folders.data + QStringLiteral("/catalog"));
    return catalog ? LoadedCatalog{std::move(*catalog), {}}
                   : LoadedCatalog{builtinCatalog(), catalog.error().message};
}

// Nothing here is drawn by OpenGL. Qt loads it on X11 with the first window all the same, and with
// it a compiler; not while this lives. Programs that are started from here shall not inherit that.
class WithoutOpenGl
{
public:
    WithoutOpenGl() : m_isMine(!qEnvironmentVariableIsSet(variable))
    {
        if (m_isMine)
            qputenv(variable, "none");
    }
    ~WithoutOpenGl()
    {
        if (m_isMine)
            qunsetenv(variable);
    }
    Q_DISABLE_COPY(WithoutOpenGl)

private:
    static constexpr const char *variable = "QT_XCB_GL_INTEGRATION";
    const bool m_isMine;
};

int openWindow(QApplication &application, const WindowOptions &options, LoadedCatalog loaded,
               std::optional<WithoutOpenGl> &withoutOpenGl)
{
    const Folders folders = foldersFromEnvironment();
    Settings settings(folders);
    if (!options.screenshots.isEmpty()) { // As on a desktop: off screen it is larger than anywhere.
        QFont font = QApplication::font();
        font.setPointSize(screenshotPoints);
        QApplication::setFont(font);
    }
    Style style(application, themeChoice(options.theme.value_or(settings.theme())),
                Style::Sheet::WhenDressed);
    DesktopTheme desktopTheme(style);
    Workspace workspace(std::move(loaded.catalog), folders);
    JobServiceOptions jobs;
    jobs.dataFolder = folders.data;
    JobDesk desk(jobs, folders.cache);
    MainWindow window({workspace,
                       settings,
                       style,
                       desk,
                       nullptr,
                       {},
                       folders.config,
                       std::make_shared<Keychain>()});
    desktopTheme.takeEarly();
    style.dress();
    if (options.restore)
        window.restoreLayout();
    std::unique_ptr<StartMeasure> measure;
    if (options.measureStart)
        measure = std::make_unique<StartMeasure>(window);
    if (options.describe)
        new Description(window); // The window's child.
    window.show();
    withoutOpenGl.reset();
    QTimer::singleShot(0, &window, [&window, &style] { // It is not waited for.
        window.setWindowIcon(
            QIcon::fromTheme(QStringLiteral("outcrop"), style.icon(QStringLiteral("outcrop"))));
    });
    markGuiThread();

    if (options.restore && options.files.isEmpty())
        window.restoreFiles();
    for (const QString &file : options.files)
        window.openFile(QFileInfo(file).absoluteFilePath());
    workspace.findRecoveries();
    if (!loaded.problem.isEmpty())
        window.messages().showError(loaded.problem);
    runAsync(
        &window, [] { return findExamples(exampleFolder()); },
        [&window](const QVector<Example> &examples) { window.showExamples(examples); });
    std::unique_ptr<Screenshots> screenshots;
    if (!options.screenshots.isEmpty())
        screenshots = std::make_unique<Screenshots>(
            Screenshots::Parts{window, workspace, style, options.screenshots});
    return QApplication::exec();
}

} // namespace

// Loaded by the program when it is started without a sub-command.
extern "C" Q_DECL_EXPORT int outcropOpenWindow(int argc, char **argv)
{
    keepFreedMemory();
    QApplication::setAttribute(Qt::AA_EnableHighDpiScaling);
    QApplication::setAttribute(Qt::AA_UseHighDpiPixmaps);
    QApplication::setHighDpiScaleFactorRoundingPolicy(
        Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    std::optional<WithoutOpenGl> withoutOpenGl(std::in_place);
    // Decoded while the window system is being reached.
    auto catalog =
        std::async(std::launch::async, [] { return loadCatalog(foldersFromEnvironment()); });
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("outcrop"));
    QApplication::setApplicationDisplayName(QStringLiteral("Outcrop"));
    QApplication::setDesktopFileName(QStringLiteral("outcrop"));
    QApplication::setApplicationVersion(QStringLiteral(OUTCROP_VERSION));
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    const WindowOptions options = parseWindowOptions(QCoreApplication::arguments().mid(1));
    if (!options.error.isEmpty()) {
        std::fprintf(stderr, "outcrop: %s\n%s\n", qPrintable(options.error),
                     qPrintable(Tr::tr("See 'outcrop --help'.")));
        return 2;
    }
    return openWindow(application, options, catalog.get(), withoutOpenGl);
}
