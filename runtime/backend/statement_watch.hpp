// SPDX-License-Identifier: MIT
#pragma once
#include <time.h>

#include <cstdint>
#include <exception>

#include "orpiment/backend/link.hpp"

namespace orp::backend {

/// Stands around the execution of one statement and tells the listener about it at the end, also
/// when it failed. Costs a test when nobody listens.
class StatementWatch {
 public:
  StatementWatch(StatementListener* listener, const SentStatement& event)
      : listener_(listener != nullptr && listener->is_listening() ? listener : nullptr) {
    if (listener_ == nullptr) return;
    event_ = event;
    exceptions_ = std::uncaught_exceptions();
    start_ = now();
  }
  StatementWatch(const StatementWatch&) = delete;
  StatementWatch& operator=(const StatementWatch&) = delete;
  ~StatementWatch() {
    if (listener_ == nullptr) return;
    event_.nanoseconds = now() - start_;
    event_.failed = std::uncaught_exceptions() > exceptions_;
    listener_->executed(event_);
  }

 private:
  static std::int64_t now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
  }

  StatementListener* listener_;
  SentStatement event_{};
  int exceptions_ = 0;
  std::int64_t start_ = 0;
};

}  // namespace orp::backend
