#pragma once

#include <QObject>

#include <atomic>
#include <memory>

class QDBusVariant;

namespace outcrop {

class Style;

// Tells `style` whether the desktop prefers dark windows, from the start and whenever that changes:
// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
// (color-scheme of org.freedesktop.appearance). Where no desktop says so, its palette tells.
// Nothing waits for it. GUI thread.
class DesktopTheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopTheme(Style &style, QObject *parent = nullptr);

    // What has been answered by now, before the event loop tells of it: for the first window.
    void takeEarly();

private slots:
    void takeSetting(const QString &group, const QString &name, const QDBusVariant &value);

private:
    void take(int scheme);
    void listen();

    Style &m_style;
    std::shared_ptr<std::atomic<int>> m_early; // Unanswered, or what was answered.
};

} // namespace outcrop
