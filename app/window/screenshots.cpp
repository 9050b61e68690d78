#include "app/window/screenshots.h"

#include "app/window/examples.h"
#include "core/async/run_async.h"
#include "core/base/files.h"
#include "core/pipeline/edits.h"
#include "widgets/hosts/forget_key_dialog.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/hosts/key_dialog.h"
#include "widgets/hosts/login_dialog.h"
#include "widgets/jobs/job_commands.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/results_place.h"
#include "widgets/outline/outline_panel.h"
#include "widgets/properties/property_panel.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFileInfo>
#include <QLayout>
#include <QPainter>
#include <QTableView>
#include <QThreadPool>
#include <QTreeView>

#include <algorithm>
#include <array>
#include <cstdio>

namespace outcrop {

namespace {

constexpr int lookMilliseconds = 15;
constexpr int looksInARow = 12; // What is still being laid out or drawn has come by then.
const std::array sizes{QSize(1024, 600), QSize(1920, 1080)};

QString nameOf(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

QString nameOf(ThemeChoice theme)
{
    return theme == ThemeChoice::HighContrast ? QStringLiteral("high-contrast")
           : theme == ThemeChoice::Dark       ? QStringLiteral("dark")
                                              : QStringLiteral("light");
}

} // namespace

Screenshots::Screenshots(const Parts &parts) : QObject(&parts.window), m_parts(parts)
{
    connect(&m_timer, &QTimer::timeout, this, &Screenshots::step);
    runAsync(
        this,
        [folder = parts.folder] {
            return makeFolder(folder) ? findExamples(exampleFolder()) : QVector<Example>();
        },
        [this](const QVector<Example> &examples) {
            plan(examples);
            m_timer.start(lookMilliseconds);
        });
}

void Screenshots::plan(const QVector<Example> &examples)
{
    const std::array themes{ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast};
    for (const ThemeChoice theme : themes) {
        for (const QSize size : sizes) {
            if (theme == ThemeChoice::HighContrast && size != sizes.front())
                continue; // The same but for its colours.
            m_shots.push_back({{},
                               [this, theme, size] {
                                   m_parts.style.choose(theme);
                                   m_parts.window.resize(size);
                               },
                               {}});
            planLook(theme, size, examples);
        }
    }
}

void Screenshots::planLook(ThemeChoice theme, QSize size, const QVector<Example> &examples)
{
    const QString look = QStringLiteral("%1-%2x%3@%4x")
                             .arg(nameOf(theme))
                             .arg(size.width())
                             .arg(size.height())
                             .arg(m_parts.window.devicePixelRatioF());
    const auto closeAll = [this] {
        for (OpenDocument *const document : m_parts.workspace.documents())
            m_parts.workspace.close(document);
        m_parts.window.panels().show(Panels::Panel::Code);
        m_parts.window.showPlace(MainWindow::Build);
    };
    m_shots.push_back({QStringLiteral("welcome-") + look, closeAll, {}});
    for (const Example &example : examples) {
        const QString name = nameOf(example.path);
        m_shots.push_back({QStringLiteral("build-%1-%2").arg(name, look),
                           [this, path = example.path] {
                               m_parts.workspace.openCopy(path);
                               m_parts.window.panels().show(Panels::Panel::Palette);
                           },
                           [this, name] {
                               const OpenDocument *const document = documentNamed(name);
                               return document && document->isChecked();
                           }});
    }
    planPanels(look);
    planPlaces(look);
}

void Screenshots::planPanels(const QString &look)
{
    const auto addPanel = [&](const char *name, Panels::Panel panel) {
        m_shots.push_back({QStringLiteral("%1-%2").arg(QLatin1String(name), look),
                           [this, panel] { m_parts.window.panels().show(panel); },
                           {}});
    };
    m_shots.push_back({{},
                       [this] {
                           OpenDocument *const document = documentNamed(QStringLiteral("iris-csv"));
                           if (!document)
                               return;
                           m_parts.window.buildPlace().tabs().setCurrent(document);
                           m_parts.window.panels().page()->canvas().reveal(
                               document->pipeline().findById(QStringLiteral("tree")));
                       },
                       {}});
    addPanel("code", Panels::Panel::Code);
    addPanel("data", Panels::Panel::Data);
    m_shots.push_back({QStringLiteral("outline-") + look,
                       [this] {
                           m_parts.window.panels().show(Panels::Panel::Outline);
                           auto *const tree =
                               m_parts.window.findChild<OutlinePanel *>()->findChild<QTreeView *>();
                           const auto rows = tree->selectionModel()->selectedRows();
                           if (!rows.isEmpty())
                               tree->expand(rows.first());
                       },
                       {}});
    m_shots.push_back({QStringLiteral("properties-") + look,
                       [this] {
                           const OpenDocument *const document =
                               documentNamed(QStringLiteral("iris-csv"));
                           m_parts.window.panels().show(Panels::Panel::Properties);
                           if (document)
                               m_parts.window.findChild<PropertyPanel *>()->editAttribute(
                                   document->pipeline().findById(QStringLiteral("tree")),
                                   QStringLiteral("max_depth"));
                       },
                       {}});
    m_shots.push_back(
        {QStringLiteral("problems-") + look,
         [this] {
             m_parts.window.panels().show(Panels::Panel::Problems);
             OpenDocument *const document = documentNamed(QStringLiteral("iris-csv"));
             if (!document)
                 return;
             const Pipeline &pipeline = document->pipeline();
             document->document().apply(
                 QStringLiteral("Delete"),
                 removeBlocks(pipeline, {pipeline.findById(QStringLiteral("split"))}));
         },
         [this] {
             const OpenDocument *const document = documentNamed(QStringLiteral("iris-csv"));
             return !document || document->isChecked();
         }});
    m_shots.push_back({{}, // Nothing is left to be recovered.
                       [this] {
                           if (OpenDocument *const document =
                                   documentNamed(QStringLiteral("iris-csv")))
                               document->document().undo();
                       },
                       {}});
}

void Screenshots::planPlaces(const QString &look)
{
    m_shots.push_back({QStringLiteral("results-") + look,
                       [this] {
                           m_parts.window.showPlace(MainWindow::Results);
                           showChart("overview");
                           QCoreApplication::sendPostedEvents();
                       },
                       {}});
    for (const char *chart : {"leaderboard", "loss", "roc", "precision-recall", "confusion",
                              "scores", "latency", "resources"})
        m_shots.push_back({QStringLiteral("%1-%2").arg(QLatin1String(chart), look),
                           [this, chart] { showChart(chart); },
                           {}});
    m_shots.push_back({QStringLiteral("comparison-") + look,
                       [this] {
                           showChart("overview");
                           auto *const jobs = qobject_cast<QTableView *>(
                               m_parts.window.resultsPlace().focusProxy());
                           jobs->selectAll();
                       },
                       {}});
    m_shots.push_back({{},
                       [this] {
                           ResultsPlace &results = m_parts.window.resultsPlace();
                           results.selectJobs(results.selectedJobs().mid(0, 1));
                       },
                       {}});
    m_shots.push_back({QStringLiteral("run-") + look,
                       [this] {
                           ResultsPlace &results = m_parts.window.resultsPlace();
                           for (const QString &uuid : results.selectedJobs())
                               emit results.commands()->openPipelineWished(uuid);
                           m_parts.window.panels().show(Panels::Panel::Code);
                       },
                       [this] {
                           const RunControl &runs = m_parts.window.runs();
                           return m_parts.window.resultsPlace().selectedJobs().isEmpty()
                                  || (runs.job() && runs.isShown());
                       }});
    m_shots.push_back({QStringLiteral("log-") + look,
                       [this] { m_parts.window.panels().show(Panels::Panel::Log); },
                       {}});
    m_shots.push_back({QStringLiteral("run-actual-size-") + look,
                       [this] {
                           m_parts.window.panels().show(Panels::Panel::Code);
                           if (DocumentPage *const page = m_parts.window.panels().page())
                               page->canvas().zoomToActualSize();
                       },
                       {}});
    m_shots.push_back({QStringLiteral("hosts-") + look,
                       [this] { m_parts.window.showPlace(MainWindow::Hosts); },
                       [this] {
                           const auto *const hosts = m_parts.window.findChild<HostsPlace *>();
                           return hosts && hosts->hasLooked();
                       }});
    m_shots.push_back({QStringLiteral("add-host-") + look,
                       [this] { m_parts.window.findChild<HostsPlace *>()->askToAdd(); },
                       {}});
    planHostDialogs(look);
    m_shots.push_back({QStringLiteral("commands-") + look,
                       [this] {
                           m_parts.window.showPlace(MainWindow::Build);
                           m_parts.window.commandPalette().open();
                       },
                       {}});
    for (const char *dialog : {"settings", "shortcuts", "submit_package"})
        m_shots.push_back(
            {QStringLiteral("%1-%2").arg(QLatin1String(dialog), look),
             [this, dialog] { m_parts.window.commands().find(QLatin1String(dialog))->trigger(); },
             {}});
}

// What a host asks that there is none of here.
void Screenshots::planHostDialogs(const QString &look)
{
    const auto show = [](QDialog *dialog) {
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    };
    const auto plan = [this, look](const char *name, const std::function<void()> &open) {
        m_shots.push_back({QStringLiteral("%1-%2").arg(QLatin1String(name), look), open, {}});
    };
    plan("host-key", [this, show] {
        HostKeyQuestion question{QStringLiteral("ann@lab"),
                                 QStringLiteral("lab"),
                                 false,
                                 {"ssh-ed25519", "The key of a host that is not there."},
                                 {}};
        show(new KeyDialog(question, m_parts.style, &m_parts.window));
    });
    plan("forget-host-key", [this, show] {
        show(new ForgetKeyDialog(QStringLiteral("lab"), m_parts.style, &m_parts.window));
    });
    LoginQuestion question;
    question.host = QStringLiteral("ann@lab");
    question.hostText = QStringLiteral("Machines of the lab. Be kind to the others.");
    question.keeping = LoginQuestion::Keeping::Offered;
    question.prompts.push_back({});
    plan("login", [this, show, question] {
        show(new LoginDialog(question, m_parts.style, &m_parts.window));
    });
    question.kind = LoginQuestion::Kind::Passphrase;
    question.file = QStringLiteral("/home/ann/.ssh/id_ed25519");
    question.hostText.clear();
    question.attempt = 2;
    plan("passphrase", [this, show, question] {
        show(new LoginDialog(question, m_parts.style, &m_parts.window));
    });
}

void Screenshots::showChart(const char *key)
{
    m_parts.window.resultsPlace().details()->setCurrentTab(QLatin1String(key));
}

OpenDocument *Screenshots::documentNamed(const QString &name) const
{
    for (OpenDocument *const document : m_parts.workspace.documents()) {
        if (document->name() == name)
            return document;
    }
    return nullptr;
}

// Nobody is reading or computing for the window.
bool Screenshots::isSettled() const
{
    return QThreadPool::globalInstance()->activeThreadCount() == 0;
}

// Dialogs and popups over the window.
QVector<QWidget *> Screenshots::othersInSight() const
{
    QVector<QWidget *> others;
    for (QWidget *const widget : QApplication::topLevelWidgets()) {
        if (widget != &m_parts.window && widget->isVisible())
            others << widget;
    }
    return others;
}

void Screenshots::step()
{
    if (m_shots.empty()) {
        m_timer.stop();
        QCoreApplication::exit(0);
        return;
    }
    const Shot &shot = m_shots.front();
    if (!m_isPrepared) {
        shot.prepare();
        m_isPrepared = true;
        m_readyFor = 0;
        return;
    }
    const bool ready = isSettled() && (!shot.isReady || shot.isReady());
    m_readyFor = ready ? m_readyFor + 1 : 0;
    if (m_readyFor < looksInARow)
        return;
    if (!shot.name.isEmpty())
        draw(shot.name);
    for (QWidget *const window : othersInSight())
        window->close();
    m_shots.pop_front();
    m_isPrepared = false;
}

// Qt lets no dialog be higher than two thirds of the screen, which is 800 pixels high off screen,
// at 2x too: no person has such a one.
void Screenshots::makeRoom(QWidget &dialog) const
{
    const QLayout *const layout = dialog.layout();
    if (!layout)
        return;
    const int wished = layout->hasHeightForWidth() ? layout->totalHeightForWidth(dialog.width())
                                                   : layout->totalSizeHint().height();
    dialog.resize(dialog.width(),
                  std::max(dialog.height(), std::min(wished, m_parts.window.height())));
}

void Screenshots::draw(const QString &name)
{
    QPixmap picture = m_parts.window.grab();
    for (QWidget *const window : othersInSight()) {
        if (qobject_cast<QDialog *>(window))
            makeRoom(*window);
        QPainter painter(&picture);
        const QRect within = m_parts.window.rect();
        const QPoint place = // Off screen nobody centres a dialog.
            qobject_cast<QDialog *>(window)
                ? within.center() - QRect(QPoint(), window->size()).center()
                : m_parts.window.mapFromGlobal(window->pos());
        painter.drawPixmap(place, window->grab());
        painter.setPen(m_parts.style.theme().strongLine); // As a window manager would.
        painter.drawRect(QRect(place, window->size()).adjusted(-1, -1, 0, 0));
    }
    const QString path = QDir(m_parts.folder).filePath(name + QStringLiteral(".png"));
    picture.save(path);
    std::puts(qPrintable(path));
    std::fflush(stdout);
}

} // namespace outcrop
