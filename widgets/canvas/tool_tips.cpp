#include "widgets/canvas/tool_tips.h"

#include "core/base/text.h"
#include "core/pipeline/connecting.h"
#include "core/pipeline/naming.h"
#include "widgets/canvas/canvas_scene.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CanvasToolTips)
};

constexpr int mostMessages = 6;

QString titleOf(const CanvasScene &scene, BlockId id)
{
    const Block *block = scene.pipeline().find(id);
    return block ? plainLine(displayTitle(*block, scene.catalog()), 120) : QString();
}

QString stateName(BlockRunState state)
{
    switch (state) {
    case BlockRunState::Waiting:
        return Tr::tr("Waiting");
    case BlockRunState::Running:
        return Tr::tr("Running");
    case BlockRunState::Done:
        return Tr::tr("Done");
    case BlockRunState::Failed:
        return Tr::tr("Failed");
    case BlockRunState::Cancelled:
        break;
    }
    return Tr::tr("Stopped");
}

QString aboutRun(const BlockRun &run)
{
    QStringList lines{stateName(run.state)};
    const QString line = run.state == BlockRunState::Waiting ? QString() : runLine(run);
    if (!line.isEmpty() && line != run.message)
        lines[0] += QStringLiteral(": ") + line;
    if (run.warnings == 1)
        lines << Tr::tr("The library gave a warning.");
    else if (run.warnings > 1)
        lines << Tr::tr("The library gave %1 warnings.").arg(run.warnings);
    if (!run.message.isEmpty())
        lines << plainLine(run.message);
    lines << Tr::tr("Click to see it in the log.");
    return lines.join(QLatin1Char('\n'));
}

QString aboutPort(const CanvasScene &scene, const PortEnd &end)
{
    for (const PortSpec &spec : portsOf(scene.typeOf(end.port.block), end.side)) {
        if (spec.name != end.port.name)
            continue;
        const QString type = portTypeName(spec.type);
        if (end.side == Side::Output)
            return Tr::tr("Output %1: %2. Drag it to an input.").arg(spec.name, type);
        return spec.many ? Tr::tr("Input %1: %2, from several.").arg(spec.name, type)
                         : Tr::tr("Input %1: %2.").arg(spec.name, type);
    }
    return {};
}

QString aboutBlock(const Card &card, const QString &title)
{
    QStringList lines{title + QStringLiteral("  (%1)").arg(plainLine(card.block->id, 60))};
    if (card.type)
        lines << card.type->help;
    else
        lines << Tr::tr("The catalog does not know the type %1.").arg(plainLine(card.block->type));
    lines << attributeLines(*card.block, card.type, 8);
    if (card.changedSince)
        lines << Tr::tr("Changed since the version that runs was submitted.");
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString richToolTip(const QString &plain)
{
    return QStringLiteral("<qt>%1</qt>")
        .arg(plain.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

QString toolTipOf(const CanvasScene &scene, const Hit &hit)
{
    switch (hit.on) {
    case Hit::On::Port:
        return aboutPort(scene, hit.port);
    case Hit::On::State: {
        const Card card = scene.card(hit.block);
        return card.run ? aboutRun(*card.run) : QString();
    }
    case Hit::On::Badge: {
        const Card card = scene.card(hit.block);
        return card.problems ? QStringList(card.problems->messages.mid(0, mostMessages))
                                   .join(QLatin1Char('\n'))
                             : QString();
    }
    case Hit::On::Block:
        return aboutBlock(scene.card(hit.block), titleOf(scene, hit.block));
    case Hit::On::Connection:
        return QStringLiteral("%1 → %2").arg(titleOf(scene, hit.connection.from.block),
                                             titleOf(scene, hit.connection.to.block));
    case Hit::On::NoteCorner:
        return Tr::tr("Drag to make the note larger.");
    case Hit::On::Note:
    case Hit::On::GroupTitle:
    case Hit::On::Nothing:
        break;
    }
    return {};
}

} // namespace outcrop
