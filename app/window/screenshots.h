#pragma once

#include "app/window/main_window.h"

#include <QTimer>

#include <deque>

namespace outcrop {

// Draws every place of the window, with every example, in both themes and at two sizes, into PNG
// files, and ends the program. Waits for what is to be seen, never for a time.
class Screenshots : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        MainWindow &window;
        Workspace &workspace;
        Style &style;
        QString folder;
    };

    explicit Screenshots(const Parts &parts);

private:
    struct Shot
    {
        QString name; // Empty: nothing is drawn.
        std::function<void()> prepare;
        std::function<bool()> isReady; // Empty: at once.
    };

    void plan(const QVector<Example> &examples);
    void planLook(ThemeChoice theme, QSize size, const QVector<Example> &examples);
    void planPlaces(const QString &look);
    void planPanels(const QString &look);
    void planHostDialogs(const QString &look);
    void step();
    void makeRoom(QWidget &dialog) const;
    void draw(const QString &name);
    void showChart(const char *key); // Or the leaderboard: a tab of the results.
    QVector<QWidget *> othersInSight() const;
    bool isSettled() const;
    OpenDocument *documentNamed(const QString &name) const;

    Parts m_parts;
    std::deque<Shot> m_shots;
    bool m_isPrepared = false;
    int m_readyFor = 0; // Looks in a row.
    QTimer m_timer;
};

} // namespace outcrop
