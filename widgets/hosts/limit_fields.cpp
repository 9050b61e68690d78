#include "widgets/hosts/limit_fields.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace outcrop {

namespace {

constexpr int mostCpus = 4096;

} // namespace

void addFormRow(QFormLayout &form, const QString &label, QWidget *field, QLineEdit *edit,
                const QString &placeholder, const QString &help)
{
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(help);
    edit->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    edit->setAccessibleDescription(help);
    auto *const name = new QLabel(label);
    name->setBuddy(field);
    form.addRow(name, field);
}

LimitFields::LimitFields(QFormLayout &form, const JobLimits &limits, const QString &unlimited)
    : QObject(form.parentWidget())
    , m_time(new QLineEdit(timeLimitText(limits.seconds)))
    , m_memory(new QLineEdit(memoryLimitText(limits.memory)))
    , m_cpus(new QSpinBox)
{
    addFormRow(form, tr("&Time of a job"), m_time, m_time, unlimited,
               tr("A job is ended after so long: 90s, 45m, 2h, 1d"));
    addFormRow(form, tr("&Memory of a job"), m_memory, m_memory, unlimited,
               tr("What a job may use: 512M, 4G"));
    m_cpus->setRange(0, mostCpus);
    m_cpus->setValue(limits.cpus);
    m_cpus->setSpecialValueText(unlimited);
    m_cpus->setToolTip(tr("What a job may use; 0: %1").arg(unlimited));
    m_cpus->setAccessibleName(tr("CPUs of a job"));
    m_cpus->setAccessibleDescription(m_cpus->toolTip());
    form.addRow(tr("&CPUs of a job"), m_cpus);
    for (QLineEdit *const edit : {m_time, m_memory})
        connect(edit, &QLineEdit::textChanged, this, &LimitFields::changed);
    connect(m_cpus, qOverload<int>(&QSpinBox::valueChanged), this, &LimitFields::changed);
}

Result<JobLimits> LimitFields::limits() const
{
    JobLimits limits;
    limits.cpus = m_cpus->value();
    const auto read = [](const QLineEdit *edit, qint64 &value,
                         Result<qint64> (*parse)(const QString &)) -> Result<> {
        const QString text = edit->text().trimmed();
        const Result<qint64> parsed = text.isEmpty() ? Result<qint64>(0) : parse(text);
        if (!parsed)
            return failure(parsed.error());
        value = *parsed;
        return {};
    };
    if (const Result<> time = read(m_time, limits.seconds, parseTimeLimit); !time)
        return failure(time.error());
    if (const Result<> memory = read(m_memory, limits.memory, parseMemoryLimit); !memory)
        return failure(memory.error());
    return limits;
}

} // namespace outcrop
