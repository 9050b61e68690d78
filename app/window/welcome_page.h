#pragma once

#include "app/window/examples.h"
#include "core/settings/recent_files.h"
#include "widgets/style/style.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace outcrop {

// What the window shows while no pipeline is open: the first steps.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(Style &style, QWidget *parent = nullptr);

    void showExamples(const QVector<Example> &examples);
    void showRecent(const QVector<RecentFile> &files);

signals:
    void newWished();
    void openWished();
    void exampleWished(const QString &path);
    void recentWished(const QString &path);
    void pinWished(const QString &path, bool pinned);
    void removeWished(const QString &path);
    void clearWished();

private:
    QWidget *makeRecentRow(const RecentFile &file);
    QLabel *makeHeading(const QString &text);

    Style &m_style;
    QGridLayout *m_examples;
    QVBoxLayout *m_recent;
    QLabel *m_noRecent;
    QWidget *m_clear;
};

} // namespace outcrop
