// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

#include "orpiment/engine/engine.hpp"

namespace orp::tests {

class TroubledBackend;

/// What befalls a connection.
enum class Trouble : std::uint8_t {
  refusal,  ///< a statement fails in place of what it would do; the connection lives
  loss,     ///< the connection is gone before a statement
  silence   ///< the connection is gone after a statement, or COMMIT, and before its answer
};

/// A real database whose connections meet trouble at a step that the test chooses. A step is what a
/// link is asked: BEGIN, a statement, a batch, COMMIT. A server's connection is lost in earnest:
/// its process is ended, also between the statements of a batch, which are steps, too.
class TroubledDatabase {
 public:
  /// `healthy` is an engine of the same database, which outlives this one and ends processes.
  TroubledDatabase(const Engine& healthy, bool is_server);
  ~TroubledDatabase();
  TroubledDatabase(const TroubledDatabase&) = delete;
  TroubledDatabase& operator=(const TroubledDatabase&) = delete;

  /// Its own engine.
  Engine connect() const;

  /// From now on the step of this number, counted from 0, meets trouble; once.
  void expect(Trouble trouble, std::size_t step);
  /// No more trouble; true when there was some.
  bool had_trouble();
  /// It was COMMIT that found it out.
  bool had_trouble_at_commit() const;

 private:
  std::unique_ptr<TroubledBackend> backend_;
};

}  // namespace orp::tests
