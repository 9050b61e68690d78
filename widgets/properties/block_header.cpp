#include "widgets/properties/block_header.h"

#include "core/pipeline/naming.h"
#include "widgets/properties/fact_row.h"
#include "widgets/properties/row_note.h"
#include "widgets/style/block_look.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QPainter>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr int tileSize = 28;
constexpr int titleSpacing = 10;

// A field that looks like text until it is pointed at.
QLineEdit *makeQuietField(const QString &name)
{
    auto *line = new QLineEdit;
    line->setAccessibleName(name);
    line->setStyleSheet(QStringLiteral("QLineEdit { padding: 2px 4px; }"
                                       "QLineEdit:!hover:!focus { background: transparent; "
                                       "border: 1px solid transparent; }"));
    return line;
}

void setTextKeepingCursor(QLineEdit *line, const QString &text)
{
    if (line->text() == text)
        return;
    line->setText(text);
    if (!line->hasFocus())
        line->setCursorPosition(0);
}

QString platformOf(const BlockType &type, const Catalog &catalog)
{
    return catalog.source().startsWith(type.platform) && !type.platform.isEmpty() ? catalog.source()
                                                                                  : type.platform;
}

} // namespace

BlockHeader::BlockHeader(const Catalog &catalog, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_style(style)
    , m_icon(new QLabel)
    , m_title(makeQuietField(tr("Title")))
    , m_help(new QLabel)
    , m_docs(new QToolButton)
    , m_facts(new QWidget)
    , m_id(makeQuietField(tr("ID")))
    , m_guid(new FactRow(tr("GUID"), style, FactRow::Copying::On))
    , m_metaType(new FactRow(tr("Meta type"), style))
    , m_platform(new FactRow(tr("Platform"), style))
    , m_note(new RowNote(style))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeTitleLine());
    layout->addWidget(makeHelpLine());
    layout->addWidget(m_facts);
    auto *facts = new QVBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(0);
    facts->addWidget(m_guid);
    facts->addWidget(makeIdLine());
    facts->addWidget(m_note);
    facts->addWidget(m_metaType);
    facts->addWidget(m_platform);
    connect(m_title, &QLineEdit::textEdited, this, &BlockHeader::titleGiven);
    connect(m_id, &QLineEdit::textEdited, this, &BlockHeader::idGiven);
    connect(&style, &Style::changed, this, &BlockHeader::showIcon);
}

QWidget *BlockHeader::makeTitleLine()
{
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(titleSpacing);
    m_title->setFont(m_style.title());
    m_title->setToolTip(tr("The title on the canvas (F2)"));
    m_icon->setFixedSize(m_style.iconSize(tileSize));
    layout->addWidget(m_icon);
    layout->addWidget(m_title, 1);
    return line;
}

QWidget *BlockHeader::makeHelpLine()
{
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    m_help->setWordWrap(true);
    m_help->setTextFormat(Qt::PlainText);
    m_help->setForegroundRole(QPalette::PlaceholderText);
    m_docs->setText(tr("Docs"));
    m_docs->setProperty("link", true);
    m_docs->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_help, 1);
    layout->addWidget(m_docs, 0, Qt::AlignTop);
    connect(m_docs, &QToolButton::clicked, this, &BlockHeader::openDocumentation);
    return line;
}

QWidget *BlockHeader::makeIdLine()
{
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    QLabel *label = makeFactName(tr("ID"));
    label->setBuddy(m_id);
    m_id->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_id->setToolTip(tr("The name in files, code and results; changing it keeps all connections"));
    layout->addWidget(label);
    layout->addWidget(m_id, 1);
    line->setFixedHeight(factHeight(m_style));
    return line;
}

void BlockHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTitle();
}

// A long title has smaller letters.
void BlockHeader::fitTitle()
{
    constexpr int frame = 14; // On both sides of the text in its field.
    const QFont large = m_style.title();
    const int room = width() - frame - (m_icon->isHidden() ? 0 : m_icon->width() + titleSpacing);
    QFont font = large;
    if (QFontMetrics(large).horizontalAdvance(m_title->text()) > room) {
        font = QApplication::font();
        font.setWeight(QFont::DemiBold);
    }
    if (m_title->font() != font)
        m_title->setFont(font);
}

void BlockHeader::showIcon()
{
    const BlockRole role = m_type ? m_type->role : BlockRole::Other;
    const CategoryColors colors = categoryColors(role, m_style.theme());
    const qreal ratio = devicePixelRatioF();
    const int side = m_style.scaled(tileSize), inset = side / 7;
    QPixmap tile(QSize(side, side) * ratio);
    tile.setDevicePixelRatio(ratio);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(QRectF(0, 0, side, side), 5, 5);
    m_style.icon(blockIcon(m_type), colors.ink)
        .paint(&painter, QRect(0, 0, side, side).adjusted(inset, inset, -inset, -inset));
    m_icon->setPixmap(tile);
}

void BlockHeader::showBlock(BlockId id, const Block &block)
{
    const bool isTyping = m_shown == id && m_title->hasFocus();
    m_shown = id;
    m_type = m_catalog.find(block.type);
    showIcon();
    m_icon->show();
    m_title->setReadOnly(false);
    m_title->setFocusPolicy(Qt::StrongFocus);
    m_title->setPlaceholderText(m_type ? m_type->title : QString());
    if (!isTyping || !block.title.isEmpty()) // An emptied field stays so while it has the focus.
        setTextKeepingCursor(m_title, displayTitle(block, m_catalog));
    fitTitle();
    m_help->setText(m_type ? m_type->help
                           : tr("The catalog does not know the type %1.").arg(block.type));
    m_docs->setVisible(m_type && !m_type->documentation.isEmpty());
    m_docs->setToolTip(m_type ? m_type->documentation : QString());
    m_facts->show();
    m_guid->setText(blockGuid(block.id));
    setTextKeepingCursor(m_id, block.id);
    refuseId({});
    m_metaType->setText(m_type && !m_type->className.isEmpty() ? m_type->className : block.type);
    m_platform->setText(m_type ? platformOf(*m_type, m_catalog) : tr("unknown"));
}

void BlockHeader::showBlocks(const Pipeline &pipeline, const QVector<BlockId> &blocks)
{
    QMap<QString, int> counts;
    for (const BlockId id : blocks) {
        const Block *block = pipeline.find(id);
        const BlockType *type = block ? m_catalog.find(block->type) : nullptr;
        if (block)
            ++counts[type ? type->title : block->type];
    }
    QStringList parts;
    for (auto count = counts.begin(); count != counts.end(); ++count)
        parts << tr("%1 × %2").arg(count.value()).arg(count.key());
    m_shown = {};
    m_type = nullptr;
    m_icon->hide();
    m_title->setReadOnly(true);
    m_title->setFocusPolicy(Qt::NoFocus);
    m_title->setText(tr("%n blocks", nullptr, blocks.size()));
    fitTitle();
    m_help->setText(parts.join(QLatin1String(", ")));
    m_docs->hide();
    m_facts->hide();
}

void BlockHeader::refuseId(const QString &sentence)
{
    if (sentence.isEmpty())
        m_note->clear();
    else
        m_note->say(sentence);
}

void BlockHeader::focusTitle()
{
    m_title->setFocus(Qt::OtherFocusReason);
    m_title->selectAll();
}

void BlockHeader::openDocumentation()
{
    const QUrl url(m_type ? m_type->documentation : QString());
    if (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"))
        QDesktopServices::openUrl(url);
}

} // namespace outcrop
