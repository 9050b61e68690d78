#include "app/window/main_window.h"
#include "app/window/pane_cycle.h"
#include "app/window/settings_dialog.h"
#include "app/window/shortcut_editor.h"

#include <QApplication>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QSysInfo>

namespace outcrop {

namespace {

QList<QKeySequence> keys(QKeySequence::StandardKey key)
{
    return QKeySequence::keyBindings(key);
}

QList<QKeySequence> keys(const char *first, const char *second = nullptr)
{
    QList<QKeySequence> keys{QKeySequence(QLatin1String(first))};
    if (second)
        keys << QKeySequence(QLatin1String(second));
    return keys;
}

} // namespace

QAction *MainWindow::addTo(QMenu *menu, const Command &command, const Act &act)
{
    Command placed = command;
    placed.place = menu->title().remove(QLatin1Char('&'));
    QAction *const action = m_commands.add(placed);
    connect(action, &QAction::triggered, this, act);
    menu->addAction(action);
    return action;
}

// Its keys work while the focus is in the canvas; elsewhere they mean something else.
QAction *MainWindow::addCanvasCommand(QMenu *menu, const Command &command,
                                      void (CanvasView::*slot)())
{
    Command scoped = command;
    scoped.scope = m_build->canvases();
    QAction *const action = addTo(menu, scoped, [this, slot] {
        if (DocumentPage *const page = m_panels->page())
            (page->canvas().*slot)();
    });
    action->setProperty("needsDocument", true);
    return action;
}

QAction *MainWindow::addToggle(QMenu *menu, const Command &command, BuildPlace::Side side)
{
    QAction *const action =
        addTo(menu, command, [this, side] { m_build->setShown(side, !m_build->isShown(side)); });
    action->setCheckable(true);
    connect(menu, &QMenu::aboutToShow, action,
            [this, action, side] { action->setChecked(m_build->isShown(side)); });
    return action;
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeRunMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu *const menu = menuBar()->addMenu(tr("&File"));
    FileControl *const files = m_files.get();
    addTo(menu,
          {QStringLiteral("new"), {}, tr("&New"), keys(QKeySequence::New), QStringLiteral("new")},
          [files] { files->create(); });
    addTo(menu,
          {QStringLiteral("open"),
           {},
           tr("&Open…"),
           keys(QKeySequence::Open),
           QStringLiteral("open")},
          [files] { files->askToOpen(); });
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    m_recentMenu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, &MainWindow::showRecent);
    menu->addSeparator();
    const auto onDocument = [this](const auto &act) {
        return [this, act] {
            if (m_document)
                act(m_document);
        };
    };
    const auto add = [&](const char *id, const QString &text, const QList<QKeySequence> &shortcuts,
                         const char *icon, const auto &act) {
        addTo(menu, {QLatin1String(id), {}, text, shortcuts, QLatin1String(icon)}, onDocument(act))
            ->setProperty("needsDocument", true);
    };
    add("save", tr("&Save"), keys(QKeySequence::Save), "save",
        [files](OpenDocument *document) { files->save(document); });
    add("save_as", tr("Save &as…"), keys("Ctrl+Shift+S"), "",
        [files](OpenDocument *document) { files->saveAs(document); });
    menu->addSeparator();
    ExportControl *const exports = m_exports.get();
    add("export_folder", tr("&Export Python and notebook…"), {}, "export",
        [exports](OpenDocument *document) { exports->exportFolder(*document); });
    add("export_package", tr("Export the &package…"), keys("Ctrl+Shift+E"), "",
        [exports](OpenDocument *document) { exports->exportPackage(*document); });
    menu->addSeparator();
    add("close", tr("&Close"), keys("Ctrl+W"), "",
        [files](OpenDocument *document) { files->close({document}); });
    addTo(menu, {QStringLiteral("quit"), {}, tr("&Quit"), keys("Ctrl+Q"), {}}, [this] { close(); });
}

