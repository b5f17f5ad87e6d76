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
enum class ServerDefaultKind : std::uint8_t {
  none,
  now,
  literal,
  sql,
  sequence,  ///< the next number of a sequence
  trigger,   ///< what a trigger of the table sets: no DEFAULT clause
};

/// Whether the database calculates a column from others of its row.
enum class ComputedKind : std::uint8_t {
  none,
  stored,    ///< when the row is written
  virtual_,  ///< when it is read
};

/// When the database looks whether a key holds.
enum class Deferrable : std::uint8_t {
  no,         ///< after each statement
  immediate,  ///< the same, unless SET CONSTRAINTS says otherwise
  deferred,   ///< at the end of the transaction, unless SET CONSTRAINTS says otherwise
};

/// When a key of several columns refers to nothing.
enum class KeyMatch : std::uint8_t {
  simple,  ///< when one of its columns is NULL
  full,    ///< when all are; some alone may not be
};

/// Where an index has its NULLs.
enum class NullsPlace : std::uint8_t {
  standard,  ///< where the database has them by itself
  first,
  last,
};

/// How a database keeps the values of a type that it does not have (a decimal, a timestamp, a
/// uuid); one that has the type keeps them as such, but enumerations that are `text` are texts
/// everywhere. `standard` is what tables have that we create; the others are for tables that others
/// made.
enum class StoredAs : std::uint8_t {
  standard,
  scaled,        ///< decimal: an integer, the value times 10^scale
  text,          ///< decimal: "12.50"; timestamps: "2026-11-20 19:54:00.123456"; uuid: 36
                 ///< characters; enumerations
  real,          ///< decimal: a floating-point number
  numeric,       ///< decimal: an integer where the value is whole, else a floating-point number
  text_seconds,  ///< timestamps, from here on: "2026-11-20 19:54:00"
  text_milliseconds,  ///< "2026-11-20 19:54:00.123"
  text_short,         ///< as `text`, but "2026-11-20 19:54:00" where the fraction is zero
  iso,                ///< "2026-11-20T19:54:00.123456", of a timestamptz with a "Z" behind it
  iso_seconds,        ///< "2026-11-20T19:54:00", likewise
  iso_milliseconds,   ///< "2026-11-20T19:54:00.123", likewise
  unix_seconds,       ///< an integer, since 1970 in UTC
  unix_milliseconds,  ///< likewise
  julian_day,         ///< a floating-point number of days, to the millisecond
  hex,                ///< uuid: a text of its 32 digits
  unknown,            ///< what SQL of the program's own gives; no schema says so
};

/// The words of schemas for it, by number; the first and the last stand in none.
inline constexpr const char* stored_as_words[] = {
    "standard",          "scaled",     "text", "real",        "numeric",          "text_seconds",
    "text_milliseconds", "text_short", "iso",  "iso_seconds", "iso_milliseconds", "unix_seconds",
    "unix_milliseconds", "julian_day", "hex",  "unknown"};
/// The word of `how`.
constexpr const char* stored_as_word(StoredAs how) {
  return stored_as_words[static_cast<unsigned>(how)];
}

/// What the database does to referring rows.
enum class ReferentialAction : std::uint8_t { no_action, restrict, cascade, set_null, set_default };

/// How a relationship comes into memory unless a query says otherwise.
enum class LoadStrategy : std::uint8_t { select, peers, selectin, joined, raise };

/// The words of schemas for it, by number.
inline constexpr const char* load_strategy_words[] = {"select", "peers", "selectin", "joined",
                                                      "raise"};
namespace detail {
/// It comes with the owner, and not when a program looks.
constexpr bool is_eager(LoadStrategy strategy) {
  return strategy == LoadStrategy::selectin || strategy == LoadStrategy::joined;
}
/// It comes in the statement that loads the owner.
constexpr bool is_joined(LoadStrategy strategy) { return strategy == LoadStrategy::joined; }
}  // namespace detail

/// What follows from an operation on the owner to the objects of the relationship.
struct Cascade {
  /// "save-update": who is related to an object in a session comes in, too.
  bool save_update = true;
  /// "merge"; kept for Session::merge(), which is planned
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
