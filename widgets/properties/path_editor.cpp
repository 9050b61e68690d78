#include "widgets/properties/path_editor.h"

#include "widgets/style/style.h"

#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QToolButton>

namespace outcrop {

namespace {

QString droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

PathEditor::PathEditor(const AttributeSpec &spec, Style &style, QWidget *parent)
    : AttributeEditor(spec, parent), m_line(new QLineEdit)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto *browsing = new QToolButton;
    browsing->setIcon(style.icon(QStringLiteral("open"), Ink::Muted));
    browsing->setAccessibleName(tr("Browse for %1").arg(spec.name));
    browsing->setToolTip(tr("Browse…"));
    browsing->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_line);
    layout->addWidget(browsing);
    setField(m_line);
    setAcceptDrops(true);
    m_line->setAcceptDrops(false); // The drop is for the whole editor, as a path.
    m_line->setPlaceholderText(tr("drop a file here"));
    m_line->setToolTip(
        tr("Relative to the pipeline file, or absolute; host:/path is read on that host"));
    connect(m_line, &QLineEdit::textEdited, this,
            [this](const QString &text) { emit given(AttributeValue(text), Giving::Typing); });
    connect(browsing, &QToolButton::clicked, this, &PathEditor::browse);
}

void PathEditor::showValue(const AttributeValue &value)
{
    const QString *path = value.as<QString>();
    m_line->setPlaceholderText(tr("drop a file here"));
    if (m_line->text() != (path ? *path : QString()))
        m_line->setText(path ? *path : QString());
}

void PathEditor::showSeveral()
{
    m_line->clear();
    m_line->setPlaceholderText(severalValues());
}

void PathEditor::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file"), m_baseFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PathEditor::take);
    dialog->open();
}

void PathEditor::take(const QString &file)
{
    const QString relative = QDir(m_baseFolder).relativeFilePath(file);
    const bool isBelow = !m_baseFolder.isEmpty() && !relative.startsWith(QLatin1String("../"))
                         && QDir::isRelativePath(relative);
    m_line->setText(isBelow ? relative : file);
    emit given(AttributeValue(m_line->text()), Giving::Choosing);
}

void PathEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PathEditor::dropEvent(QDropEvent *event)
{
    take(droppedFile(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace outcrop