void MainWindow::fillRecentMenu(const QVector<RecentFile> &files)
{
    if (m_recentMenu->isVisible())
        return; // Not under the pointer.
    m_recentMenu->clear();
    qDeleteAll(m_recentMenu->findChildren<QMenu *>());
    FileControl *const control = m_files.get();
    const auto nameOf = [](const RecentFile &file) {
        return QFileInfo(file.path).completeBaseName().replace(QLatin1Char('&'),
                                                               QStringLiteral("&&"));
    };
    QMenu *missing = nullptr;
    for (const RecentFile &file : files) {
        QAction *const action = m_recentMenu->addAction(nameOf(file));
        action->setToolTip(file.path);
        action->setEnabled(!file.missing);
        connect(action, &QAction::triggered, control,
                [control, path = file.path] { control->open(path); });
        if (!file.missing)
            continue;
        action->setText(tr("%1 is not there any more").arg(nameOf(file)));
        if (!missing)
            missing = new QMenu(tr("&Remove from this list"), m_recentMenu);
        connect(missing->addAction(nameOf(file)), &QAction::triggered, control,
                [control, path = file.path] { control->forget(path); });
    }
    if (files.isEmpty()) {
        m_recentMenu->addAction(tr("Nothing yet"))->setEnabled(false);
        return;
    }
    m_recentMenu->addSeparator();
    if (missing)
        m_recentMenu->addMenu(missing);
    connect(m_recentMenu->addAction(tr("&Clear")), &QAction::triggered, control,
            &FileControl::forgetAll);
}

void MainWindow::makeEditMenu()
{
    QMenu *const menu = menuBar()->addMenu(tr("&Edit"));
    addTo(
        menu,
        {QStringLiteral("undo"), {}, tr("&Undo"), keys(QKeySequence::Undo), QStringLiteral("undo")},
        [this] { m_document->document().undo(); });
    addTo(menu,
          {QStringLiteral("redo"),
           {},
           tr("&Redo"),
           keys("Ctrl+Shift+Z", "Ctrl+Y"),
           QStringLiteral("redo")},
          [this] { m_document->document().redo(); });
    menu->addSeparator();
    const auto add = [&](const char *id, const QString &text, const QList<QKeySequence> &shortcuts,
                         const char *icon, void (CanvasView::*slot)(), bool needsSelection = true) {
        addCanvasCommand(menu, {QLatin1String(id), {}, text, shortcuts, QLatin1String(icon)}, slot)
            ->setProperty("needsSelection", needsSelection);
    };
    add("cut", tr("Cu&t"), keys(QKeySequence::Cut), "", &CanvasView::cut);
    add("copy", tr("&Copy"), keys(QKeySequence::Copy), "copy", &CanvasView::copy);
    add("paste", tr("&Paste"), keys(QKeySequence::Paste), "paste", &CanvasView::paste, false);
    add("duplicate", tr("&Duplicate"), keys("Ctrl+D"), "", &CanvasView::duplicateSelected);
    add("delete", tr("De&lete"), keys("Del", "Backspace"), "delete", &CanvasView::deleteSelected,
        false);
    add("select_all", tr("Select &all"), keys(QKeySequence::SelectAll), "", &CanvasView::selectAll,
        false);
    menu->addSeparator();
    QAction *const addBlock = addTo(menu,
                                    {QStringLiteral("add_block"),
                                     {},
                                     tr("Add a &block…"),
                                     keys("Ctrl+K", "/"),
                                     QStringLiteral("plus")},
                                    [this] {
                                        if (m_document)
                                            m_panels->show(Panels::Panel::Palette);
                                    });
    addBlock->setProperty("needsDocument", true);
    add("connect", tr("C&onnect…"), keys("Ctrl+L"), "link", &CanvasView::connectSelected);
    add("rename", tr("Rena&me"), keys("F2"), "", &CanvasView::renameSelected, false);
    add("group", tr("&Group"), keys("Ctrl+G"), "group", &CanvasView::group);
    add("ungroup", tr("Ungroup"), keys("Ctrl+Shift+G"), "", &CanvasView::ungroup, false);
    add("note", tr("Add a not&e"), {}, "note", &CanvasView::addNote, false);
    add("arrange", tr("Arra&nge"), keys("Ctrl+Shift+A"), "arrange", &CanvasView::arrangeBlocks,
        false);
    menu->addSeparator();
    const Command find{QStringLiteral("find"),     {},
                       tr("&Find on the canvas…"), keys(QKeySequence::Find),
                       QStringLiteral("search"),   m_build->canvases()};
    addTo(menu, find, [this] {
        if (m_panels->page())
            m_panels->page()->find();
    })->setProperty("needsDocument", true);
    menu->addSeparator();
    addTo(menu,
          {QStringLiteral("settings"),
           {},
           tr("&Settings…"),
           keys("Ctrl+,"),
           QStringLiteral("settings")},
          [this] { (new SettingsDialog(m_parts.settings, m_parts.style, this))->open(); });
}

