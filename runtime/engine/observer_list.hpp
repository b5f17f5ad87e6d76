// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <shared_mutex>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "orpiment/engine/observer.hpp"

namespace orp::detail {

/// The observers of an engine. Costs a load while there are none. Any thread may call any of it;
/// observers hear of an event in the thread that tells it.
class ObserverList final : public backend::StatementListener {
 public:
  explicit ObserverList(bool hides_values) : hides_values_(hides_values) {}

  /// Until remove(), which `observer` outlives.
  void add(Observer& observer);
  /// Returns when no call to `observer` is under way any more.
  void remove(Observer& observer);

  bool is_listening() const override { return is_watched_.load(std::memory_order_relaxed); }
  void executed(const backend::SentStatement& sent) override;
  // Each observer hears of the event; throws nothing.
  void tell(const TransactionEvent& event) const;
  void tell(PoolEvent::Kind kind) const {
    if (is_listening()) [[unlikely]]
      tell_of_pool(kind);
  }
  void tell(const UncommittedEvent& event) const;
  void tell(const MissingRowsEvent& event) const;

 private:
  void tell_of_pool(PoolEvent::Kind kind) const;
  template <class Call>
  void for_each(const Call& call) const;

  const bool hides_values_;
  std::atomic<bool> is_watched_{false};
  mutable std::shared_mutex mutex_;
  std::vector<Observer*> observers_;
};

}  // namespace orp::detail
