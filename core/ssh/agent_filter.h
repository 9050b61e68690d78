#pragma once

#include "core/base/descriptor.h"
#include "core/hosts/remote_shell.h"

#include <thread>
#include <vector>

namespace outcrop {

// A connection to the person's agent (draft-miller-ssh-agent). Every call ends within `patience`.
class AgentConnection
{
public:
    // NotFound: there is none.
    static Result<AgentConnection> open(const QString &socketPath);

    struct Identity
    {
        QByteArray key; // As it goes over the wire.
        QByteArray comment;
    };
    Result<std::vector<Identity>> identities(const Patience &patience);

    // One message there and one back, without their lengths.
    Result<QByteArray> ask(const QByteArray &message, const Patience &patience);

private:
    explicit AgentConnection(Descriptor socket) : m_socket(std::move(socket)) {}

    Descriptor m_socket;
};

// An agent that has only the chosen keys of another one: the library would offer them all, and a
// host hangs up after a few. Serves one client in a thread of its own, until it goes.
class AgentFilter
{
public:
    AgentFilter(AgentConnection agent, std::vector<AgentConnection::Identity> chosen,
                const Patience &patience);
    ~AgentFilter();

    // The client's end, once.
    Descriptor takeClientEnd() { return std::move(m_client); }

private:
    void serve();
    QByteArray answerTo(const QByteArray &message);

    AgentConnection m_agent;
    std::vector<AgentConnection::Identity> m_chosen;
    Patience m_patience;
    Descriptor m_client, m_own;
    std::thread m_thread;
};

} // namespace outcrop
