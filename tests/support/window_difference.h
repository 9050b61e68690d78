#pragma once

#include "core/catalog/value_text.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "tests/support/canvas_difference.h"
#include "tests/support/window_fixture.h"
#include "widgets/outline/outline_model.h"
#include "widgets/properties/attribute_row.h"
#include "widgets/properties/editor_shape.h"
#include "widgets/properties/fact_row.h"
#include "widgets/properties/property_panel.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace outcrop {

// Where a view says something else than the document. Empty: nowhere.

inline QString outlineDifference(OutlineModel &outline, const Pipeline &pipeline)
{
    const Catalog &catalog = outline.catalog();
    const QVector<BlockId> blocks = pipeline.blockIds();
    if (outline.rowCount() != blocks.size())
        return QStringLiteral("outline: %1 rows").arg(outline.rowCount());
    for (int row = 0; row < blocks.size(); ++row) {
        const Block &block = *pipeline.find(blocks[row]);
        const OutlineItem *const item = outline.at(outline.index(row, 0));
        if (item->block != blocks[row] || item->text() != displayTitle(block, catalog))
            return QStringLiteral("outline: %1 in row %2").arg(item->text()).arg(row);
        for (int i = 0; i < item->rowCount(); ++i) {
            const auto *const part = static_cast<const OutlineItem *>(item->child(i));
            const BlockType *const type = catalog.find(block.type);
            if (part->kind == OutlineKind::Attribute
                && item->child(i, 1)->text()
                       != valueText(type->findAttribute(part->name)->kinds,
                                    attributeValue(block, part->name, catalog)))
                return QStringLiteral("outline: %1 of %2").arg(part->name, block.id);
            if (part->kind == OutlineKind::Attribute)
                continue;
            QVector<Connection> shown, here;
            for (int end = 0; end < part->rowCount(); ++end)
                shown << static_cast<const OutlineItem *>(part->child(end))->connection;
            const bool isInput = part->kind == OutlineKind::Input;
            for (const Connection &connection :
                 isInput ? pipeline.inputsOf(blocks[row]) : pipeline.outputsOf(blocks[row])) {
                if ((isInput ? connection.to : connection.from).name == part->name)
                    here << connection;
            }
            if (shown != here)
                return QStringLiteral("outline: connections of %1").arg(block.id);
        }
    }
    return {};
}

// The value that the editor of a row shows; `value` says in which form.
inline AttributeValue shownValue(const AttributeRow &row, const AttributeValue &value)
{
    const auto *const line = row.findChild<QLineEdit *>();
    const auto *const combo = row.findChild<QComboBox *>();
    switch (editorShape(row.spec(), value)) {
    case EditorShape::Switch:
        return AttributeValue(
            row.findChild<AttributeEditor *>()->findChild<QAbstractButton *>()->isChecked());
    case EditorShape::Choice:
        return pickableValues(row.spec()).value(combo->currentIndex());
    case EditorShape::Columns: {
        const QString text = combo->currentText();
        const bool isWord = value.as<QString>();
        return isWord ? AttributeValue(text)
                      : valueFromText(row.spec().kinds, QLatin1Char('[') + text + QLatin1Char(']'));
    }
    case EditorShape::Path:
        return line->text().isEmpty() && value.isNone() ? value : AttributeValue(line->text());
    case EditorShape::Code:
        return AttributeValue(row.findChild<QPlainTextEdit *>()->toPlainText());
    case EditorShape::Typed:
        break;
    }
    return line->text().isEmpty() && value.isNone() ? value
                                                    : valueFromText(row.spec().kinds, line->text());
}

// `typed` are names of attributes that may hold what is refused.
inline QString attributesDifference(PropertyPanel &panel, const Pipeline &pipeline,
                                    const Catalog &catalog, const QSet<QString> &typed)
{
    const QVector<BlockId> &blocks = panel.selection();
    for (const AttributeRow *const row : panel.findChildren<AttributeRow *>()) {
        const QString name = row->spec().name;
        if (!row->isVisible() || typed.contains(name))
            continue;
        QVector<AttributeValue> values;
        for (const BlockId block : blocks) {
            const AttributeValue value = attributeValue(*pipeline.find(block), name, catalog);
            if (!values.contains(value))
                values << value;
        }
        if (blocks.isEmpty())
            values << (name == QLatin1String("seed") ? AttributeValue(pipeline.seed())
                                                     : AttributeValue(pipeline.name()));
        if (values.size() == 1 && !(shownValue(*row, values[0]) == values[0]))
            return QStringLiteral("properties: %1 shows %2, not %3")
                .arg(name, formatValue(shownValue(*row, values[0])), formatValue(values[0]));
    }
    return {};
}

inline QString propertiesDifference(PropertyPanel &panel, const Pipeline &pipeline,
                                    const Catalog &catalog, const QSet<QString> &typed)
{
    const QVector<BlockId> &blocks = panel.selection();
    const Block *const single = blocks.size() == 1 ? pipeline.find(blocks[0]) : nullptr;
    for (const QLineEdit *const line : panel.findChildren<QLineEdit *>()) {
        const QString name = line->accessibleName();
        if (!single || typed.contains(name))
            continue;
        if (name == QLatin1String("ID") && line->text() != single->id)
            return QStringLiteral("properties: ID %1 of %2").arg(line->text(), single->id);
        if (name == QLatin1String("Title") && line->text() != displayTitle(*single, catalog))
            return QStringLiteral("properties: title %1 of %2").arg(line->text(), single->id);
    }
    for (const FactRow *const fact : panel.findChildren<FactRow *>()) {
        const QString name = fact->findChild<QLabel *>()->text();
        const bool isRight =
            !fact->isVisible()
            || (name == QLatin1String("Blocks")
                    ? fact->text() == QLocale().toString(pipeline.blockCount())
                : name == QLatin1String("Connections")
                    ? fact->text() == QLocale().toString(pipeline.connectionCount())
                    : !single || name != QLatin1String("GUID")
                          || fact->text() == blockGuid(single->id));
        if (!isRight)
            return QStringLiteral("properties: %1 %2").arg(name, fact->text());
    }
    return attributesDifference(panel, pipeline, catalog, typed);
}

// Canvas, outline, property panel and selection of the current document.
inline QString windowDifference(WindowFixture &fixture, const QSet<QString> &typed = {})
{
    const Pipeline &pipeline = fixture.document()->pipeline();
    const CanvasScene &scene = fixture.canvas().canvas();
    auto &panel = *fixture.window.findChild<PropertyPanel *>();
    const QVector<BlockId> &selection = fixture.window.panels().selection();
    const QSet<BlockId> selected(selection.begin(), selection.end());
    const QVector<BlockId> &edited = panel.selection();
    if (scene.selection().blocks != selected)
        return QStringLiteral("the selection of the canvas");
    if (QSet<BlockId>(edited.begin(), edited.end()) != selected)
        return QStringLiteral("the selection of the property panel");
    for (const QString &differs :
         {difference(scene),
          outlineDifference(*fixture.window.findChild<OutlineModel *>(), pipeline),
          propertiesDifference(panel, pipeline, fixture.workspace.catalog(), typed)}) {
        if (!differs.isEmpty())
            return differs;
    }
    return {};
}

} // namespace outcrop
