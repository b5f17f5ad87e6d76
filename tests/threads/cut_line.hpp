// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace orp::tests {

/// A line to a PostgreSQL server through which a test can say what the server would say, and which
/// it can cut: the server goes away in the middle of whatever the test likes.
class CutLine {
 public:
  enum class When {
    now,    ///< while the client is silent
    asked,  ///< in place of the answer to what the client sends next; the server sees nothing
    server_is_done  ///< in place of an answer that the server has given
  };

  /// `socket` is the server's; clients find the line in the folder `home`.
  CutLine(std::string socket, std::string home);
  ~CutLine();
  CutLine(const CutLine&) = delete;
  CutLine& operator=(const CutLine&) = delete;

  /// The connection that is open ends with `last_words`. Returns at once, or for `now` when it has
  /// happened.
  void cut(When when, std::string last_words);

 private:
  void serve();
  void pump(int client);

  const std::string socket_;
  const std::string path_;
  int listener_ = -1;
  std::atomic<bool> is_over_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_armed_ = false;
  When when_ = When::now;
  std::string last_words_;
  std::thread server_;
};

}  // namespace orp::tests
