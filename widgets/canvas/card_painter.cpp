#include "widgets/canvas/card_painter.h"

#include "core/base/text.h"
#include "core/pipeline/naming.h"
#include "widgets/canvas/port_fits.h"

#include <QPainter>

#include <cmath>

namespace outcrop {

namespace {

constexpr double fadedOpacity = 0.28;
constexpr int costOfText = 3;         // Of a card, in lines of text laid out.
constexpr double tightLeading = 0.85; // Between two lines of a title that is not scaled.
constexpr double stateMark = 5;       // Of a small card, in its lower right corner.

} // namespace

CardPainter::CardPainter(const Catalog &catalog, const Style &style)
    : m_catalog(catalog), m_style(style), m_pixmaps(style), m_runs(style, m_pixmaps, m_texts)
{
}

void CardPainter::clear()
{
    m_pixmaps.clear();
    m_texts.clear();
    m_smallTitles.clear();
}

void CardPainter::startFrame(double scale, double devicePixelRatio)
{
    if (scale != m_pixmaps.scale())
        m_smallTitles.clear();
    m_pixmaps.setScale(scale, devicePixelRatio);
    m_texts.startFrame();
}

void CardPainter::paint(QPainter &painter, const Card &card, std::unique_ptr<CardText> &text,
                        const PortFits *fits)
{
    const bool unfit = fits && fits->from().port.block != card.id && !fits->fitsAny(card.id);
    const bool faded = card.faded || unfit;
    if (faded)
        painter.setOpacity(fadedOpacity);
    // At whole pixels: lines and pictures stay sharp wherever the card is.
    const QTransform canvas = painter.worldTransform();
    const double ratio = painter.device()->devicePixelRatioF();
    const auto whole = [ratio](double v) { return std::round(v * ratio) / ratio; };
    painter.setWorldTransform(QTransform::fromTranslate(whole(canvas.dx()), whole(canvas.dy())));
    if (m_pixmaps.scale() < fullDetailZoom)
        paintSmall(painter, card);
    else
        paintFull(painter, card, text, fits);
    painter.setWorldTransform(canvas);
    if (faded)
        painter.setOpacity(1);
}

void CardPainter::paintFull(QPainter &painter, const Card &card, std::unique_ptr<CardText> &text,
                            const PortFits *fits)
{
    const double scale = m_pixmaps.scale();
    const auto corner = [&](double v) {
        const double ratio = painter.device()->devicePixelRatioF();
        return std::round(v * scale * ratio) / ratio;
    };
    const QPointF topLeft = cardBody().topLeft();
    painter.drawPixmap(QPointF(corner(topLeft.x()), corner(topLeft.y())),
                       m_pixmaps.body({card.type, card.selected, card.changedSince}));
    painter.scale(scale, scale);
    paintTexts(painter, card, text);
    if (card.run)
        m_runs.paint(painter, *card.run, card.changedSince);
    if (card.problems)
        paintBadge(painter, *card.problems);
    if (fits)
        paintFits(painter, card, *fits);
}

void CardPainter::paintTexts(QPainter &painter, const Card &card, std::unique_ptr<CardText> &text)
{
    if (!text) {
        if (!m_texts.spend(costOfText))
            return;
        text = std::make_unique<CardText>(cardText(*card.block, m_catalog, m_texts));
    }
    const Theme &theme = m_style.theme();
    for (const CardText::Line &line : qAsConst(text->title))
        m_texts.draw(painter, line.at, line.text, line.font, theme.text);
    for (const CardText::Line &line : qAsConst(text->lines)) {
        if (!card.run || line.at.y() < sparkRect().top()) // Below is the run's.
            m_texts.draw(painter, line.at, line.text, line.font, theme.mutedText);
    }
}

void CardPainter::paintBadge(QPainter &painter, const ProblemMark &problems)
{
    const bool isError = problems.severity == Problem::Severity::Error;
    const QRectF rect = badgeRect();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.theme().canvas);
    painter.drawEllipse(rect);
    painter.drawPixmap(
        rect.adjusted(1, 1, -1, -1),
        m_pixmaps.icon(isError ? QStringLiteral("error") : QStringLiteral("attention"),
                       isError ? Ink::Bad : Ink::Warning, rect.width() - 2),
        QRectF());
}

