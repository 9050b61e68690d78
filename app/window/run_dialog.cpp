#include "app/window/run_dialog.h"

#include "core/base/text.h"
#include "widgets/hosts/limit_fields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop {

RunDialog::RunDialog(const std::vector<HostProfile> &hosts, const QString &host,
                     const RunOptions &options, Style &style, QWidget *parent)
    : QDialog(parent)
    , m_host(new QComboBox)
    , m_keep(new QLineEdit(timeLimitText(options.limits.keep)))
    , m_restarts(new QCheckBox(tr("&Start it again where its host dies under it")))
    , m_triedFirst(new QCheckBox(tr("&First try it here on a few rows")))
    , m_words(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Run with…"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    auto *const title = new QLabel(tr("This run, and no other"));
    title->setFont(style.title());
    column->addWidget(title);

    auto *const widget = new QWidget;
    auto *const form = new QFormLayout(widget);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    for (const HostProfile &profile : hosts)
        m_host->addItem(plainLine(profile.title, 60), profile.id);
    m_host->setCurrentIndex(std::max(0, m_host->findData(host)));
    m_host->setAccessibleName(tr("Where it runs"));
    m_host->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    form->addRow(tr("&Where"), m_host);
    m_limits = new LimitFields(*form, options.limits, tr("as its host says"));
    addFormRow(*form, tr("&Keep its folder for"), m_keep, m_keep, tr("until the job is deleted"),
               tr("How long its working folder stays on the host after its end, for a look with "
                  "outcrop jobs login: 30m, 2h"));
    column->addWidget(widget);
    m_restarts->setChecked(options.restarts);
    m_restarts->setToolTip(tr("At most twice, where the host was started anew or its processes "
                              "were killed from outside: on the next host of the same group that "
                              "will do, else on the same one"));
    m_triedFirst->setChecked(options.triedFirst);
    m_triedFirst->setToolTip(tr("The very package is trained here on a sample of its data before "
                                "it is sent to another host"));
    column->addWidget(m_restarts);
    column->addWidget(m_triedFirst);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setMinimumHeight(2 * m_words->fontMetrics().lineSpacing());
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(m_words);
    column->addStretch();

    auto *const buttons = new QDialogButtonBox;
    m_run = buttons->addButton(tr("Run"), QDialogButtonBox::AcceptRole);
    m_run->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &RunDialog::go);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_limits, &LimitFields::changed, this, &RunDialog::check);
    connect(m_keep, &QLineEdit::textChanged, this, &RunDialog::check);
    check();
    m_host->setFocus();
    setMinimumWidth(style.scaled(480));
}

QString RunDialog::host() const
{
    return m_host->currentData().toString();
}

Result<RunOptions> RunDialog::options() const
{
    const Result<JobLimits> limits = m_limits->limits();
    if (!limits)
        return failure(limits.error());
    const QString typed = m_keep->text().trimmed();
    const Result<qint64> keep = typed.isEmpty() ? Result<qint64>(0) : parseTimeLimit(typed);
    if (!keep)
        return failure(keep.error());
    RunOptions options{m_triedFirst->isChecked(), *limits, m_restarts->isChecked()};
    options.limits.keep = *keep;
    return options;
}

void RunDialog::check()
{
    const Result<RunOptions> typed = options();
    m_run->setEnabled(typed.has_value());
    m_words->setText(typed ? QString() : typed.error().message);
}

void RunDialog::go()
{
    const Result<RunOptions> typed = options();
    if (!typed)
        return;
    emit wished(host(), *typed);
    accept();
}

} // namespace outcrop
