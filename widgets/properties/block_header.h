#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace outcrop {

class FactRow;
class RowNote;
class Style;

// What the selected blocks are: icon, title, one sentence; of a single one also GUID, ID, Meta type
// and Platform.
class BlockHeader : public QWidget
{
    Q_OBJECT

public:
    BlockHeader(const Catalog &catalog, Style &style, QWidget *parent = nullptr);

    void showBlock(BlockId id, const Block &block);
    void showBlocks(const Pipeline &pipeline, const QVector<BlockId> &blocks); // Several.
    void refuseId(const QString &sentence); // Empty: the ID is right.
    void focusTitle();

signals:
    void titleGiven(const QString &title);
    void idGiven(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTitleLine();
    QWidget *makeHelpLine();
    QWidget *makeIdLine();
    void showIcon();
    void fitTitle();
    void openDocumentation();

    const Catalog m_catalog;
    Style &m_style;
    BlockId m_shown{};                 // 0: several.
    const BlockType *m_type = nullptr; // In m_catalog.
    QLabel *m_icon;
    QLineEdit *m_title;
    QLabel *m_help;
    QToolButton *m_docs;
    QWidget *m_facts;
    QLineEdit *m_id;
    FactRow *m_guid, *m_metaType, *m_platform;
    RowNote *m_note;
};

} // namespace outcrop
