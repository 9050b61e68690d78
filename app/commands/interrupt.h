#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace outcrop {

// Ctrl-C while something is watched: the first one asks to let go, a second one within two seconds
// ends the program at once. One at a time; the former behaviour is back when it is gone.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

signals:
    void requested();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace outcrop
