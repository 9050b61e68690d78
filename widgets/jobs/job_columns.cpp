#include "widgets/jobs/job_columns.h"

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
constexpr int narrowestName = 84;

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
    if (wanted.isEmpty())
        wanted = defaultColumns();
    const QSignalBlocker blocker(m_header);
    m_empty.clear();
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
        QAction *column = menu->addAction(columnTitle(JobColumn(i)));
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
    m_header.setSectionHidden(column, !isShown);
    m_empty.remove(column);
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
    return !m_header.isSectionHidden(column) || m_empty.contains(column);
}

void JobColumns::foldEmpty()
{
    const QAbstractItemModel &jobs = *m_table.model();
    for (const JobColumn column :
         {JobColumn::Seen, JobColumn::Test, JobColumn::P95, JobColumn::Warnings}) {
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
    foldEmpty();
    if (m_widthsAreChosen)
        return;
    m_table.resizeColumnsToContents();
    int spare = m_table.viewport()->width();
    QVector<int> shown;
    for (int i = 0; i < jobColumnCount; ++i) {
        if (m_header.isSectionHidden(i))
            continue;
        m_header.resizeSection(i, std::min(m_header.sectionSize(i), widestColumn));
        spare -= m_header.sectionSize(i);
        shown << i;
    }
    // Too little room: names give way before figures do.
    for (const JobColumn column : {JobColumn::Best, JobColumn::Pipeline, JobColumn::Host}) {
        const int size = m_header.sectionSize(int(column));
        const int given = std::clamp(-spare, 0, std::max(0, size - narrowestName));
        if (given > 0 && shown.contains(int(column))) {
            m_header.resizeSection(int(column), size - given);
            spare += given;
        }
    }
    // Too much: shared, so that no column is far off.
    for (const int column : shown) {
        if (spare > 0)
            m_header.resizeSection(column, m_header.sectionSize(column) + spare / shown.size());
    }
}

bool JobColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &JobColumns::fit); // Not while it is laid out.
    return QObject::eventFilter(watched, event);
}

} // namespace outcrop
