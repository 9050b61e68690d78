#include "widgets/hosts/host_jobs_form.h"

#include "widgets/hosts/jobs_at_once.h"
#include "widgets/hosts/limit_fields.h"

#include <QDir>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

namespace outcrop {

QStringList wordsOf(const QLineEdit *edit)
{
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    return edit->text().split(between, Qt::SkipEmptyParts);
}

QStringList pathsOf(const QLineEdit *edit)
{
    QStringList paths;
    for (QString path : edit->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        path = path.trimmed();
        paths << (path.startsWith(QLatin1String("~/")) ? QDir::homePath() + path.mid(1) : path);
    }
    return paths;
}

HostJobsForm::HostJobsForm(const HostProfile &profile, QWidget *parent)
    : QWidget(parent)
    , m_python(new QLineEdit)
    , m_activation(new QLineEdit(profile.activation))
    , m_wheels(new QLineEdit(QString::fromUtf8(profile.wheels)))
    , m_base(new QLineEdit(QString::fromUtf8(profile.base)))
    , m_groups(new QLineEdit(profile.groups.join(QStringLiteral(", "))))
    , m_pollFloor(new QLineEdit(timeLimitText(profile.pollFloor)))
    , m_jobs(makeJobsAtOnce(profile.jobs))
{
    if (profile.pythons != thisComputer().pythons)
        m_python->setText(profile.pythons.join(QStringLiteral(", ")));
    auto *const form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const auto add = [&](const QString &label, QLineEdit *edit, const QString &placeholder,
                         const QString &help) {
        addFormRow(*form, label, edit, edit, placeholder, help);
        connect(edit, &QLineEdit::textChanged, this, &HostJobsForm::changed);
    };
    add(tr("P&ython"), m_python, thisComputer().pythons.join(QStringLiteral(", ")),
        tr("Names or paths on the host; the first that will do is taken"));
    add(tr("Acti&vation"), m_activation, tr("module load python, or . ~/venv/bin/activate"),
        tr("A command of its shell, run before each job, that makes its Python found"));
    add(tr("&Wheels"), m_wheels, tr("as its pip finds packages"),
        tr("A folder of the host from which alone packages are installed: an absolute path"));
    add(tr("&Base folder"), m_base, tr("where the host keeps such things"),
        tr("Where jobs lie on the host: an absolute path"));
    form->addRow(tr("Jobs at &once"), m_jobs);
    m_limits = new LimitFields(*form, profile.limits, tr("no limit"));
    add(tr("&Groups"), m_groups, tr("none"),
        tr("Words of your own. A job that is to start again where its host dies goes on on "
           "another host of the same group."));
    add(tr("Asked at most &every"), m_pollFloor, tr("as seldom as its jobs allow"),
        tr("It is asked about its jobs no more often than this: 30s, 5m. A job on the screen is "
           "followed all the same."));
    connect(m_limits, &LimitFields::changed, this, &HostJobsForm::changed);
}

Result<HostProfile> HostJobsForm::applied(HostProfile profile) const
{
    const QStringList pythons = pathsOf(m_python);
    profile.pythons = pythons.isEmpty() ? thisComputer().pythons : pythons;
    profile.activation = m_activation->text().trimmed();
    profile.wheels = m_wheels->text().trimmed().toUtf8();
    profile.base = m_base->text().trimmed().toUtf8();
    profile.jobs = m_jobs->value();
    profile.groups = wordsOf(m_groups);
    const Result<JobLimits> limits = m_limits->limits();
    if (!limits)
        return failure(limits.error());
    const qint64 keep = profile.limits.keep;
    profile.limits = *limits;
    profile.limits.keep = keep;
    const QString floor = m_pollFloor->text().trimmed();
    const Result<qint64> seconds = floor.isEmpty() ? Result<qint64>(0) : parseTimeLimit(floor);
    if (!seconds)
        return failure(seconds.error());
    profile.pollFloor = int(*seconds); // At most a year.
    return profile;
}

} // namespace outcrop
