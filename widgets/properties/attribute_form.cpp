#include "widgets/properties/attribute_form.h"

#include "core/pipeline/edits.h"
#include "widgets/style/style.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

// "if solver is sgd or adam", where the attribute that decides has another value.
QString whyNot(const AttributeSpec &spec, const Block &block, const Catalog &catalog)
{
    if (!spec.applies
        || spec.applies->values.contains(attributeValue(block, spec.applies->attribute, catalog)))
        return {};
    QStringList values;
    for (const AttributeValue &value : spec.applies->values)
        values << formatValue(value);
    return AttributeForm::tr("if %1 is %2")
        .arg(spec.applies->attribute, values.join(AttributeForm::tr(" or ")));
}

RowState stateOf(const AttributeSpec &spec, const Pipeline &pipeline,
                 const QVector<BlockId> &blocks, const Catalog &catalog)
{
    RowState state;
    bool isFirst = true, applies = false;
    for (const BlockId id : blocks) {
        const Block *block = pipeline.find(id);
        if (!block)
            continue;
        const AttributeValue value = attributeValue(*block, spec.name, catalog);
        if (isFirst)
            state.value = value;
        else if (state.value && *state.value != value)
            state.value.reset();
        isFirst = false;
        state.isChanged = state.isChanged || block->attributes.contains(spec.name);
        const QString reason = whyNot(spec, *block, catalog);
        applies = applies || reason.isEmpty();
        state.reason = applies ? QString() : reason;
    }
    return state;
}

} // namespace

AttributeForm::AttributeForm(const QVector<AttributeSpec> &specs, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_specs(specs)
    , m_style(style)
    , m_layout(new QVBoxLayout(this))
    , m_more(new QToolButton)
    , m_folded(new QWidget)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setIconSize(style.iconSize(12));
    m_more->setFont(style.small());
    auto *folded = new QVBoxLayout(m_folded);
    folded->setContentsMargins(0, 0, 0, 0);
    folded->setSpacing(4);
    m_folded->hide();
    for (const AttributeSpec &spec : m_specs) {
        if (!spec.advanced)
            m_layout->addWidget(makeRow(spec));
    }
    m_layout->addWidget(m_more, 0, Qt::AlignLeft);
    m_layout->addWidget(m_folded);
    connect(m_more, &QToolButton::clicked, this, [this](bool on) {
        setUnfolded(on);
        emit unfolded(on);
    });
    sayHowManyMore();
}

AttributeRow *AttributeForm::makeRow(const AttributeSpec &spec)
{
    auto *row = new AttributeRow(spec, m_style);
    m_rows.insert(spec.name, row);
    row->setBaseFolder(m_baseFolder);
    row->setColumns(m_columns);
    row->setColumnsRemark(m_columnsRemark);
    connect(row, &AttributeRow::given, this,
            [this, name = spec.name](const AttributeValue &value, Giving giving) {
                emit given(name, value, giving);
            });
    connect(row, &AttributeRow::resetWished, this,
            [this, name = spec.name] { emit resetWished(name); });
    connect(row, &AttributeRow::fixWished, this, &AttributeForm::fixWished);
    return row;
}

void AttributeForm::fillRow(AttributeRow *row)
{
    row->showState(m_states.value(row->spec().name));
    showProblemsOf(row);
}

void AttributeForm::showBlocks(const Pipeline &pipeline, const QVector<BlockId> &blocks,
                               const Catalog &catalog)
{
    for (const AttributeSpec &spec : m_specs) {
        RowState state = stateOf(spec, pipeline, blocks, catalog);
        if (m_missing.contains(spec.name))
            state.reason = m_whyMissing;
        m_states.insert(spec.name, state);
        if (AttributeRow *row = m_rows.value(spec.name))
            row->showState(m_states.value(spec.name));
    }
    sayHowManyMore();
}

void AttributeForm::showProblems(const QVector<Problem> &problems)
{
    m_problems = problems;
    for (AttributeRow *row : qAsConst(m_rows))
        showProblemsOf(row);
}

void AttributeForm::showProblemsOf(AttributeRow *row)
{
    const auto found =
        std::find_if(m_problems.begin(), m_problems.end(), [row](const Problem &problem) {
            return problem.attribute == row->spec().name;
        });
    if (found == m_problems.end())
        row->clearProblem();
    else
        row->showProblem(found->message, found->severity, found->fixes);
}

void AttributeForm::setColumns(const QVector<ColumnFacts> &columns)
{
    m_columns = columns;
    for (AttributeRow *row : qAsConst(m_rows))
        row->setColumns(columns);
}

void AttributeForm::setColumnsRemark(const ColumnsRemark &remark)
{
    m_columnsRemark = remark;
    for (AttributeRow *row : qAsConst(m_rows))
        row->setColumnsRemark(remark);
}

bool AttributeForm::takesColumns() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const AttributeRow *row) { return row->takesColumns(); });
}

void AttributeForm::setMissing(const QSet<QString> &attributes, const QString &reason)
{
    m_missing = attributes;
    m_whyMissing = reason;
}

void AttributeForm::setBaseFolder(const QString &folder)
{
    m_baseFolder = folder;
    for (AttributeRow *row : qAsConst(m_rows))
        row->setBaseFolder(folder);
}

void AttributeForm::setUnfolded(bool unfolded)
{
    m_more->setChecked(unfolded);
    if (unfolded && m_folded->layout()->isEmpty()) {
        for (const AttributeSpec &spec : m_specs) {
            if (!spec.advanced)
                continue;
            AttributeRow *row = makeRow(spec);
            m_folded->layout()->addWidget(row);
            fillRow(row);
        }
    }
    m_folded->setVisible(unfolded);
    sayHowManyMore();
}

AttributeRow *AttributeForm::reveal(const QString &attribute)
{
    if (attribute.isEmpty()) {
        const auto first =
            std::find_if(m_specs.begin(), m_specs.end(), [this](const AttributeSpec &spec) {
                return !spec.advanced && m_states.value(spec.name).reason.isEmpty();
            });
        return first == m_specs.end() ? nullptr : m_rows.value(first->name);
    }
    const bool isFolded =
        std::any_of(m_specs.begin(), m_specs.end(), [&](const AttributeSpec &spec) {
            return spec.name == attribute && spec.advanced;
        });
    if (isFolded)
        setUnfolded(true);
    return m_rows.value(attribute);
}

void AttributeForm::sayHowManyMore()
{
    int count = 0, changed = 0;
    for (const AttributeSpec &spec : qAsConst(m_specs)) {
        count += spec.advanced;
        changed += spec.advanced && m_states.value(spec.name).isChanged;
    }
    m_more->setVisible(count > 0);
    QString text = m_more->isChecked() ? tr("Less") : tr("%n more", nullptr, count);
    if (changed > 0 && !m_more->isChecked())
        text = tr("%1, %n changed", nullptr, changed).arg(text);
    m_more->setText(text);
    m_more->setToolTip(tr("How it is computed, rather than what"));
    m_more->setIcon(m_style.icon(m_more->isChecked() ? QStringLiteral("chevron_down")
                                                     : QStringLiteral("chevron_right"),
                                 Ink::Muted));
}

} // namespace outcrop
