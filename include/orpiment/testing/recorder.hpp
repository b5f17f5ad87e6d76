// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "orpiment/engine/engine.hpp"

namespace orp::testing {

/// One statement as it was sent.
struct RecordedStatement {
  /// As the database got it.
  std::string sql;
  /// The same on every database: "SELECT users", "UPDATE users (name) 2 rows" for a batch.
  std::string summary;
  std::size_t row_count = 1;  ///< of a batch: rows sent
  /// The database refused it.
  bool failed = false;
};

/// What a Recorder takes down.
struct RecorderOptions {
  bool transactions = false;  ///< also "BEGIN", "COMMIT", "SAVEPOINT" and their like
};

/// Records what an engine sends to its database, for tests of how much and in which order:
///
///     orp::testing::Recorder recorder(engine);
///     session.commit();
///     EXPECT_EQ(recorder.take(), (std::vector<std::string>{"INSERT users (name) 2 rows"}));
///
///     for (User& user : session.scalars(...)) ...;
///     EXPECT_LE(recorder.take().size(), 2U);
///
/// (1) A summary says what happened, not how: a batch is one, whether it went as one statement, by
///     arrays or by COPY.
/// (2) What a backend sends for its own needs, such as keys it reserves, is left out.
/// (3) Several threads may use the engine meanwhile; destroy the recorder when they are done.
class Recorder {
 public:
  /// Listens to `engine` from now on, until it is destroyed.
  explicit Recorder(const Engine& engine, RecorderOptions options = {});
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// The summaries of what was sent since the last call of a take function.
  std::vector<std::string> take();
  /// What was sent since the last call of a take function, in full.
  std::vector<RecordedStatement> take_statements();
  /// How many statements were sent since then.
  std::size_t count() const;

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace orp::testing
