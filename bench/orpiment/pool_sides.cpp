// SPDX-License-Identifier: MIT
#include "workloads/pool_sides.hpp"

#include <memory>
#include <vector>

#include <orpiment/orpiment.hpp>

#include "orpiment/sides.hpp"

namespace bench::orpiment {
namespace {

class CheckOuts final : public Side {
 public:
  CheckOuts(const Database& database, Crowd crowd)
      : crowd_(crowd),
        engine_(
            orp::create_engine(database.url(), {.pool_size = crowd.places, .max_overflow = 0})) {}

  /// All connections are open before the clock starts, as by hand.
  void prepare() override {
    std::vector<orp::Connection> all;
    while (all.size() < crowd_.places) all.push_back(engine_.connect());
  }
  void run() override {
    unevenness_ = check_out_in_turns(crowd_, [this] { engine_.connect().close(); });
  }
  double unevenness() const override { return unevenness_; }
  std::uint64_t checksum() override { return checkouts(); }

 private:
  Crowd crowd_;
  orp::Engine engine_;
  double unevenness_ = 1;
};

}  // namespace

std::unique_ptr<Side> pool_checkout(const Database& database) {
  return std::make_unique<CheckOuts>(database, one_thread);
}
std::unique_ptr<Side> pool_checkout_8(const Database& database) {
  return std::make_unique<CheckOuts>(database, eight_threads);
}
std::unique_ptr<Side> pool_checkout_8_on_4(const Database& database) {
  return std::make_unique<CheckOuts>(database, crowded_threads);
}

}  // namespace bench::orpiment
