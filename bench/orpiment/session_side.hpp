// SPDX-License-Identifier: MIT
// What Orpiment's sides have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include <orpiment/orpiment.hpp>
#include <shop/model.hpp>

#include "harness/checksum.hpp"
#include "harness/database.hpp"
#include "harness/side.hpp"

namespace bench::orpiment {

using Users = orp::Scalars<shop::User>;

inline orp::Engine connect(const Database& database) {
  orp::EngineOptions options;
  if (database.name() == "sqlite") options.connect = {{"cache_size", "-65536"}};  // as by hand
  return orp::create_engine(database.url(), std::move(options));
}

inline void add(Checksum& sum, const shop::User& user) {
  sum.add(user.id(), user.name(), user.email(), user.age(), user.created_at().microseconds(),
          user.active());
}

inline std::int64_t hundredths(const orp::Decimal& amount) {
  return static_cast<std::int64_t>(amount.rescaled(2).coefficient());
}

/// A session of the defaults, emptied after every round. Its connection and what that has prepared
/// wait in the engine's pool for the next one.
class SessionSide : public Side {
 public:
  explicit SessionSide(const Database& database) : session_(connect(database)) {}

  void release() override { session_.close(); }

 protected:
  Users load_all_users() { return session_.scalars(orp::select<shop::User>()); }
  std::uint64_t checksum_of_all_users() {
    Checksum sum;
    for (const shop::User& user : load_all_users()) add(sum, user);
    return sum.value();
  }

  orp::Session session_;
};

/// Whose objects are users.
class UsersSide : public SessionSide {
 public:
  using SessionSide::SessionSide;

  void release() override {
    users_.reset();
    SessionSide::release();
  }

 protected:
  std::optional<Users> users_;
};

}  // namespace bench::orpiment
