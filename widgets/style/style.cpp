#include "widgets/style/style.h"

#include "widgets/style/icon_engine.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QPointer>
#include <QProxyStyle>
#include <QStyleOption>

#include <algorithm>
#include <array>

// A resource of a static library is linked only if it is asked for, from outside a namespace.
static void useIconsAndStyleSheet()
{
    Q_INIT_RESOURCE(window);
}

namespace outcrop {

namespace {

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
           < palette.color(QPalette::WindowText).lightness();
}

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.panel);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.field);
    palette.setColor(QPalette::AlternateBase, theme.hover);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.mutedText);
    palette.setColor(QPalette::Button, theme.card);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.bad);
    palette.setColor(QPalette::ToolTipBase, theme.card);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.selection);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Light, theme.card);
    palette.setColor(QPalette::Midlight, theme.hover);
    palette.setColor(QPalette::Mid, theme.line);
    palette.setColor(QPalette::Dark, theme.strongLine);
    palette.setColor(QPalette::Shadow, theme.strongLine);
    const std::array disabledRoles{QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                   QPalette::HighlightedText};
    for (const QPalette::ColorRole role : disabledRoles)
        palette.setColor(QPalette::Disabled, role, theme.mutedText);
    return palette;
}

// resources/style/window.qss with the theme's colours for @names.
QString styleSheetOf(const Theme &theme)
{
    QFile file(QStringLiteral(":/outcrop/style/window.qss"));
    if (!file.open(QFile::ReadOnly))
        qFatal("resources/style/window.qss is not part of the program.");
    QString text = QString::fromUtf8(file.readAll());
    const std::array<std::pair<QLatin1String, QColor>, 14> colors{{
        {QLatin1String("@rail"), theme.rail},
        {QLatin1String("@panel"), theme.panel},
        {QLatin1String("@canvas"), theme.canvas},
        {QLatin1String("@card"), theme.card},
        {QLatin1String("@field"), theme.field},
        {QLatin1String("@hover"), theme.hover},
        {QLatin1String("@selection"), theme.selection},
        {QLatin1String("@line"), theme.line},
        {QLatin1String("@strongLine"), theme.strongLine},
        {QLatin1String("@text"), theme.text},
        {QLatin1String("@mutedText"), theme.mutedText},
        {QLatin1String("@accentText"), theme.accentText},
        {QLatin1String("@accent"), theme.accent},
        {QLatin1String("@bad"), theme.bad},
    }};
    for (const auto &[name, color] : colors)
        text.replace(name + QLatin1Char(';'), color.name() + QLatin1Char(';'));
    return text;
}

int scaledToText(int length)
{
    constexpr double drawnBeside = 10.0 * 96 / 72; // Pixels of 10 points.
    const double text = QFontInfo(QApplication::font()).pixelSize();
    return qRound(length * std::max(text / drawnBeside, 1.0));
}

// Fusion, with icons that grow with the text.
class ScaledStyle : public QProxyStyle
{
public:
    ScaledStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override
    {
        switch (metric) {
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
        case PM_ListViewIconSize:
        case PM_TabBarIconSize:
            return scaledToText(16);
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
        }
    }

    // Fusion's boxes cannot be seen on a dark window.
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        if (element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton)
            drawMark(*option, element == PE_IndicatorRadioButton, *painter);
        else
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }

private:
    static void drawMark(const QStyleOption &option, bool isRound, QPainter &painter)
    {
        const bool isOn = (option.state & (State_On | State_NoChange)) != 0;
        const bool isEnabled = (option.state & State_Enabled) != 0;
        const QPalette &palette = option.palette;
        const QColor accent = palette.color(QPalette::Link);
        const QColor muted = palette.color(QPalette::PlaceholderText);
        const bool isMarked = (option.state & (State_HasFocus | State_MouseOver)) != 0;
        const double side = std::min(option.rect.width(), option.rect.height()) - 1.0;
        QRectF box(0, 0, side, side);
        box.moveCenter(QRectF(option.rect).center());

        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor filled = isEnabled ? accent : muted;
        painter.setPen(isOn ? filled : isMarked && isEnabled ? accent : muted);
        painter.setBrush(isOn ? filled : palette.color(QPalette::Base));
        const double radius = isRound ? side / 2 : side / 5;
        painter.drawRoundedRect(box, radius, radius);
        if (isOn) {
            const QColor ink = palette.color(QPalette::Base);
            painter.setPen(Qt::NoPen);
            painter.setBrush(ink);
            if (isRound) {
                painter.drawEllipse(box.center(), side / 5, side / 5);
            } else {
                painter.setBrush(Qt::NoBrush);
                painter.setPen(QPen(ink, side / 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
                const auto at = [&](double x, double y) {
                    return box.topLeft() + QPointF(x, y) * side;
                };
                const bool isHalf = (option.state & State_NoChange) != 0;
                const QVector<QPointF> check{at(0.25, 0.52), at(0.43, 0.7), at(0.76, 0.32)};
                const QVector<QPointF> dash{at(0.25, 0.5), at(0.75, 0.5)};
                painter.drawPolyline(QPolygonF(isHalf ? dash : check));
            }
        }
        painter.restore();
    }
};

// The person's size, in a face made for screens where it is installed.
QFont baseFont(QFont system)
{
    const QString face = QStringLiteral("Inter");
    if (QFontDatabase().families().contains(face))
        system.setFamily(face);
    return system;
}

QFont resized(QFont font, double factor, QFont::Weight weight = QFont::Normal)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(int(font.pixelSize() * factor));
    font.setWeight(weight);
    return font;
}

} // namespace

