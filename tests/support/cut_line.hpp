// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "orpiment/engine/engine.hpp"

namespace orp::tests {

/// A line to a PostgreSQL server through which a test can say what the server would say, and which
/// it can cut: the server goes away in the middle of whatever the test likes. It counts how often
/// the client waits for the server.
class CutLine {
 public:
  enum class When {
    now,    ///< while the client is silent
    asked,  ///< in place of the answer to what the client sends next; the server sees nothing
    server_is_done  ///< in place of an answer that the server has given
  };

  /// The server has a socket in the file system.
  static bool can_lead_to(const Url& server);
  /// Requires: it can.
  explicit CutLine(const Url& server);
  ~CutLine();
  CutLine(const CutLine&) = delete;
  CutLine& operator=(const CutLine&) = delete;

  /// The connection that is open ends with `last_words`. Returns at once, or for `now` when it has
  /// happened.
  void cut(When when, std::string last_words);
  /// How often somebody has asked since the last call, and what was asked was answered.
  std::size_t take_round_trips() { return round_trips_.exchange(0); }
  /// Options of an engine that goes over this line.
  EngineOptions options() const;

 private:
  void serve();
  void pump(int client);

  const std::string socket_;  // the server's
  const std::string home_;    // the folder of the line
  const std::string path_;
  int listener_ = -1;
  std::atomic<bool> is_over_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_armed_ = false;
  When when_ = When::now;
  std::string last_words_;
  std::atomic<std::size_t> round_trips_{0};
  std::thread server_;
};

}  // namespace orp::tests
