#include "widgets/jobs/job_columns.h"

#include "widgets/jobs/job_delegate.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>
#include <QTimer>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int widestColumn = 320; // Pixels.
constexpr int widestState = 480;  // It also says how old it is, and what is odd.
constexpr int narrowestName = 116;

QVector<int> columnsOf(const QStringList &keys)
{
    QVector<int> columns;
    for (const QString &key : keys) {
        for (int i = 0; i < jobColumnCount; ++i) {
            if (columnKey(JobColumn(i)) == key && !columns.contains(i))
                columns << i;
        }
    }
    return columns;
}

QVector<int> defaultColumns()
{
    QVector<int> columns;
    for (int i = 0; i < jobColumnCount; ++i) {
        if (isShownByDefault(JobColumn(i)))
            columns << i;
    }
    return columns;
}

} // namespace

JobColumns::JobColumns(QTableView &table)
    : QObject(&table), m_table(table), m_header(*table.horizontalHeader())
{
    m_header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&m_header, &QHeaderView::customContextMenuRequested, this,
            [this](QPoint place) { openMenu(m_header.viewport()->mapToGlobal(place)); });
    connect(&m_header, &QHeaderView::sectionResized, this, [this](int, int before, int after) {
        const bool isByPerson = QApplication::mouseButtons().testFlag(Qt::LeftButton);
        m_widthsAreChosen = m_widthsAreChosen || (isByPerson && before > 0 && after > 0);
    });
    connect(&m_header, &QHeaderView::sectionMoved, this, [this] { emit changed(keys()); });
    m_table.viewport()->installEventFilter(this);
    setKeys({});
}

QStringList JobColumns::keys() const
{
    QStringList keys;
    for (int i = 0; i < jobColumnCount; ++i) {
        const int column = m_header.logicalIndex(i);
        if (isWanted(column))
            keys << columnKey(JobColumn(column));
    }
    return keys;
}

void JobColumns::setKeys(const QStringList &keys)
{
    QVector<int> wanted = columnsOf(keys);
    m_areChosen = !wanted.isEmpty();
    if (!m_areChosen)
        wanted = defaultColumns();
    const QSignalBlocker blocker(m_header);
    m_empty.clear();
    m_crowded.clear();
    for (int i = 0; i < jobColumnCount; ++i)
        m_header.setSectionHidden(i, !wanted.contains(i));
    for (int place = 0; place < wanted.size(); ++place)
        m_header.moveSection(m_header.visualIndex(wanted[place]), place);
    fit();
}

void JobColumns::openMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(&m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < jobColumnCount; ++i) {
        const QString title = columnTitle(JobColumn(i));
        QAction *column =
            menu->addAction(m_crowded.contains(i) ? tr("%1 (no room)").arg(title) : title);
        column->setCheckable(true);
        column->setChecked(isWanted(i));
        column->setEnabled(JobColumn(i) != JobColumn::Job); // Rows need a name.
        connect(column, &QAction::toggled, this, [this, i](bool isShown) { show(i, isShown); });
    }
    menu->addSeparator();
    menu->addAction(tr("Default columns"), this, &JobColumns::showDefault);
    menu->popup(globalPosition);
}

void JobColumns::show(int column, bool isShown)
{
    m_areChosen = true;
    m_header.setSectionHidden(column, !isShown);
    m_empty.remove(column);
    m_crowded.remove(column);
    fit();
    emit changed(keys());
}

void JobColumns::showDefault()
{
    m_widthsAreChosen = false;
    setKeys({});
    emit changed(keys());
}

bool JobColumns::isWanted(int column) const
{
    return !m_header.isSectionHidden(column) || m_empty.contains(column)
           || m_crowded.contains(column);
}

void JobColumns::foldEmpty()
{
    const QAbstractItemModel &jobs = *m_table.model();
    for (const JobColumn column : {JobColumn::Address, JobColumn::Seen, JobColumn::Test,
                                   JobColumn::P95, JobColumn::Warnings, JobColumn::Kept}) {
        const int section = int(column);
        if (!isWanted(section))
            continue;
        bool isEmpty = true;
        for (int row = 0; row < jobs.rowCount() && isEmpty; ++row)
            isEmpty = jobs.index(row, section).data().toString().isEmpty();
        if (isEmpty)
            m_empty.insert(section);
        else
            m_empty.remove(section);
        m_header.setSectionHidden(section, isEmpty);
    }
}

void JobColumns::fit()
{
    for (const int column : qAsConst(m_crowded)) // Looked at once more.
        m_header.setSectionHidden(column, false);
    m_crowded.clear();
    foldEmpty();
    if (m_widthsAreChosen)
        return;
    m_table.resizeColumnsToContents();
    for (int column = 0; column < jobColumnCount; ++column) {
        const int widest = JobColumn(column) == JobColumn::State ? widestState : widestColumn;
        if (!m_header.isSectionHidden(column))
            m_header.resizeSection(column, std::min(m_header.sectionSize(column), widest));
    }
    makeRoom();
    shareWidth(m_header, m_table.viewport()->width());
}

void JobColumns::fitStates()
{
    const QAbstractItemView &table = m_table; // QTableView hides its size hint.
    const int section = int(JobColumn::State);
    if (!m_header.isSectionHidden(section)
        && table.sizeHintForColumn(section) > m_header.sectionSize(section))
        fit();
}

// Too little room: names give way before figures do, then whole columns.
void JobColumns::makeRoom()
{
    const int room = m_table.viewport()->width();
    const auto narrowNames = [&] {
        for (const JobColumn column : {JobColumn::Best, JobColumn::Pipeline, JobColumn::Host}) {
            const int size = m_header.sectionSize(int(column));
            const int given = std::min(m_header.length() - room, size - narrowestName);
            if (given > 0 && !m_header.isSectionHidden(int(column)))
                m_header.resizeSection(int(column), size - given);
        }
    };
    narrowNames();
    if (m_areChosen)
        return;
    for (const JobColumn column :
         {JobColumn::P95, JobColumn::Test, JobColumn::Warnings, JobColumn::Host,
          JobColumn::Duration, JobColumn::Best, JobColumn::Pipeline, JobColumn::Started}) {
        if (m_header.length() <= room || m_header.isSectionHidden(int(column)))
            continue;
        m_header.setSectionHidden(int(column), true);
        m_crowded.insert(int(column));
    }
}

bool JobColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &JobColumns::fit); // Not while it is laid out.
    return QObject::eventFilter(watched, event);
}

} // namespace outcrop
