#include "app/window/description.h"

#include "core/pipeline_file/pipeline_file.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>

#include <algorithm>
#include <cstdio>

namespace outcrop {

namespace {

QJsonArray toJson(const QRect &rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

QJsonObject toJson(QAccessibleInterface &face)
{
    const QAccessible::State state = face.state();
    return {{QStringLiteral("role"),
             QLatin1String(QMetaEnum::fromType<QAccessible::Role>().valueToKey(face.role()))},
            {QStringLiteral("name"), face.text(QAccessible::Name)},
            {QStringLiteral("value"), face.text(QAccessible::Value)},
            {QStringLiteral("rect"), toJson(face.rect())},
            {QStringLiteral("enabled"), !state.disabled},
            {QStringLiteral("selected"), bool(state.selected)},
            {QStringLiteral("checked"), bool(state.checked)}};
}

void addShown(QAccessibleInterface *face, QJsonArray &controls)
{
    if (!face || !face->isValid() || face->state().invisible)
        return;
    controls.append(toJson(*face));
    for (int i = 0; i < face->childCount(); ++i)
        addShown(face->child(i), controls);
}

// Views tell what becomes of their rows only while an assistive technology listens.
void forgetRows(QWidget &window)
{
    for (QAbstractItemView *const view : window.findChildren<QAbstractItemView *>()) {
        if (QAccessibleInterface *const face = QAccessible::queryAccessibleInterface(view))
            QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(face));
    }
}

QJsonArray controls()
{
    QJsonArray controls;
    for (QWidget *const window : QApplication::topLevelWidgets()) {
        if (!window->isVisible())
            continue;
        forgetRows(*window);
        addShown(QAccessible::queryAccessibleInterface(window), controls);
    }
    return controls;
}

// A combo box takes its text for its name, but where it was given one.
QString nameOfFocus()
{
    QWidget *const widget = QApplication::focusWidget();
    QAccessibleInterface *const face = QAccessible::queryAccessibleInterface(widget);
    if (!face || !widget->accessibleName().isEmpty())
        return face ? widget->accessibleName() : QString();
    return face->text(QAccessible::Name);
}

QJsonObject toJson(const OpenDocument &document)
{
    const QVector<Problem> &problems = document.problems();
    const auto errors = std::count_if(problems.begin(), problems.end(), [](const Problem &problem) {
        return problem.severity == Problem::Severity::Error;
    });
    return {{QStringLiteral("path"), document.path()},
            {QStringLiteral("isDirty"), document.isDirty()},
            {QStringLiteral("isChecked"), document.isChecked()},
            {QStringLiteral("errors"), int(errors)},
            {QStringLiteral("text"), QString::fromUtf8(formatPipeline(document.pipeline()))}};
}

QJsonObject portsOf(CanvasView &view, BlockId block, Side side)
{
    QJsonObject ports;
    for (const PortSpec &port : outcrop::portsOf(view.canvas().typeOf(block), side)) {
        const QPoint at = view.viewport()->mapToGlobal(
            view.mapFromScene(view.canvas().centerOf({{block, port.name}, side})));
        ports.insert(port.name, QJsonArray{at.x(), at.y()});
    }
    return ports;
}

QJsonObject toJson(CanvasView &view)
{
    const CanvasScene &scene = view.canvas();
    QJsonArray blocks;
    scene.pipeline().forEachBlock([&](BlockId id, const Block &block) {
        const QRect card = view.mapFromScene(scene.rectOf(id)).boundingRect();
        const QPoint corner = view.viewport()->mapToGlobal(card.topLeft());
        blocks.append(
            QJsonObject{{QStringLiteral("id"), block.id},
                        {QStringLiteral("rect"), toJson(QRect(corner, card.size()))},
                        {QStringLiteral("isSelected"), scene.selection().blocks.contains(id)},
                        {QStringLiteral("inputs"), portsOf(view, id, Side::Input)},
                        {QStringLiteral("outputs"), portsOf(view, id, Side::Output)}});
    });
    const QWidget *const viewport = view.viewport();
    const QRect rect(viewport->mapToGlobal(QPoint()), viewport->size());
    return {{QStringLiteral("rect"), toJson(rect)}, {QStringLiteral("blocks"), blocks}};
}

QJsonObject toJson(const Job &job, const RunView &run)
{
    QStringList done;
    for (auto block = run.blocks.begin(); block != run.blocks.end(); ++block) {
        if (run.uuid == job.uuid && block->state == BlockRunState::Done)
            done << block.key();
    }
    return {{QStringLiteral("uuid"), job.uuid},
            {QStringLiteral("state"), stateName(job.attempt.state)},
            {QStringLiteral("done"), QJsonArray::fromStringList(done)}};
}

} // namespace

Description::Description(MainWindow &window)
    : QObject(&window), m_window(window), m_asked(fileno(stdin), QSocketNotifier::Read)
{
    m_input.open(fileno(stdin), QFile::ReadOnly | QFile::Unbuffered);
    connect(&m_asked, &QSocketNotifier::activated, this, &Description::answer);
    connect(&window.runs(), &RunControl::viewChanged, this,
            [this](OpenDocument *, const RunView &view) { m_run = view; });
}

void Description::answer()
{
    if (m_input.readLine().isEmpty()) {
        m_asked.setEnabled(false); // Nobody asks any more.
        return;
    }
    std::puts(line().constData());
    std::fflush(stdout);
}

QByteArray Description::line() const
{
    QJsonObject all{{QStringLiteral("controls"), controls()},
                    {QStringLiteral("focus"), nameOfFocus()}};
    if (const OpenDocument *const document = m_window.buildPlace().tabs().current())
        all.insert(QStringLiteral("document"), toJson(*document));
    if (DocumentPage *const page = m_window.panels().page())
        all.insert(QStringLiteral("canvas"), toJson(page->canvas()));
    if (const Job *const job = m_window.runs().job())
        all.insert(QStringLiteral("job"), toJson(*job, m_run));
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

} // namespace outcrop