// Ports that take the connection being pulled get a halo; the others step back.
void CardPainter::paintFits(QPainter &painter, const Card &card, const PortFits &fits)
{
    const Theme &theme = m_style.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Side side : {Side::Input, Side::Output}) {
        const QVector<PortSpec> &ports = portsOf(card.type, side);
        for (int i = 0; i < ports.size(); ++i) {
            const PortEnd end{{card.id, ports[i].name}, side};
            const QPointF center = portCenter(i, ports.size(), side);
            const bool lit = end == fits.from() || fits.fits(end);
            QColor halo = theme.accent;
            halo.setAlphaF(0.35);
            painter.setPen(lit ? QPen(halo, 5) : QPen(theme.card, 1.5));
            painter.setBrush(lit ? portColor(ports[i].type, theme) : theme.line);
            painter.drawPath(portPath(portShape(ports[i].type), center, portRadius));
        }
    }
}

void CardPainter::paintSmall(QPainter &painter, const Card &card)
{
    const Theme &theme = m_style.theme();
    const double scale = m_pixmaps.scale();
    const QRectF frame(0, 0, std::round(cardRect().width() * scale),
                       std::round(cardRect().height() * scale));
    const CategoryColors colors =
        categoryColors(card.type ? card.type->role : BlockRole::Other, theme);
    const bool isWrong = card.problems && card.problems->severity == Problem::Severity::Error;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(frame, card.selected       ? theme.accent
                            : isWrong           ? theme.bad
                            : card.problems     ? theme.warning
                            : card.changedSince ? theme.warning
                                                : theme.strongLine);
    painter.fillRect(frame.adjusted(1, 1, -1, -1), card.selected ? theme.selection : theme.card);
    const double stripe = std::max(2.0, std::round(6 * scale));
    painter.fillRect(QRectF(0, 0, stripe, frame.height()), colors.stripe);
    if (card.run)
        m_runs.paintSmall(painter,
                          QRectF(frame.right() - 1 - stateMark, frame.bottom() - 1 - stateMark,
                                 stateMark, stateMark),
                          card.run->state);
    const QFontMetricsF &metrics = m_texts.metrics(TextFont::Constant);
    const double width = frame.width() - stripe - 5;
    const QStringList lines =
        smallTitle(displayTitle(*card.block, m_catalog), {width, frame.height()});
    const double step = tightLeading * metrics.height();
    double base = (frame.height() - (lines.size() - 1) * step) / 2 + metrics.capHeight() / 2;
    for (int i = 0; i < lines.size(); ++i) {
        const bool isBesideMark = card.run && i > 0;
        m_texts.draw(painter, {stripe + 3, base}, lines[i], TextFont::Constant, theme.text,
                     isBesideMark ? width - stateMark : width);
        base += step;
    }
}

// Two lines where one is too short and the card is high enough. Kept while the zoom stays.
QStringList CardPainter::smallTitle(const QString &title, QSizeF room)
{
    const QFontMetricsF &metrics = m_texts.metrics(TextFont::Constant);
    if (room.height() < 2 * tightLeading * metrics.height())
        return {title};
    const auto known = m_smallTitles.constFind(title);
    if (known != m_smallTitles.constEnd())
        return *known;
    if (!m_texts.spend(costOfText))
        return {title};
    const QStringList lines = metrics.horizontalAdvance(title) <= room.width()
                                  ? QStringList{title}
                                  : broken(title, metrics, room.width());
    m_smallTitles.insert(title, lines);
    return lines;
}

} // namespace outcrop
