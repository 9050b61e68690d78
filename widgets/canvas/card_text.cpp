#include "widgets/canvas/card_text.h"

#include "core/base/text.h"
#include "core/pipeline/naming.h"
#include "widgets/canvas/card_geometry.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CardText)
};

constexpr int longestValue = 60;

QVector<CardText::Line> titleLines(const QString &title, const TextRuns &fonts)
{
    const double width = textWidth();
    const auto fits = [&](const QString &line, TextFont font) {
        return fonts.metrics(font).horizontalAdvance(line) <= width;
    };
    for (const TextFont font : {TextFont::Title, TextFont::SmallTitle}) {
        if (fits(title, font))
            return {{title, {textLeft(), 24}, font}};
    }
    QStringList lines;
    TextFont font = TextFont::SmallTitle;
    for (const TextFont smaller : {TextFont::SmallTitle, TextFont::TinyTitle}) {
        font = smaller;
        lines = broken(title, fonts.metrics(font), width);
        if (fits(lines.first(), font) && fits(lines.last(), font))
            break;
    }
    QVector<CardText::Line> placed;
    for (const QString &line : qAsConst(lines))
        placed.append({fonts.metrics(font).elidedText(line, Qt::ElideRight, width),
                       {textLeft(), lines.size() == 1 ? 24.0 : 19.0 + 14 * placed.size()},
                       font});
    return placed;
}

QString shownValue(const AttributeSpec *spec, const AttributeValue &value)
{
    const bool isPath =
        spec && std::any_of(spec->kinds.begin(), spec->kinds.end(), [](const AttributeKind &kind) {
            return kind.form == AttributeKind::Form::Path;
        });
    const QString text = formatValue(value);
    return plainLine(isPath ? text.section(QLatin1Char('/'), -1) : text, longestValue);
}

bool isCode(const AttributeSpec *spec)
{
    return spec && std::any_of(spec->kinds.begin(), spec->kinds.end(), [](const auto &kind) {
               return kind.form == AttributeKind::Form::Code;
           });
}

QString attributeLine(const QString &name, const AttributeSpec *spec, const AttributeValue &value)
{
    const QString text = shownValue(spec, value);
    // What must be set needs no name: a path, a data set.
    return spec && spec->required ? text : QStringLiteral("%1 %2").arg(name, text);
}

} // namespace

QStringList broken(const QString &text, const QFontMetricsF &metrics, double width)
{
    int at = -1;
    for (int space = text.indexOf(QLatin1Char(' ')); space >= 0;
         space = text.indexOf(QLatin1Char(' '), space + 1)) {
        if (metrics.horizontalAdvance(text.left(space)) <= width)
            at = space;
    }
    return at < 0 ? QStringList{text} : QStringList{text.left(at), text.mid(at + 1)};
}

QStringList attributeLines(const Block &block, const BlockType *type, int count)
{
    QStringList lines;
    const auto add = [&](const QString &name, const AttributeSpec *spec) {
        if (lines.size() < count && block.attributes.contains(name) && !isCode(spec))
            lines << attributeLine(name, spec, block.attributes[name]);
    };
    if (!type) {
        for (auto it = block.attributes.begin(); it != block.attributes.end(); ++it)
            add(it.key(), nullptr);
        return lines;
    }
    for (const bool advanced : {false, true}) {
        for (const AttributeSpec &spec : type->attributes) {
            if (spec.advanced == advanced)
                add(spec.name, &spec);
        }
    }
    return lines;
}

CardText cardText(const Block &block, const Catalog &catalog, const TextRuns &fonts)
{
    const BlockType *type = catalog.find(block.type);
    CardText text;
    text.title = titleLines(plainLine(displayTitle(block, catalog), 120), fonts);

    QStringList lines = attributeLines(block, type, 2);
    if (!type)
        lines = QStringList{
            Tr::tr("unknown: %1")
                .arg(plainLine(block.type.section(QLatin1Char('.'), -1), longestValue))};
    const QFontMetricsF &metrics = fonts.metrics(TextFont::Line);
    const double width = textWidth();
    if (lines.size() == 2) {
        const QString both = lines.join(QStringLiteral(" · "));
        if (metrics.horizontalAdvance(both) <= width)
            lines = QStringList{both};
        else if (text.title.size() == 2)
            lines.removeLast();
    }
    // Where nothing else is to be said: what keeps the test honest.
    if (type && type->role == BlockRole::Transformer && text.title.size() + lines.size() < 3)
        lines << Tr::tr("fitted on training part");

    if (lines.isEmpty() && text.title.size() == 1)
        text.title.first().at.setY(iconBox().center().y() + metrics.capHeight() / 2);
    double y = text.title.size() == 2 ? 48 : 40;
    for (const QString &line : qAsConst(lines)) {
        text.lines.append(
            {metrics.elidedText(line, Qt::ElideRight, width), {textLeft(), y}, TextFont::Line});
        y += 14;
    }
    return text;
}

QString progressText(const BlockRun &run)
{
    const QLocale locale;
    if (run.total <= 0)
        return {};
    return QStringLiteral("%1/%2").arg(locale.toString(run.done, 'f', 0),
                                       locale.toString(run.total, 'f', 0));
}

QString runLine(const BlockRun &run)
{
    QStringList parts;
    switch (run.state) {
    case BlockRunState::Waiting:
        return Tr::tr("waiting");
    case BlockRunState::Failed:
        return run.message.isEmpty() ? Tr::tr("failed") : plainLine(run.message, 200);
    case BlockRunState::Cancelled:
        return Tr::tr("stopped");
    case BlockRunState::Running:
        if (run.total > 0)
            parts << (run.unit.isEmpty()
                          ? progressText(run)
                          //: 7/10 folds
                          : Tr::tr("%1 %2").arg(progressText(run), plainLine(run.unit, 20)));
        if (run.seconds >= 0)
            parts << formatDuration(run.seconds);
        if (run.secondsLeft >= 0)
            parts << Tr::tr("%1 left").arg(formatDuration(run.secondsLeft));
        break;
    case BlockRunState::Done:
        if (run.seconds >= 0)
            parts << formatDuration(run.seconds);
        break;
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace outcrop
