// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orp::backend {

/// The cursors of a link. It keeps them, to open them again.
///
/// (1) A cursor ends with the transaction in which it was opened, or with a savepoint that is
///     undone around it, and says so to whoever reads on. It outlives a savepoint that is released.
/// (2) One that is open when the link ends is left to who holds it, and deleted when it is closed.
template <class C>
class Cursors {
 public:
  Cursors() = default;
  Cursors(const Cursors&) = delete;
  Cursors& operator=(const Cursors&) = delete;
  ~Cursors() {
    end();
    for (Entry& entry : entries_) {
      if (!entry.cursor->is_open()) continue;
      entry.cursor->leave_link();
      (void)entry.cursor.release();
    }
  }

  /// One that is not open, made of `arguments` if need be; the caller opens it.
  template <class... Arguments>
  C& next(Arguments&&... arguments) {
    ++last_number_;
    for (Entry& entry : entries_) {
      if (entry.cursor->is_open()) continue;
      entry.number = last_number_;
      return *entry.cursor;
    }
    auto cursor = std::make_unique<C>(std::forward<Arguments>(arguments)...);
    return *entries_.emplace_back(Entry{std::move(cursor), last_number_}).cursor;
  }

  template <class Visit>
  void for_each_open(Visit visit) {
    for (Entry& entry : entries_)
      if (entry.cursor->is_open()) visit(*entry.cursor);
  }

  /// The transaction ends.
  void end() noexcept {
    end_after(0);
    savepoints_.clear();
  }

  void set_savepoint(std::string_view name) { savepoints_.emplace_back(name, last_number_); }
  void release_savepoint(std::string_view name) noexcept { savepoints_.resize(position_of(name)); }
  /// The savepoint itself stays.
  void roll_back_to_savepoint(std::string_view name) noexcept {
    const std::size_t position = position_of(name);
    if (position == savepoints_.size()) return;
    end_after(savepoints_[position].second);
    savepoints_.resize(position + 1);
  }

 private:
  struct Entry {
    std::unique_ptr<C> cursor;
    std::uint64_t number;
  };

  void end_after(std::uint64_t number) noexcept {
    for (Entry& entry : entries_) {
      if (entry.number > number && entry.cursor->is_open()) entry.cursor->outlive();
    }
  }
  /// The last savepoint of that name; past the end when there is none.
  std::size_t position_of(std::string_view name) const noexcept {
    for (std::size_t i = savepoints_.size(); i > 0; --i) {
      if (savepoints_[i - 1].first == name) return i - 1;
    }
    return savepoints_.size();
  }

  std::vector<Entry> entries_;
  std::uint64_t last_number_ = 0;
  std::vector<std::pair<std::string, std::uint64_t>> savepoints_;
};

}  // namespace orp::backend
