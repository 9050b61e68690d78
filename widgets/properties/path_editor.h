#pragma once

#include "widgets/properties/attribute_editor.h"

class QLineEdit;

namespace outcrop {

class Style;

// A file: typed, browsed for or dropped. What lies below the base folder is written relative to it,
// so that both can be moved together.
class PathEditor : public AttributeEditor
{
    Q_OBJECT

public:
    PathEditor(const AttributeSpec &spec, Style &style, QWidget *parent = nullptr);

    void showValue(const AttributeValue &value) override;
    void showSeveral() override;
    void setBaseFolder(const QString &folder) override { m_baseFolder = folder; }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void browse();
    void take(const QString &file);

    QLineEdit *m_line;
    QString m_baseFolder;
};

} // namespace outcrop
