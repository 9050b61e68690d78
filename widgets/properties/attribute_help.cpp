#include "widgets/properties/attribute_help.h"

#include "core/catalog/value_text.h"
#include "widgets/style/style.h"

#include <QLabel>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr int linesKept = 4; // So that the panel does not jump from row to row.

} // namespace

QString helpText(const AttributeSpec &spec)
{
    QStringList sentences;
    if (!spec.help.isEmpty())
        sentences << spec.help;
    sentences << AttributeHelp::tr("Takes %1.").arg(describeKinds(spec.kinds));
    const QString normal = valueText(spec.kinds, spec.defaultValue).trimmed();
    if (spec.required)
        sentences << AttributeHelp::tr("Must be set.");
    else if (!normal.isEmpty() && !normal.contains(QLatin1Char('\n')))
        sentences << AttributeHelp::tr("The default is %1.").arg(normal);
    if (!spec.unit.isEmpty())
        sentences << AttributeHelp::tr("Counted in %1.").arg(spec.unit);
    return sentences.join(QLatin1Char(' '));
}

AttributeHelp::AttributeHelp(Style &style, QWidget *parent)
    : QFrame(parent), m_name(new QLabel), m_text(new QLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 10);
    layout->setSpacing(3);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_name->setFont(bold);
    m_name->setTextFormat(Qt::PlainText);
    m_text->setFont(style.small());
    m_text->setTextFormat(Qt::PlainText);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_text->setMinimumHeight(QFontMetrics(m_text->font()).lineSpacing() * linesKept);
    layout->addWidget(m_name);
    layout->addWidget(m_text);
    clear();
}

void AttributeHelp::explain(const AttributeSpec &spec)
{
    m_name->setText(spec.name);
    m_text->setText(helpText(spec));
}

void AttributeHelp::clear()
{
    m_name->setText(tr("Help"));
    m_text->setText(tr("Choose an attribute to read what it takes."));
}

} // namespace outcrop
