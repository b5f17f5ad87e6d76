// SPDX-License-Identifier: MIT
// Relationships to foreign keys.
//
// Rules
//  (1) What a relationship says is heard before a value that the program gives its column, and
//      either before what follows from the deletion of whom the row referred to.
//  (2) Whom a row refers to is said of its whole foreign key, also where a column has the right
//      value already.
//  (3) No column is its own source, and what the database changes in a row and in its source alike
//      is not written.
//  (4) A key that the program gives to a row stays where a relationship with other columns beside
//      only borrows it.
//  (5) Who else has a say in a column is asked when all is written down (shared_columns.hpp).
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "session/flush/changes.hpp"
#include "session/flush/row_shape.hpp"

namespace orp {

class Objects;

/// Writes down which rows take their keys from which objects.
class KeyCopier {
 public:
  KeyCopier(Objects& objects, Changes& changes) : objects_(&objects), changes_(&changes) {}

  /// Columns `foreign_key` of `dependent` take the values of columns `key` of `source`. Columns
  /// that have them already are left out, for as long as neither end changes. Throws UsageError
  /// when `source` is not in the session.
  void point(Entity& dependent, const RelationInfo& relation, View<std::uint16_t> foreign_key,
             Entity& source, View<std::uint16_t> key);

  /// The same of one column, whether it has the value already or not: it takes it from where the
  /// source has it from, whose own may be written anew as well.
  void rewrite(Entity& dependent, const RelationInfo& relation, std::uint16_t column,
               Entity& source, std::uint16_t source_column);

  /// Column `column` of a persistent object is written as it is.
  void rewrite(Entity& entity, std::uint16_t column);

  /// A copy by which the row of a persistent object is pointed elsewhere with `foreign_key`, or
  /// released; nullptr: it stays with whom it refers to. Valid until the next call.
  const KeyCopy* find_said(Entity& dependent, View<std::uint16_t> foreign_key) const;

  /// Columns `foreign_key` of `dependent` no longer refer to anything: some become NULL
  /// (is_let_go). When none may, a value that the program assigned stays, and without one this
  /// throws IntegrityError, which names `deleted`: who was referred to and is deleted, if that is
  /// why.
  void release(Entity& dependent, const RelationInfo& relation, View<std::uint16_t> foreign_key,
               const Entity* deleted);

  /// Column `column` of `dependent` takes the value of `source_column` of `source` by an ON UPDATE
  /// CASCADE of the database.
  void follow(Entity& dependent, std::uint16_t column, Entity& source, std::uint16_t source_column);

  /// Whether two columns of persistent objects change by one statement, or not at all.
  bool have_one_origin(Entity& one, std::uint16_t column, Entity& other,
                       std::uint16_t other_column) const {
    return origin_of(one, column) == origin_of(other, other_column);
  }

  /// Takes in what was left out and has to be written after all, because one end changes and not
  /// the other. Known once all is that the database cascades. Returns whose rows these are.
  std::vector<Entity*> take_in_outdated();

  /// The row of a pending or persistent object; valid until the next call.
  RowChange& row_of(Entity& entity);
  /// The same of a persistent one, whose record has that number.
  RowChange& update_of(Entity& entity, std::size_t number) {
    return place_of(changes_->updates, entity, number);
  }
  /// What changes in the row of a persistent object, by whoever; valid until the next call.
  RowShape& written_by(Entity& entity);
  /// Whether the row of a persistent object is told to change `column`, not by the database.
  bool writes_itself(Entity& entity, std::uint16_t column) const;
  /// What the database cascades into a column; nullptr: nothing, or the row writes it itself.
  const KeyCopy* cascaded_into(Entity& entity, std::uint16_t column) const;

 private:
  /// A copy that would change nothing.
  struct LeftOut {
    Entity* dependent;
    KeyCopy copy;
  };

  // A column of a row that changes with no other.
  struct Origin {
    Entity* entity;
    std::uint16_t column;

    bool operator==(const Origin&) const = default;
  };

  static bool is_borrowed(Entity& dependent, View<std::uint16_t> foreign_key, std::uint16_t column);
  static RowChange& place_of(std::vector<RowChange>& rows, Entity& entity, std::size_t number) {
    if (number >= rows.size()) rows.resize(number + 1);
    rows[number].entity = &entity;
    return rows[number];
  }
  bool has_copy(const RowChange& row, std::uint16_t column) const;
  Origin origin_of(Entity& entity, std::uint16_t column) const;
  bool is_outdated(const LeftOut& left_out);
  void add(Entity& dependent, const KeyCopy& copy);
  void append(RowChange& row, const KeyCopy& copy);
  void note_sharing(const Entity& dependent);
  void add_copied(const std::vector<RowChange>& rows, std::size_t number);
  void check_in_session(const Entity& dependent, const RelationInfo& relation, Entity& source);
  void load_key(Entity& source, View<std::uint16_t> key);
  bool has_keys_of(Entity& dependent, View<std::uint16_t> foreign_key, Entity& source,
                   View<std::uint16_t> key);
  bool has_key_of(Entity& dependent, std::uint16_t column, Entity& source,
                  std::uint16_t source_column);

  Objects* objects_;
  Changes* changes_;
  std::vector<LeftOut> left_out_;
  RowShape written_;
};

}  // namespace orp
