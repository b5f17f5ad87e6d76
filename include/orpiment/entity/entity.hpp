// SPDX-License-Identifier: MIT
// What every generated entity class is made of. Layout, in this order and without gaps, because the
// runtime reads it through EntityInfo:
//
//   Entity                 8 bytes   life-cycle state
//   masks                  8 bytes for every 32 columns: loaded bits, then changed bits
//   relation slots         8 bytes a relationship
//   Row                    the columns
#pragma once
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

#include "orpiment/meta/entity_info.hpp"

namespace orp {

class Entity;
class ManyBase;

namespace detail {
inline constexpr unsigned columns_per_word = 32;
/// Of one mask: a bit for each column.
constexpr unsigned words_of(unsigned columns) {
  return (columns + columns_per_word - 1) / columns_per_word;
}

/// Whether the first `Count` bits of a mask are set.
template <unsigned Count>
bool has_first_bits(const std::uint32_t* words) {
  for (unsigned i = 0; i < Count / columns_per_word; ++i)
    if (words[i] != ~std::uint32_t{0}) return false;
  constexpr unsigned rest = Count % columns_per_word;
  if constexpr (rest > 0) {
    constexpr std::uint32_t last = (std::uint32_t{1} << rest) - 1;
    return words[Count / columns_per_word] == last;
  }
  return true;
}

/// The begin of the memory in which an entity stands; runtime/entity/slab.hpp has what follows.
struct EntityBlock {
  static constexpr std::size_t bytes = 64 * 1024;  ///< of the block, which is aligned to them

  const EntityInfo* info;
  const std::uint16_t* epoch;  ///< its session's; another one when everything has expired

  static const EntityBlock& of(const Entity& entity) {
    return *reinterpret_cast<const EntityBlock*>(reinterpret_cast<std::uintptr_t>(&entity) &
                                                 ~(bytes - 1));
  }
};
}  // namespace detail

/// What an object is to its session. The arrows are drawn in runtime/entity/state.hpp.
enum class EntityState : std::uint8_t { transient, pending, persistent, deleted, detached };

/// "transient", "pending", ...
const char* to_string(EntityState state);

/// One relationship of one object: nothing known, a target, or a collection.
///   0                         not loaded
///   loaded_bit                to-one: loaded, no target
///   loaded_bit | address      to-one: loaded
///   address                   to-one: expired; the collection of that object may list this one
///                             to-many: the collection (which knows whether it is loaded)
/// changed_bit is set beside the others while a to-one differs from the database, echo_bit while
/// that is so only because the other end says so: this one was expired since.
struct RelationSlot {
  static constexpr std::uintptr_t loaded_bit = 1;
  static constexpr std::uintptr_t changed_bit = 2;
  static constexpr std::uintptr_t echo_bit = 4;
  static constexpr std::uintptr_t flag_bits = 7;

  std::uintptr_t word = 0;

  bool is_loaded() const { return (word & loaded_bit) != 0; }
  bool is_changed() const { return (word & changed_bit) != 0; }
  bool is_echo() const { return (word & echo_bit) != 0; }
  Entity* target() const { return is_loaded() ? address() : nullptr; }
  /// Of an expired to-one: what it was.
  Entity* former_target() const { return is_loaded() ? nullptr : address(); }
  ManyBase* collection() const { return reinterpret_cast<ManyBase*>(word); }

 private:
  Entity* address() const { return reinterpret_cast<Entity*>(word & ~flag_bits); }
};

/// The base of every generated entity. Entities live in slabs owned by their session, which alone
/// makes and frees them; what a program holds is a reference, valid until the session is cleared or
/// closed. Not thread-safe: an entity belongs to its session's thread.
///
/// Generated classes add members named as the schema says, so what is not for programs ends in '_',
/// which no name of a schema does.
class Entity {
 public:
  Entity(const Entity&) = delete;
  Entity& operator=(const Entity&) = delete;

  /// What the object is to its session now.
  EntityState entity_state() const { return state_; }

 protected:
  Entity() = default;
  ~Entity() = default;

  /// The loaded words come first, then as many changed words.
  std::uint32_t* masks_() { return reinterpret_cast<std::uint32_t*>(this + 1); }
  /// @overload
  const std::uint32_t* masks_() const { return reinterpret_cast<const std::uint32_t*>(this + 1); }

  /// `column` is in memory.
  bool is_loaded_(unsigned column) const {
    return (masks_()[column / detail::columns_per_word] >> (column % detail::columns_per_word) &
            1U) != 0;
  }

  /// Brings `column` into memory when it is expired or deferred. Throws UsageError for a column of
  /// a new object that has no value yet, and for a detached object; StaleDataError when the row is
  /// gone.
  void ensure_(unsigned column) const {
    look_();
    if (!is_loaded_(column)) [[unlikely]]
      fetch_(column);
  }

  /// Stores `value` in `field` (column `column`), keeping the previous value for the flush the
  /// first time. Storing what is there already is not a change.
  template <class Field>
  void assign_(unsigned column, Field& field, Field value) {
    look_();
    if (is_loaded_(column) && state_ == EntityState::persistent && field == value) return;
    before_change_(column);
    field = std::move(value);
  }

