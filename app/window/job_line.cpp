#include "app/window/job_line.h"

#include "core/base/text.h"
#include "core/hosts/host_profile.h"
#include "core/job_store/job_flags.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobLine)
};

constexpr int iconSide = 16;
constexpr int padding = 8;

struct Look
{
    const char *icon;
    Ink ink;
};

Look lookOf(JobState state)
{
    switch (state) {
    case JobState::Succeeded:
        return {"good", Ink::Good};
    case JobState::Failed:
    case JobState::Lost:
        return {"error", Ink::Bad};
    case JobState::Cancelled:
        return {"cancelled", Ink::Muted};
    case JobState::Attention:
        return {"attention", Ink::Warning};
    default:
        return {"running", Ink::Accent};
    }
}

// The time where it was today, else also the day.
QString momentOf(const QDateTime &utc)
{
    const QDateTime local = utc.toLocalTime();
    const QLocale locale;
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    return local.date() == QDate::currentDate()
               ? time
               : Tr::tr("%1, %2", "a day and a time")
                     .arg(locale.toString(local.date(), QLocale::ShortFormat), time);
}

} // namespace

JobLine::JobLine(Style &style, QWidget *parent) : QAbstractButton(parent), m_style(style)
{
    m_hosts.insert(thisComputer().id, thisComputer().title);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&style, &Style::changed, this, qOverload<>(&QWidget::update));
    showJob(nullptr);
}

void JobLine::setHosts(const QHash<QString, QString> &titles)
{
    m_hosts = titles;
    say();
}

QString JobLine::hostTitle() const
{
    const QString &id = m_job->attempt.host;
    return plainLine(m_hosts.value(id, id), 60);
}

void JobLine::showJob(const Job *job)
{
    if (!job || !m_job || m_job->uuid != job->uuid)
        m_progress.clear();
    m_job = job ? std::optional(*job) : std::nullopt;
    setEnabled(m_job.has_value()); // Shown always: hidden it is while the status bar says a word.
    say();
}

void JobLine::showDoing(const QString &words)
{
    if (m_doing == words)
        return;
    m_doing = words;
    say();
}

void JobLine::showView(const RunView &view)
{
    if (!m_job || m_job->uuid != view.uuid)
        return;
    const auto isDone = [](const BlockRun &run) { return run.state == BlockRunState::Done; };
    const int done = int(std::count_if(view.blocks.begin(), view.blocks.end(), isDone));
    m_progress = Tr::tr("%1 of %2 blocks").arg(done).arg(view.blocks.size());
    say();
}

void JobLine::say()
{
    if (!m_doing.isEmpty()) {
        m_icon = QStringLiteral("running");
        m_ink = Ink::Accent;
        setText(m_doing);
        setToolTip({});
        setAccessibleName(m_doing);
        updateGeometry();
        update();
        return;
    }
    if (!m_job) {
        setText({});
        setToolTip({});
        setAccessibleName(Tr::tr("No job is shown"));
        update();
        return;
    }
    const JobState state = m_job->attempt.state;
    const Look look = lookOf(state);
    m_icon = QLatin1String(look.icon);
    m_ink = look.ink;
    QString sentence = Tr::tr("%1 on %2: %3", "job, host, state")
                           .arg(m_job->title, hostTitle(), stateTitle(state).toLower());
    if (state == JobState::Running && !m_progress.isEmpty())
        sentence = Tr::tr("%1 on %2: %3", "job, host, progress")
                       .arg(m_job->title, hostTitle(), m_progress);
    QStringList parts{sentence};
    if (state == JobState::Queued)
        parts << Tr::tr("is sent in its turn, while this window is open");
    else if (const QString flag = flagTitle(m_job->attempt, QDateTime::currentDateTimeUtc());
             !flag.isEmpty())
        parts << flag;
    else if (!isTerminal(state) && !isBeforeStart(state))
        parts << Tr::tr("goes on without this window");
    parts << Tr::tr("shows the pipeline as it was submitted at %1").arg(momentOf(m_job->createdAt));
    setText(parts.join(QStringLiteral(" · ")));
    setAccessibleName(text());
    QStringList odd = flagSentences(m_job->attempt, QDateTime::currentDateTimeUtc());
    odd.prepend(text());
    setToolTip(
        odd.join(QLatin1Char('\n')) + QLatin1Char('\n')
        + Tr::tr("Click for its results. Submitted %1 UTC.")
              .arg(m_job->createdAt.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))));
    updateGeometry();
    update();
}

QSize JobLine::sizeHint() const
{
    const QFontMetrics metrics(m_style.small());
    return {2 * padding + m_style.scaled(iconSide) + 8 + metrics.horizontalAdvance(text()),
            std::max(m_style.scaled(iconSide), metrics.height()) + 8};
}

void JobLine::paintEvent(QPaintEvent *)
{
    if (text().isEmpty())
        return;
    QPainter painter(this);
    if (underMouse() || hasFocus())
        painter.fillRect(rect(), m_style.theme().hover);
    const QRect icon(padding, (height() - m_style.scaled(iconSide)) / 2, m_style.scaled(iconSide),
                     m_style.scaled(iconSide));
    m_style.icon(m_icon, m_ink).paint(&painter, icon);
    const QRect inside = rect().adjusted(padding + m_style.scaled(iconSide) + 8, 0, -padding, 0);
    painter.setFont(m_style.small());
    painter.setPen(m_style.theme().text);
    painter.drawText(
        inside, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, inside.width()));
}

} // namespace outcrop