Style::Style(QApplication &application, ThemeChoice choice, Sheet sheet)
    : m_application(application)
    , m_choice(choice)
    , m_paletteIsDark(isDark(application.palette()))
    , m_isDressed(sheet == Sheet::AtOnce)
{
    useIconsAndStyleSheet();
    m_application.setFont(baseFont(m_application.font()));
    m_application.setStyle(new ScaledStyle);
    m_application.installEventFilter(this);
    apply();
}

Style::~Style()
{
    m_application.removeEventFilter(this);
}

void Style::dress()
{
    if (std::exchange(m_isDressed, true))
        return;
    m_applying = true;
    m_application.setStyleSheet(styleSheetOf(m_theme));
    m_applying = false;
}

void Style::choose(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

void Style::setDesktopPrefersDark(std::optional<bool> prefersDark)
{
    if (prefersDark == m_desktopPrefersDark)
        return;
    m_desktopPrefersDark = prefersDark;
    if (m_choice == ThemeChoice::System && chosen().dark != m_theme.dark)
        apply();
}

Theme Style::chosen() const
{
    switch (m_choice) {
    case ThemeChoice::System:
        return m_desktopPrefersDark.value_or(m_paletteIsDark) ? darkTheme() : lightTheme();
    case ThemeChoice::Light:
        return lightTheme();
    case ThemeChoice::Dark:
        return darkTheme();
    case ThemeChoice::HighContrast:
        break;
    }
    return highContrastTheme();
}

void Style::apply()
{
    m_theme = chosen();
    m_applying = true;
    QPixmapCache::clear();
    m_application.setPalette(paletteOf(m_theme));
    if (m_isDressed)
        m_application.setStyleSheet(styleSheetOf(m_theme));
    m_applying = false;
    emit changed();
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && !m_applying && watched->isWindowType()) {
        // An empty palette lets the system's show through: the only way to ask for it.
        m_applying = true;
        m_application.setPalette(QPalette());
        m_paletteIsDark = isDark(m_application.palette());
        apply();
    }
    return QObject::eventFilter(watched, event);
}

QColor Style::color(Ink ink) const
{
    switch (ink) {
    case Ink::Text:
        return m_theme.text;
    case Ink::Muted:
        return m_theme.mutedText;
    case Ink::Accent:
        return m_theme.accent;
    case Ink::OnAccent:
        return m_theme.accentText;
    case Ink::Good:
        return m_theme.good;
    case Ink::Warning:
        return m_theme.warning;
    case Ink::Bad:
        return m_theme.bad;
    }
    return m_theme.text;
}

QIcon Style::icon(const QString &name, Ink ink) const
{
    return QIcon(new IconEngine(name, [style = QPointer<const Style>(this), ink] {
        return style ? style->color(ink) : QColor(Qt::gray);
    }));
}

QIcon Style::icon(const QString &name, const QColor &color) const
{
    return QIcon(new IconEngine(name, [color] { return color; }));
}

int Style::scaled(int length) const
{
    return scaledToText(length);
}

QFont Style::monospace() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!QFontInfo(font).fixedPitch()) { // A desktop that names none.
        font.setFamily(QStringLiteral("monospace"));
        font.setStyleHint(QFont::TypeWriter);
    }
    const QFont base = QApplication::font();
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF());
    else
        font.setPixelSize(base.pixelSize());
    return font;
}

QFont Style::small() const
{
    return resized(QApplication::font(), 0.9);
}

QFont Style::title() const
{
    return resized(QApplication::font(), 1.3, QFont::DemiBold);
}

} // namespace outcrop
