#include "app/window/shortcut_editor.h"

#include "widgets/style/search_field.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>

namespace outcrop {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int rowPadding = 9;

} // namespace

ShortcutEditor::ShortcutEditor(const Commands &commands, Settings &settings, Style &style,
                               QWidget *parent)
    : QDialog(parent)
    , m_commands(commands)
    , m_settings(settings)
    , m_list(new QTreeView)
    , m_title(new QLabel)
    , m_keys(new QKeySequenceEdit)
    , m_reset(new QPushButton(tr("&Default")))
    , m_none(new QPushButton(tr("&None")))
    , m_conflict(new QLabel)
    , m_takeOver(new QPushButton(tr("&Use it here")))
    , m_resetAll(new QPushButton(tr("All &defaults")))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(600, 560);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(14, 14, 14, 14);
    column->setSpacing(10);
    column->addWidget(makeList(style), 1);
    column->addWidget(makeEditor(style));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    buttons->addButton(m_resetAll, QDialogButtonBox::ResetRole);
    m_resetAll->setToolTip(tr("Give every command the keys it came with"));
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        for (const QString &id : m_settings.shortcuts().keys())
            m_settings.resetShortcut(id);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    connect(&settings, &Settings::shortcutsChanged, this, &ShortcutEditor::fill,
            Qt::QueuedConnection); // After the commands have them.
    fill();
}

ShortcutEditor::~ShortcutEditor()
{
    m_keys->disconnect(this); // It tells of its keys once more when it loses the focus.
    m_list->selectionModel()->disconnect(this);
}

QWidget *ShortcutEditor::makeList(Style &style)
{
    auto *const found = new QSortFilterProxyModel(this);
    found->setSourceModel(&m_model);
    found->setFilterKeyColumn(-1);
    found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(found);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setEditTriggers(QTreeView::NoEditTriggers);
    m_list->setAccessibleName(windowTitle());
    m_list->header()->setStretchLastSection(false);
    auto *const search = new SearchField(style, tr("Search commands and keys"));
    search->setResults(m_list);
    connect(search, &QLineEdit::textChanged, found, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ShortcutEditor::showChosen);
    connect(m_list, &QTreeView::activated, m_keys, [this] { m_keys->setFocus(); });
    auto *const whole = new QWidget;
    auto *const column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(search);
    column->addWidget(m_list, 1);
    return whole;
}

QWidget *ShortcutEditor::makeEditor(Style &style)
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setBuddy(m_keys);
    m_keys->setAccessibleName(tr("New keys"));
    m_keys->setToolTip(tr("Press the new keys"));
    m_reset->setToolTip(tr("The keys it came with"));
    m_none->setToolTip(tr("Let it have no keys"));
    m_conflict->setWordWrap(true);
    QPalette warning = m_conflict->palette();
    warning.setColor(QPalette::WindowText, style.color(Ink::Warning));
    m_conflict->setPalette(warning);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence &keys) {
        if (!keys.isEmpty())
            take(QKeySequence(keys[0])); // One chord: nobody remembers two.
    });
    connect(m_takeOver, &QPushButton::clicked, this, [this] { use(m_keys->keySequence()); });
    connect(m_none, &QPushButton::clicked, this, [this] { use({}); });
    connect(m_reset, &QPushButton::clicked, this,
            [this] { m_settings.resetShortcut(chosen()->objectName()); });
    auto *const whole = new QWidget;
    auto *const column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    auto *const row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(m_keys, 1);
    row->addWidget(m_none);
    row->addWidget(m_reset);
    column->addLayout(row);
    auto *const conflict = new QHBoxLayout;
    conflict->addWidget(m_conflict, 1);
    conflict->addWidget(m_takeOver);
    column->addLayout(conflict);
    return whole;
}

void ShortcutEditor::fill()
{
    const QString before = chosen() ? chosen()->objectName() : QString();
    const QMap<QString, QString> own = m_settings.shortcuts();
    m_model.clear();
    m_model.setHorizontalHeaderLabels({tr("Command"), tr("Where"), tr("Keys")});
    for (const QAction *const action : m_commands.all()) {
        QList<QStandardItem *> row;
        for (const QString &cell :
             {Commands::plainText(*action), Commands::placeOf(*action), Commands::keysOf(*action)})
            row << new QStandardItem(cell);
        row[0]->setData(action->objectName(), idRole);
        row[0]->setSizeHint({0, m_list->fontMetrics().height() + rowPadding});
        if (own.contains(action->objectName())) {
            QFont bold = font();
            bold.setWeight(QFont::DemiBold);
            row[2]->setFont(bold);
            row[2]->setToolTip(tr("Changed by you"));
        }
        m_model.appendRow(row);
    }
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_resetAll->setEnabled(!own.isEmpty());
    choose(before.isEmpty() ? m_commands.all().first()->objectName() : before);
}

void ShortcutEditor::choose(const QString &command)
{
    const QModelIndexList rows =
        m_list->model()->match(m_list->model()->index(0, 0), idRole, command, 1, Qt::MatchExactly);
    m_list->setCurrentIndex(rows.value(0));
    showChosen();
}

QAction *ShortcutEditor::chosen() const
{
    const QModelIndex current = m_list->currentIndex().siblingAtColumn(0);
    return current.isValid() ? m_commands.find(current.data(idRole).toString()) : nullptr;
}

void ShortcutEditor::showChosen()
{
    const QAction *const action = chosen();
    m_title->setText(action ? tr("Keys of “%1”").arg(Commands::plainText(*action))
                            : tr("Choose a command to change its keys."));
    const QSignalBlocker quiet(m_keys);
    m_keys->setKeySequence(action ? action->shortcut() : QKeySequence());
    m_keys->setEnabled(action);
    m_none->setEnabled(action && !action->shortcut().isEmpty());
    m_reset->setEnabled(action && m_settings.shortcuts().contains(action->objectName()));
    m_conflict->hide();
    m_takeOver->hide();
}

void ShortcutEditor::take(const QKeySequence &keys)
{
    const QAction *const action = chosen();
    if (!action)
        return;
    const QAction *const holder = m_commands.holderOf(keys);
    if (holder && holder != action) {
        const QSignalBlocker quiet(m_keys);
        m_keys->setKeySequence(keys);
        m_conflict->setText(
            tr("%1 already belongs to “%2”.")
                .arg(keys.toString(QKeySequence::NativeText), Commands::plainText(*holder)));
        m_conflict->show();
        m_takeOver->show();
        return;
    }
    use(keys);
}

void ShortcutEditor::use(const QKeySequence &keys)
{
    const QAction *const action = chosen();
    QAction *const holder = keys.isEmpty() ? nullptr : m_commands.holderOf(keys);
    if (holder && holder != action) {
        QList<QKeySequence> left = holder->shortcuts();
        left.removeAll(keys);
        m_settings.setShortcut(holder->objectName(), QKeySequence::listToString(left));
    }
    m_settings.setShortcut(action->objectName(), keys.toString());
}

} // namespace outcrop
