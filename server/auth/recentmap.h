// SPDX-License-Identifier: GPL-3.0-or-later
// Value: a map of bounded size that drops what was not used for longest.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace tokendesk::auth {

/// Holds two generations: what is used goes into the younger one, and when that has reached half of
/// the limit it becomes the older one, whose rest is dropped. So an entry stays while it is among
/// the latest limit / 2 that were used, and no list has to be kept in order. Thread: one.
template<typename Key, typename Value>
class RecentMap
{
public:
    explicit RecentMap(std::size_t limit) : m_half(limit / 2) { }

    /// The value of \a key, or null; valid until the next call.
    [[nodiscard]] Value *find(const Key &key)
    {
        if (const auto found = m_young.find(key); found != m_young.end())
            return &found->second;
        const auto found = m_old.find(key);
        if (found == m_old.end())
            return nullptr;
        Value value = std::move(found->second);
        m_old.erase(found);
        return &insert(key, std::move(value));
    }

    Value &insert(const Key &key, Value value)
    {
        if (m_young.size() >= m_half && !m_young.contains(key)) {
            m_old = std::move(m_young);
            m_young.clear();
        }
        return m_young.insert_or_assign(key, std::move(value)).first->second;
    }

    void erase(const Key &key)
    {
        m_young.erase(key);
        m_old.erase(key);
    }

    void clear()
    {
        m_young.clear();
        m_old.clear();
    }

private:
    const std::size_t m_half;
    std::unordered_map<Key, Value> m_young;
    std::unordered_map<Key, Value> m_old;
};

} // namespace tokendesk::auth