void MainWindow::makeViewMenu()
{
    QMenu *const menu = menuBar()->addMenu(tr("&View"));
    const auto addPlace = [&](const char *id, const QString &text, const char *key, Place place) {
        addTo(menu, {QLatin1String(id), {}, text, keys(key), {}},
              [this, place] { showPlace(place); });
    };
    addPlace("place_build", tr("&Build"), "Ctrl+1", Build);
    addPlace("place_results", tr("&Results"), "Ctrl+2", Results);
    addPlace("place_hosts", tr("&Hosts"), "Ctrl+3", Hosts);
    menu->addSeparator();
    const auto add = [&](const char *id, const QString &text, const QList<QKeySequence> &shortcuts,
                         const char *icon, void (CanvasView::*slot)()) {
        addCanvasCommand(menu, {QLatin1String(id), {}, text, shortcuts, QLatin1String(icon)}, slot);
    };
    add("zoom_in", tr("Zoom &in"), keys("Ctrl++", "Ctrl+="), "zoom_in", &CanvasView::zoomIn);
    add("zoom_out", tr("Zoom &out"), keys("Ctrl+-"), "zoom_out", &CanvasView::zoomOut);
    add("zoom_actual", tr("&Actual size"), keys("Ctrl+0"), "", &CanvasView::zoomToActualSize);
    add("fit_all", tr("&Fit all"), keys("Ctrl+9"), "fit", &CanvasView::fitAll);
    add("fit_selection", tr("Fit &selection"), keys("Ctrl+8"), "", &CanvasView::fitSelection);
    menu->addSeparator();
    addToggle(menu, {QStringLiteral("left"), {}, tr("Blocks and out&line"), keys("F7"), {}},
              BuildPlace::Side::Left);
    addToggle(menu,
              {QStringLiteral("bottom"), {}, tr("Problems, code, &data, log"), keys("F8"), {}},
              BuildPlace::Side::Bottom);
    addToggle(menu, {QStringLiteral("right"), {}, tr("&Properties"), keys("F9"), {}},
              BuildPlace::Side::Right);
    const auto addPanel = [&](const char *id, const QString &text, const char *key,
                              Panels::Panel panel) {
        addTo(menu, {QLatin1String(id), {}, text, keys(key), {}}, [this, panel] {
            m_panels->show(panel);
        })->setProperty("needsDocument", true);
    };
    addPanel("outline", tr("Show the outline"), "Ctrl+Shift+O", Panels::Panel::Outline);
    addPanel("problems", tr("Show problems"), "Ctrl+Shift+M", Panels::Panel::Problems);
    addPanel("code", tr("Show code"), "Ctrl+Shift+C", Panels::Panel::Code);
    addPanel("data", tr("Show data"), "Ctrl+Shift+D", Panels::Panel::Data);
    addPanel("log", tr("Show the log"), "Ctrl+Shift+L", Panels::Panel::Log);
    menu->addSeparator();
    const auto addStep = [&](const char *id, const QString &text,
                             const QList<QKeySequence> &shortcuts, const Act &act) {
        addTo(menu, {QLatin1String(id), {}, text, shortcuts, {}}, act);
    };
    addStep("next_tab", tr("&Next pipeline"), keys("Ctrl+Tab", "Ctrl+PgDown"),
            [this] { m_build->tabs().step(1); });
    addStep("previous_tab", tr("Pre&vious pipeline"), keys("Ctrl+Shift+Tab", "Ctrl+PgUp"),
            [this] { m_build->tabs().step(-1); });
    addStep("next_pane", tr("Next pane"), keys("F6"), [this] { cyclePanes(panes(), 1); });
    addStep("previous_pane", tr("Previous pane"), keys("Shift+F6"),
            [this] { cyclePanes(panes(), -1); });
    addStep("full_screen", tr("F&ull screen"), keys("F11"),
            [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
}

void MainWindow::makeRunMenu()
{
    QMenu *const menu = menuBar()->addMenu(tr("&Run"));
    addTo(menu,
          {QStringLiteral("run"), {}, tr("&Run"), keys("F5", "Ctrl+R"), QStringLiteral("run")},
          [this] { run(); });
    addTo(menu, {QStringLiteral("run_with"), {}, tr("Run &with…"), keys("Alt+F5"), {}},
          [this] { askHowToRun(); });
    addTo(menu, {QStringLiteral("stop"), {}, tr("&Stop"), keys("Shift+F5"), QStringLiteral("stop")},
          [this] { stop(); });
    addTo(menu, {QStringLiteral("try_out"), {}, tr("&Try it on a few rows"), keys("Ctrl+F5"), {}},
          [this] { tryOut(); });
    menu->addSeparator();
    addTo(menu,
          {QStringLiteral("submit_package"),
           {},
           tr("Submit a &package…"),
           {},
           QStringLiteral("download")},
          [this] { askForPackage(); });
}

void MainWindow::makeHelpMenu()
{
    QMenu *const menu = menuBar()->addMenu(tr("&Help"));
    addTo(menu,
          {QStringLiteral("palette"),
           {},
           tr("&All commands…"),
           keys("Ctrl+Shift+P"),
           QStringLiteral("search")},
          [this] { m_palette->open(); });
    addTo(menu,
          {QStringLiteral("shortcuts"),
           {},
           tr("&Keyboard shortcuts…"),
           keys("Ctrl+?", "Ctrl+Shift+/"),
           {}},
          [this] {
              (new ShortcutEditor(m_commands, m_parts.settings, m_parts.style, this))->open();
          });
    menu->addSeparator();
    addTo(menu, {QStringLiteral("about"), {}, tr("A&bout Outcrop"), {}, QStringLiteral("info")},
          [this] { showAbout(); });
}

void MainWindow::showAbout()
{
    auto *const box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Outcrop"));
    box->setText(tr("Outcrop %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("Draw a machine-learning pipeline, press Run, and read an honest answer.\n\n"
           "Catalog: %1\nQt %2\n%3\n\nGPL-3.0-or-later")
            .arg(m_parts.workspace.catalog().source(), QLatin1String(qVersion()),
                 QSysInfo::prettyProductName()));
    box->open();
}

void MainWindow::updateCommands()
{
    const bool hasSelection = !m_panels->selection().isEmpty();
    for (QAction *const action : m_commands.all()) {
        if (action->property("needsDocument").toBool())
            action->setEnabled(m_document
                               && (hasSelection || !action->property("needsSelection").toBool()));
    }
    const auto show = [this](const char *id, const QString &verb, const QString &label, bool can) {
        QAction *const action = m_commands.find(QLatin1String(id));
        action->setEnabled(can);
        action->setText(label.isEmpty() ? verb : tr("%1 %2", "Undo Move").arg(verb, label));
    };
    const History<Pipeline> *const history =
        m_document ? &m_document->document().history() : nullptr;
    show("undo", tr("&Undo"), history ? history->undoLabel() : QString(),
         history && history->canUndo());
    show("redo", tr("&Redo"), history ? history->redoLabel() : QString(),
         history && history->canRedo());
}

} // namespace outcrop
