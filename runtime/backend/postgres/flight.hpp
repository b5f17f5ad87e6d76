// SPDX-License-Identifier: MIT
// Statements in one round trip: libpq's pipeline mode.
//
// (1) All of a flight is sent, and its answers are taken, before any of them is shown: nobody sees
//     the connection within a pipeline, and however a flight ends, all that the server still has to
//     say is taken before anything else goes on.
// (2) A flight is bounded, because what the server answers to it waits in memory. A flight cannot
//     lock up, however large its values and answers are: where libpq waits to send, it takes in
//     what the server sends.
// (3) A statement that cannot be sent (a value is refused) ends its flight, and fails when those
//     before it have been answered.
// (4) A statement that was to be prepared in a flight is prepared when the server has said so.
//     Until then its name is the flight's to take back.
#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "backend/postgres/handles.hpp"
#include "backend/postgres/link.hpp"

namespace orp::backend::postgres {

class PostgresLink::Flight {
 public:
  explicit Flight(PostgresLink& link) : link_(link) {}
  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;

  /// Calls send_next(), which sends a statement by send() or returns false, until it does or the
  /// flight is full; then takes the answers. What fails on the way waits for check().
  template <class SendNext>
  void run(const SendNext& send_next) {
    enter();
    try {
      while (!is_full() && send_next()) continue;
    } catch (...) {
      fault_ = std::current_exception();
    }
    land();
  }
  /// Sends a statement with the link's `parameters_`. `batch`: whose rows these are; it outlives
  /// the flight, as do `values`.
  void send(std::uint64_t cache_key, std::string_view sql, View<BoundValue> values,
            const RowBatch* batch = nullptr);

  /// How many statements succeeded: the first ones.
  std::size_t size() const { return answers_.size(); }
  ResultHandle& answer(std::size_t i) { return answers_[i]; }
  /// Throws the failure of the first statement that did not.
  void check() const {
    if (fault_ != nullptr) std::rethrow_exception(fault_);
  }

 private:
  struct Sent {
    StatementContext context() const;

    std::uint64_t cache_key;
    std::string sql;
    View<BoundValue> values;
    const RowBatch* batch;
    std::string preparing{};  // the name that is not yet the server's
  };

  void enter();
  bool is_full() const;
  bool send(Sent& sent);
  void land();
  void take_answers();
  ResultHandle next_answer(Sent& sent);
  ResultHandle next_result(const Sent& sent);
  void leave() noexcept;
  /// The statement was not prepared after all.
  void forget_name(const Sent& sent);

  PostgresLink& link_;
  std::vector<Sent> sent_;
  std::vector<ResultHandle> answers_;
  std::size_t bytes_ = 0;
  std::exception_ptr fault_;  // of the first statement that has no answer
};

}  // namespace orp::backend::postgres
