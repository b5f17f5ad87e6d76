// SPDX-License-Identifier: MIT
#include "engine/observer_list.hpp"

#include <algorithm>
#include <mutex>

namespace orp::detail {

void ObserverList::add(Observer& observer) {
  const std::unique_lock lock(mutex_);
  observers_.push_back(&observer);
  is_watched_.store(true, std::memory_order_relaxed);
}

void ObserverList::remove(Observer& observer) {
  const std::unique_lock lock(mutex_);
  std::erase(observers_, &observer);
  is_watched_.store(!observers_.empty(), std::memory_order_relaxed);
}

template <class Call>
void ObserverList::for_each(const Call& call) const {
  if (!is_listening()) return;
  const std::shared_lock lock(mutex_);
  for (Observer* const observer : observers_) {
    // Events come from destructors, too, and from statements that have been carried out: one that
    // watches cannot undo them, so what it throws ends here.
    try {
      call(*observer);
    } catch (...) {
    }
  }
}

void ObserverList::executed(const backend::SentStatement& sent) {
  const StatementEvent event(sent, hides_values_);
  for_each([&](Observer& observer) { observer.on_statement(event); });
}

void ObserverList::tell(const TransactionEvent& event) const {
  for_each([&](Observer& observer) { observer.on_transaction(event); });
}

void ObserverList::tell_of_pool(PoolEvent::Kind kind) const {
  for_each([&](Observer& observer) { observer.on_pool({kind}); });
}

void ObserverList::tell(const UncommittedEvent& event) const {
  for_each([&](Observer& observer) { observer.on_uncommitted(event); });
}

void ObserverList::tell(const MissingRowsEvent& event) const {
  for_each([&](Observer& observer) { observer.on_missing_rows(event); });
}

}  // namespace orp::detail
