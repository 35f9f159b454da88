// A table in memory whose changes can be taken back: each is noted in a journal that undoes it. An
// Index sees every row that comes and goes. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace wls::fakes {

// How to take back what was changed, in the order of the changes.
using Journal = std::vector<std::function<void()>>;

// `Index`: add(key, row), remove(key, row) and change(key, before, after).
template <class Key, class Row, class Index>
class JournaledTable {
  public:
    explicit JournaledTable(Journal& journal) : journal_(journal) {}
    JournaledTable(const JournaledTable&) = delete;
    JournaledTable& operator=(const JournaledTable&) = delete;

    const std::map<Key, Row>& rows() const { return rows_; }
    const Index& index() const { return index_; }
    // Another one after each change.
    std::uint64_t version() const { return version_; }

    // Null when there is none; good until the row changes.
    const Row* find(const Key& key) const {
        const auto found = rows_.find(key);
        return found == rows_.end() ? nullptr : &found->second;
    }

    void put(const Key& key, Row row) { change(key, std::move(row)); }
    void erase(const Key& key) { change(key, {}); }

  private:
    void change(const Key& key, std::optional<Row> row) {
        auto before = set(key, std::move(row));
        journal_.push_back([this, key, before = std::move(before)]() mutable {
            static_cast<void>(set(key, std::move(before)));
        });
    }

    // What was there before.
    std::optional<Row> set(const Key& key, std::optional<Row> row) {
        ++version_;
        std::optional<Row> before;
        auto found = rows_.find(key);
        if (found == rows_.end()) {
            if (!row) return before;
            index_.add(key, *row);
            rows_.emplace(key, std::move(*row));
            return before;
        }
        if (row)
            index_.change(key, found->second, *row);
        else
            index_.remove(key, found->second);
        before = std::move(found->second);
        if (row)
            found->second = std::move(*row);
        else
            rows_.erase(found);
        return before;
    }

    Journal& journal_;
    std::map<Key, Row> rows_;
    Index index_;
    std::uint64_t version_ = 0;
};

}  // namespace wls::fakes
