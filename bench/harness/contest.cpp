// SPDX-License-Identifier: MIT
#include "harness/contest.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "harness/heap.hpp"
#include "harness/instructions.hpp"

namespace bench {
namespace {

/// What both sides of one workload on one database have in common over all rounds.
class Contest {
 public:
  Contest(const Workload& workload, Database& database)
      : workload_(workload), database_(database) {}

  /// The database, with what the workload starts from in its tables.
  Database& hold_dataset() {
    database_.hold(workload_.dataset);
    return database_;
  }

  /// Requires: hold_dataset() was called.
  void run(Side& side, const std::string& name, benchmark::State& state) {
    side.prepare();
    const std::int64_t heap_before = heap_in_use();
    for ([[maybe_unused]] auto _ : state) {
      const auto start = std::chrono::steady_clock::now();
      start_counting_instructions();
      side.run();
      stop_counting_instructions(name);
      const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
      state.SetIterationTime(elapsed.count());
    }
    const std::int64_t heap_after = heap_in_use();
    if (workload_.writes) database_.spoil();
    agree("result", result_, side.checksum());
    if (workload_.writes) agree("table", table_, database_.checksum());
    state.counters["unevenness"] = side.unevenness();
    side.release();

    state.counters["operations"] = static_cast<double>(workload_.operations);
    state.counters["heap_bytes"] = static_cast<double>(heap_after - heap_before);
  }

 private:
  /// Every round of either side must end with what the first one ended with.
  static void agree(const char* what, std::optional<std::uint64_t>& first, std::uint64_t now) {
    if (now == 0) throw std::runtime_error(std::string("the ") + what + " is empty");
    if (!first) first = now;
    if (*first != now) {
      throw std::runtime_error(std::string("the ") + what + " differs from the first round's");
    }
  }

  const Workload& workload_;
  Database& database_;
  std::optional<std::uint64_t> result_;
  std::optional<std::uint64_t> table_;
};

/// A side that comes into being in its first round and goes with its last.
class Contestant {
 public:
  /// `name`: "database/workload/side".
  Contestant(std::string name, std::shared_ptr<Contest> contest, MakeSide make)
      : name_(std::move(name)), contest_(std::move(contest)), make_(make) {}

  const std::string& name() const { return name_; }

  void run(benchmark::State& state, bool is_last_round) {
    try {
      Database& database = contest_->hold_dataset();
      if (!side_) side_ = make_(database);
      contest_->run(*side_, name_, state);
    } catch (const std::exception& error) {
      state.SkipWithError(error.what());
      side_.reset();
    }
    if (is_last_round) side_.reset();
  }

 private:
  std::string name_;
  std::shared_ptr<Contest> contest_;
  MakeSide make_;
  std::unique_ptr<Side> side_;
};

void register_round(std::shared_ptr<Contestant> contestant, int round, bool is_last_round) {
  benchmark::RegisterBenchmark(
      (contestant->name() + "/round:" + std::to_string(round)).c_str(),
      [=](benchmark::State& state) { contestant->run(state, is_last_round); })
      ->Iterations(1)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

}  // namespace

void register_contest(const Workload& workload, Database& database, int rounds) {
  const MakeSide hand = workload.hand.on(database);
  if (hand == nullptr) return;

  const std::string name = database.name() + "/" + std::string(workload.name);
  const auto contest = std::make_shared<Contest>(workload, database);
  const auto enlist = [&](const char* side, MakeSide make) {
    return std::make_shared<Contestant>(name + side, contest, make);
  };
  const auto hand_side = enlist("/hand", hand);
  const auto orpiment_side = workload.orpiment ? enlist("/orpiment", workload.orpiment) : nullptr;
  for (int round = 0; round < rounds; ++round) {
    const bool is_last = round + 1 == rounds;
    register_round(hand_side, round, is_last);
    if (orpiment_side) register_round(orpiment_side, round, is_last);
  }
}

}  // namespace bench
