#pragma once

#include <QString>

#include <vector>

namespace outcrop {

// A linear undo history of values of type T. There is always a current value. Values that share
// what is equal cost what they differ in.
template<class T>
class History
{
public:
    explicit History(T initial) : m_states{{std::move(initial), {}, {}}} {}

    const T &current() const { return m_states[m_index].value; }

    // Makes `value` current and forgets what was undone. Successive changes with the same non-empty
    // `mergeKey` count as one step, but not across a save: what was saved can be returned to.
    void push(T value, const QString &label, const QString &mergeKey = {})
    {
        m_states.resize(m_index + 1, m_states.front());
        if (m_clean > int(m_index))
            m_clean = neverClean;

        const bool merges = !mergeKey.isEmpty() && mergeKey == m_states.back().mergeKey;
        if (merges && !isClean()) {
            m_states.back().value = std::move(value);
            return;
        }
        m_states.push_back({std::move(value), label, mergeKey});
        ++m_index;
    }

    bool canUndo() const { return m_index > 0; }
    bool canRedo() const { return m_index + 1 < m_states.size(); }
    // Nothing happens where there is nothing to undo or redo. The next change begins a new step.
    void undo()
    {
        if (canUndo())
            moveTo(m_index - 1);
    }
    void redo()
    {
        if (canRedo())
            moveTo(m_index + 1);
    }
    QString undoLabel() const { return canUndo() ? m_states[m_index].label : QString(); }
    QString redoLabel() const { return canRedo() ? m_states[m_index + 1].label : QString(); }

    bool isClean() const { return int(m_index) == m_clean; }
    void markClean() { m_clean = int(m_index); }

private:
    struct State
    {
        T value;
        QString label; // Of the edit that led to this value.
        QString mergeKey;
    };
    static constexpr int neverClean = -1;

    void moveTo(size_t index)
    {
        m_index = index;
        m_states[m_index].mergeKey.clear();
    }

    std::vector<State> m_states;
    size_t m_index = 0;
    int m_clean = 0;
};

} // namespace outcrop
