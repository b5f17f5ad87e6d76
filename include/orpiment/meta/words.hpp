// SPDX-License-Identifier: MIT
// What the schema language says in a word, and the generator and the runtime understand alike.
#pragma once
#include <cstdint>

namespace orp {

/// A value the session supplies for a column that was left unset.
enum class ClientDefault : std::uint8_t {
  none,
  literal,  ///< the default member initialiser of Row
  now,      ///< timestamptz, timestamp, time
  today,    ///< date
  uuid4,
  uuid7,
};

/// What the database supplies for a column that is left out of an INSERT. `now` is the current time
/// in the column's type, so the current day for a date.
enum class ServerDefaultKind : std::uint8_t { none, now, literal, sql };

/// What the database does to referring rows.
enum class ReferentialAction : std::uint8_t { no_action, restrict, cascade, set_null, set_default };

/// How a relationship comes into memory unless a query says otherwise.
enum class LoadStrategy : std::uint8_t { select, peers, selectin, joined, raise };

/// What follows from an operation on the owner to the objects of the relationship.
struct Cascade {
  /// "save-update": who is related to an object in a session comes in, too.
  bool save_update = true;
  /// "merge"
  bool merge = true;
  /// "refresh-expire": refresh and expire go on to them.
  bool refresh_expire = false;
  /// "expunge": they leave the session with the owner.
  bool expunge = false;
  bool remove = false;  ///< "delete"
  /// "delete-orphan": who is let go of is deleted.
  bool delete_orphan = false;
};
inline constexpr Cascade no_cascade{.save_update = false, .merge = false};

}  // namespace orp
