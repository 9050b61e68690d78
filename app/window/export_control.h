#pragma once

#include "core/settings/settings.h"
#include "core/workspace/open_document.h"
#include "widgets/prompts/message_bar.h"
#include "widgets/prompts/questions.h"

namespace outcrop {

// What runs where Outcrop is not: the package of a pipeline as one ZIP, or its files in a folder,
// with the scripts, the notebook, the data and what they need to run.
class ExportControl : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Catalog &catalog;
        Settings &settings;
        Questions &questions;
        MessageBar &messages;
    };

    explicit ExportControl(const Parts &parts, QObject *parent = nullptr);

    // Each asks where to, and says what came of it. The pipeline is taken as it is now.
    void exportPackage(const OpenDocument &document);
    void exportFolder(const OpenDocument &document);

private:
    enum class Form { Package, Folder };
    void exportAs(Form form, const OpenDocument &document);
    void tell(Form form, const QString &path, const Result<QStringList> &notices);

    Parts m_parts;
};

} // namespace outcrop