  // To-one relationships; `relation` counts in EntityInfo::relations.
  Entity* target_(unsigned relation) const;           ///< loads on demand; nullptr: none
  Entity& required_target_(unsigned relation) const;  ///< UsageError when there is none
  /// Keeps both sides in step; nullptr: none.
  void set_target_(unsigned relation, Entity* value);
  /// Throws what set_target_() would, and changes nothing.
  void check_target_(unsigned relation, Entity& value);

  // To-many relationships.
  /// The collection: made on first use, loaded when it is first looked at.
  ManyBase& collection_(unsigned relation) const;

 private:
  friend struct EntityAccess;

  // Comes before whatever is asked of an object. (runtime/entity/expiry.hpp)
  void look_() const {
    check_use_();
    catch_up_();
  }
  void catch_up_() const {
    if (epoch_ != *detail::EntityBlock::of(*this).epoch) [[unlikely]]
      forget_expired_();
  }
  void forget_expired_() const;

  // In checked builds: throws UsageError when the session has freed the object, or is at work in
  // another thread.
#ifdef ORPIMENT_CHECKED
  void check_use_() const;
#else
  void check_use_() const {}
#endif
  void fetch_(unsigned column) const;
  void before_change_(unsigned column);

  EntityState state_ = EntityState::transient;
  std::uint8_t flags_ = 0;   // see EntityAccess
  std::uint16_t epoch_ = 0;  // the session's when this was looked at last
  std::uint32_t note_ = 0;   // the session's: number of this object's change record; 0: none
};
static_assert(sizeof(Entity) == 8);

/// The base of an entity class with `Columns` columns and `Relations` relationships.
template <unsigned Columns, unsigned Relations>
class EntityBase : public Entity {
 protected:
  friend struct EntityAccess;

  bool is_all_loaded_() const { return detail::has_first_bits<Columns>(mask_words_); }

  std::uint32_t mask_words_[2 * detail::words_of(Columns)] = {};
  RelationSlot relations_[Relations];
};

template <unsigned Columns>
class EntityBase<Columns, 0> : public Entity {
 protected:
  friend struct EntityAccess;

  bool is_all_loaded_() const { return detail::has_first_bits<Columns>(mask_words_); }

  std::uint32_t mask_words_[2 * detail::words_of(Columns)] = {};
};

/// Where the parts of a composite key stand: what parts_of(E::Key) returns.
template <std::size_t Size>
struct KeyParts {
  const void* values[Size];
};

namespace detail {
/// Where Row stands in an entity class of `Columns` and `Relations`.
template <class Row, unsigned Columns, unsigned Relations>
constexpr std::uint32_t row_offset() {
  constexpr std::size_t base = sizeof(EntityBase<Columns, Relations>);
  return static_cast<std::uint32_t>((base + alignof(Row) - 1) / alignof(Row) * alignof(Row));
}
}  // namespace detail

namespace detail {
/// What a generated class's set() does. Include: <orpiment/session/set_expression.hpp>.
template <class E, class AnyColumn, class X>
void set_expression(E& entity, const AnyColumn& column, const X& expression);
}  // namespace detail

/// The runtime's and the generated sources' way into an entity; programs have no use for it.
struct EntityAccess {
  template <class E>
  static Entity* construct(void* memory) {
    return ::new (memory) E();
  }
  template <class E>
  static void destroy(Entity& entity) noexcept {
    static_cast<E&>(entity).~E();
  }
  /// A collection of type `C` at `memory`.
  template <class C>
  static ManyBase* make_collection(void* memory) {
    return ::new (memory) C();
  }
  /// Sets the members of `init` that were given, of a new object. When that throws, the object is
  /// in no session, and nobody knows it.
  template <class E, class New>
  static void initialise(E& entity, New&& init) try {
    entity.initialise_(std::forward<New>(init));
  } catch (...) {
    abandon(entity);
    throw;
  }
  /// Takes a new object out of its session and its relationships.
  static void abandon(Entity& entity);

  static EntityState& state(Entity& entity) { return entity.state_; }
  static std::uint8_t& flags(Entity& entity) { return entity.flags_; }
  static std::uint32_t& note(Entity& entity) { return entity.note_; }
  static std::uint32_t* masks(Entity& entity) { return entity.masks_(); }
  static std::uint16_t& epoch(Entity& entity) { return entity.epoch_; }
  static void ensure(const Entity& entity, unsigned column) { entity.ensure_(column); }
  /// A new object to which nobody has given a value.
  static bool has_no_value(const Entity& entity, unsigned column) {
    const bool is_new =
        entity.state_ == EntityState::transient || entity.state_ == EntityState::pending;
    return is_new && !entity.is_loaded_(column);
  }
  static void look(const Entity& entity) { entity.look_(); }
  /// Of a class with columns: all of them are in memory.
  template <class E>
  static bool is_all_loaded(const E& entity) {
    entity.catch_up_();
    return entity.is_all_loaded_();
  }
  static void catch_up(const Entity& entity) { entity.catch_up_(); }
  static Entity* target(const Entity& entity, unsigned relation) {
    return entity.target_(relation);
  }
  static void set_target(Entity& entity, unsigned relation, Entity* value) {
    entity.set_target_(relation, value);
  }
  static ManyBase& collection(const Entity& entity, unsigned relation) {
    return entity.collection_(relation);
  }
};

}  // namespace orp
