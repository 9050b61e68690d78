#include "widgets/hosts/host_dialog.h"

#include "core/async/run_async.h"
#include "core/base/text.h"
#include "widgets/hosts/host_jobs_form.h"
#include "widgets/hosts/limit_fields.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int pauseMilliseconds = 350;

// In large letters a form is higher than a screen.
QScrollArea *scrolled(QWidget *form)
{
    form->layout()->setContentsMargins(12, 12, 12, 12);
    auto *const scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setSizeAdjustPolicy(QScrollArea::AdjustToContents);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(form);
    return scroll;
}

} // namespace

HostDialog::HostDialog(Parts parts, const HostEntry *entry, QWidget *parent)
    : QDialog(parent)
    , m_parts(std::move(parts))
    , m_before(entry ? std::optional(*entry) : std::nullopt)
    , m_address(new QComboBox)
    , m_name(new QLineEdit)
    , m_user(new QLineEdit)
    , m_port(new QLineEdit)
    , m_key(new QLineEdit)
    , m_jumps(new QLineEdit)
    , m_jobs(new HostJobsForm(entry ? entry->profile : thisComputer()))
    , m_sign(new QLabel)
    , m_words(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(entry ? tr("Edit a host") : tr("Add a host"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    auto *const title =
        new QLabel(entry ? tr("The host %1").arg(plainLine(entry->profile.id, 64))
                         : tr("A computer that you reach with ssh"));
    title->setTextFormat(Qt::PlainText);
    title->setFont(m_parts.style.title());
    column->addWidget(title);
    auto *const tabs = new QTabWidget;
    tabs->addTab(scrolled(makeForm()), tr("&Connection"));
    tabs->addTab(scrolled(m_jobs), tr("Jobs t&here"));
    column->addWidget(tabs, 1);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setMinimumHeight(2 * m_words->fontMetrics().lineSpacing());
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *const words = new QHBoxLayout;
    words->addWidget(m_sign, 0, Qt::AlignTop);
    words->addWidget(m_words, 1);
    column->addLayout(words);
    auto *const buttons = new QDialogButtonBox;
    m_save = buttons->addButton(entry ? tr("Save") : tr("Add"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    m_save->setToolTip(tr("Enter, or Ctrl+Enter from every field"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (entry)
        fill(*entry);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &HostDialog::findWay);
    connect(m_address, &QComboBox::editTextChanged, this, &HostDialog::check);
    for (QLineEdit *const edit : {m_name, m_user, m_port, m_key, m_jumps})
        connect(edit, &QLineEdit::textChanged, this, &HostDialog::check);
    connect(m_jobs, &HostJobsForm::changed, this, &HostDialog::check);
    check();
    m_address->setFocus();
    const QSize room = screen()->availableSize() * 19 / 20;
    setMinimumWidth(std::min(m_parts.style.scaled(540), room.width()));
    resize(sizeHint().boundedTo(room));
}

QWidget *HostDialog::makeForm()
{
    m_address->setEditable(true);
    m_address->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_address->setInsertPolicy(QComboBox::NoInsert);
    for (const ListedHost &host : m_parts.hosts) {
        if (host.source == ListedHost::Source::SshConfig)
            m_address->addItem(host.entry.address);
    }
    m_address->setCurrentIndex(-1);
    m_address->clearEditText();
    m_address->setAccessibleName(tr("Address"));
    m_name->setReadOnly(m_before.has_value());
    m_name->setEnabled(!m_before);
    m_port->setValidator(new QIntValidator(1, 65535, m_port));

    auto *const widget = new QWidget;
    auto *const form = new QFormLayout(widget);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const QString asConfigured = tr("as ~/.ssh/config says");
    addFormRow(*form, tr("&Address"), m_address, m_address->lineEdit(), tr("cpu1.lab.example"),
               tr("As you would write it behind ssh: a name of ~/.ssh/config, or an address"));
    addFormRow(*form, tr("&Name"), m_name, m_name, {},
               tr("What it is called here: letters, digits and . _ -"));
    addFormRow(*form, tr("&User"), m_user, m_user, asConfigured, tr("Who you are there"));
    addFormRow(*form, tr("&Port"), m_port, m_port, asConfigured, tr("1 to 65535; usually 22"));
    addFormRow(
        *form, tr("&Key file"), makeKeyRow(), m_key, asConfigured,
        tr("A private key; ssh-agent is asked too. Several stand with commas between them."));
    addFormRow(*form, tr("&Jumps over"), m_jumps, m_jumps, asConfigured,
               tr("Hosts to go through, in their order: of this list, or of ~/.ssh/config"));
    return widget;
}

QWidget *HostDialog::makeKeyRow()
{
    auto *const widget = new QWidget;
    auto *const row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    auto *const browse = new QPushButton(tr("Choose…"));
    browse->setAutoDefault(false);
    browse->setAccessibleName(tr("Choose a key file"));
    connect(browse, &QPushButton::clicked, this, &HostDialog::chooseKey);
    row->addWidget(m_key, 1);
    row->addWidget(browse);
    widget->setFocusProxy(m_key);
    return widget;
}

void HostDialog::chooseKey()
{
    auto *const dialog = new QFileDialog(this, tr("The private key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setDirectory(QDir::homePath() + QStringLiteral("/.ssh"));
    dialog->setFilter(QDir::Files | QDir::Hidden | QDir::AllDirs);
    connect(dialog, &QFileDialog::fileSelected, m_key, &QLineEdit::setText);
    dialog->open();
}

void HostDialog::fill(const HostEntry &entry)
{
    const QString comma = QStringLiteral(", ");
    m_address->setEditText(entry.address);
    m_name->setText(entry.profile.id);
    m_user->setText(entry.user);
    m_port->setText(entry.port > 0 ? QString::number(entry.port) : QString());
    m_key->setText(entry.identityFiles.join(comma));
    m_jumps->setText(entry.jumps.join(comma));
}

// "cpu1" of "ann@cpu1.lab.example"; of an IP address all of it.
QString HostDialog::suggestedName() const
{
    static const QRegularExpression digits(QStringLiteral("\\A[0-9.]*\\z"));
    const QString address = m_address->currentText().trimmed().section(QLatin1Char('@'), -1);
    return digits.match(address).hasMatch() ? address : address.section(QLatin1Char('.'), 0, 0);
}

HostEntry HostDialog::entry() const
{
    HostEntry entry;
    entry.profile = m_before ? m_before->profile : thisComputer();
    if (m_before)
        entry.legacyAlgorithms = m_before->legacyAlgorithms; // Not in the dialog.
    const QString name = m_name->text().trimmed();
    if (!m_before)
        entry.profile.id = entry.profile.title = name.isEmpty() ? suggestedName() : name;
    const QString address = m_address->currentText().trimmed();
    const int at = address.lastIndexOf(QLatin1Char('@'));
    entry.address = address.mid(at + 1);
    entry.user = m_user->text().trimmed();
    if (entry.user.isEmpty() && at > 0)
        entry.user = address.left(at);
    entry.port = m_port->text().toInt();
    entry.identityFiles = pathsOf(m_key);
    entry.jumps = wordsOf(m_jumps);
    entry.profile = m_jobs->applied(entry.profile).value_or(entry.profile);
    return entry;
}

QString HostDialog::wrong(const HostEntry &entry) const
{
    if (const auto jobs = m_jobs->applied(entry.profile); !jobs)
        return jobs.error().message;
    if (const Result<> checked = checkHostEntry(entry); !checked)
        return checked.error().message;
    const auto isTaken = [&](const ListedHost &host) {
        return host.source == ListedHost::Source::Added
               && host.entry.profile.id == entry.profile.id;
    };
    if (!m_before && std::any_of(m_parts.hosts.begin(), m_parts.hosts.end(), isTaken))
        return tr("There is a host %1 already; give this one another name.").arg(entry.profile.id);
    return {};
}

void HostDialog::check()
{
    ++m_asked; // What was asked before is about something else.
    m_name->setPlaceholderText(suggestedName());
    m_pause.stop();
    const HostEntry typed = entry();
    if (typed.address.isEmpty()) {
        m_save->setEnabled(false);
        say(QStringLiteral("info"), Ink::Muted,
            tr("What is left empty is as ssh has it. Nothing is stored but this form: passwords "
               "are asked for when they are needed."));
        return;
    }
    const QString sentence = wrong(typed);
    m_save->setEnabled(sentence.isEmpty());
    if (!sentence.isEmpty()) {
        say(QStringLiteral("error"), Ink::Bad, sentence);
        return;
    }
    say(QStringLiteral("info"), Ink::Muted, tr("How it is reached is being looked up…"));
    if (m_parts.reach)
        m_pause.start();
}

void HostDialog::findWay()
{
    const int asked = ++m_asked;
    runAsync(
        this, [reach = m_parts.reach, typed = entry()] { return reach(typed); },
        [this, asked](const Result<ConfiguredHost> &way) {
            if (asked != m_asked)
                return;
            m_save->setEnabled(way.has_value());
            if (!way) {
                say(QStringLiteral("error"), Ink::Bad, way.error().message);
                return;
            }
            QStringList stops;
            for (const SshProfile &jump : way->profile.jumps)
                stops << shownAddress(jump);
            stops << shownAddress(way->profile);
            const QStringList remarks = remarksOn(*way);
            const QString reached = tr("Reached as %1.").arg(stops.join(QStringLiteral(" → ")));
            say(remarks.isEmpty() ? QStringLiteral("good") : QStringLiteral("warning"),
                remarks.isEmpty() ? Ink::Good : Ink::Warning,
                (QStringList{reached} + remarks).join(QLatin1Char(' ')));
        });
}

void HostDialog::say(const QString &icon, Ink ink, const QString &sentence)
{
    m_sign->setPixmap(m_parts.style.icon(icon, ink).pixmap(m_parts.style.iconSize()));
    m_words->setText(plainLine(sentence, 1000));
}

void HostDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        m_save->click();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace outcrop
