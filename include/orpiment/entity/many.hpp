// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>  // for the iterator tags: <iterator> brings the streams, 0.04 s a file
#include <type_traits>
#include <utility>

#include "orpiment/entity/entity.hpp"

namespace orp {

struct CollectionChanges;

/// The members of one to-many relationship of one object: the untyped core of Many<T>, compiled
/// once. Looking at the members loads them when they are not loaded; add() does not: on an unloaded
/// collection it is queued and merged when that loads. remove() asks for what it has to know.
///
/// What loads throws what a query of the session throws, and UsageError when the owner is detached
/// or deleted and they are not loaded, and where the strategy is `raise`.
class ManyBase {
 public:
  ManyBase(const ManyBase&) = delete;
  ManyBase& operator=(const ManyBase&) = delete;

  /// How many members there are; loads them.
  std::size_t size() const {
    EntityAccess::look(*owner_);
    if (list_ == List::unloaded) [[unlikely]]
      load();
    return size_;
  }
  /// There is no member; loads them.
  bool empty() const { return size() == 0; }
  /// Looking at the members sends no query.
  bool is_loaded() const {
    EntityAccess::catch_up(*owner_);
    return list_ != List::unloaded;
  }

 protected:
  ManyBase() = default;
  ~ManyBase() = default;

#ifdef ORPIMENT_CHECKED
  /// Throws UsageError when members came or went since `version`.
  void check_version(std::uint32_t version) const;
  /// The collection is as it was when this was made; otherwise a call throws UsageError.
  class Unchanged {
   public:
    Unchanged() = default;
    explicit Unchanged(const ManyBase& many) : many_(&many), version_(many.version_) {}
    void operator()() const {
      if (many_ != nullptr) many_->check_version(version_);
    }

   private:
    const ManyBase* many_ = nullptr;
    std::uint32_t version_ = 0;
  };
#else
  /// Nothing is checked in this build.
  struct Unchanged {
    Unchanged() = default;
    /// Takes note of nothing.
    explicit Unchanged(const ManyBase&) {}
    void operator()() const {}
  };
#endif

  /// The first member; loads them.
  Entity** first() const {
    EntityAccess::look(*owner_);
    if (list_ != List::whole) [[unlikely]]
      complete();
    return members_;
  }
  /// The same, for whoever looks at one after the other: members stand anywhere in memory, and the
  /// first of them are fetched together.
  Entity** first_of_all() const {
    constexpr std::uint32_t together = 12;
    Entity** const members = first();
    for (std::uint32_t i = 0; i < size_ && i < together; ++i) __builtin_prefetch(members[i]);
    return members;
  }
  /// Behind the last member; loads them.
  Entity** last() const { return first() + size_; }
  /// Member `i`, which must exist; loads them.
  Entity& at(std::size_t i) const { return *first()[i]; }

  /// Both sides of the relationship are kept in step; an object already in is not added twice.
  void add_entity(Entity& member);
  /// Takes `member` out; nothing happens when it is not in. True: it was in.
  bool remove_entity(Entity& member);
  /// `member` is in; loads the members.
  bool contains_entity(const Entity& member) const;
  /// Takes all members out; loads them.
  void clear_entities();
  /// A new object for add_new().
  Entity& make_new(const EntityInfo& info);
  /// Adds what was made; it is in no session when that throws.
  void add_new(Entity& member);

 private:
  friend struct ManyAccess;

  enum class List : std::uint8_t {
    unloaded,
    gapped,  // members have left places that are nullptr; see runtime/entity/place_index.hpp
    whole
  };

  void load() const;
  void complete() const;  // loads, closes gaps

  Entity** members_ = nullptr;  // in the session's memory
  std::uint32_t size_ = 0;      // without gaps
  std::uint32_t capacity_ = 0;
  Entity* owner_ = nullptr;
  CollectionChanges* changes_ = nullptr;  // since the last flush; nullptr: none
  std::uint16_t relation_ = 0;
  List list_ = List::unloaded;
  std::uint8_t searches_ = 0;  // until there is an index
  std::uint32_t version_ = 0;  // another one whenever members come or go
};
static_assert(sizeof(ManyBase) == 40);

/// A to-many relationship: random access to its members, kept in step with the other side.
/// References to it stay valid as long as its owner; iterators and indices are invalidated by add,
/// remove and clear like those of std::vector, and by what reads the collection anew: commit,
/// rollback, expire. Checked builds throw when such an iterator is used. A const collection has
/// const members, which are the session's. For the thread of its session.
template <class T>
class Many : public ManyBase {
  template <class U>
  class Iterator {
   public:
    /// The class of the members.
    using value_type = std::remove_const_t<U>;
    using difference_type = std::ptrdiff_t;
    using reference = U&;
    using pointer = U*;
    using iterator_category = std::random_access_iterator_tag;

    Iterator() = default;
    Iterator(const ManyBase& many, Entity** position) : position_(position), unchanged_(many) {}

    U& operator*() const { return static_cast<U&>(**position()); }
    U* operator->() const { return &**this; }
    U& operator[](std::ptrdiff_t n) const { return static_cast<U&>(*position()[n]); }
    Iterator& operator++() { return *this += 1; }
    Iterator operator++(int) { return std::exchange(*this, *this + 1); }
    Iterator& operator--() { return *this -= 1; }
    Iterator operator--(int) { return std::exchange(*this, *this - 1); }
    Iterator& operator+=(std::ptrdiff_t n) { return position_ = position() + n, *this; }
    Iterator& operator-=(std::ptrdiff_t n) { return *this += -n; }
    friend Iterator operator+(Iterator it, std::ptrdiff_t n) { return it += n; }
    friend Iterator operator+(std::ptrdiff_t n, Iterator it) { return it += n; }
    friend Iterator operator-(Iterator it, std::ptrdiff_t n) { return it -= n; }
    friend std::ptrdiff_t operator-(Iterator a, Iterator b) { return a.position() - b.position(); }
    friend bool operator==(Iterator a, Iterator b) { return a.position() == b.position(); }
    friend auto operator<=>(Iterator a, Iterator b) { return a.position() <=> b.position(); }

   private:
    Entity** position() const { return unchanged_(), position_; }

    Entity** position_ = nullptr;
    [[no_unique_address]] Unchanged unchanged_;
  };

 public:
  using value_type = T;
  using iterator = Iterator<T>;
  using const_iterator = Iterator<const T>;

  /// The first member; loads them.
  iterator begin() { return iterator(*this, first_of_all()); }
  /// Behind the last member; loads them.
  iterator end() { return iterator(*this, last()); }
  /// @overload
  const_iterator begin() const { return const_iterator(*this, first_of_all()); }
  /// @overload
  const_iterator end() const { return const_iterator(*this, last()); }

  T& operator[](std::size_t i) { return static_cast<T&>(at(i)); }
  const T& operator[](std::size_t i) const { return static_cast<const T&>(at(i)); }
  /// The first member; there must be one.
  T& front() { return (*this)[0]; }
  /// The last member; there must be one.
  T& back() { return (*this)[size() - 1]; }

  /// Both sides are kept in step; a member that is in is not added twice. Does not load. Throws
  /// UsageError for a member of another session, when the row of one of the two was deleted, and
  /// for a second parent where the schema says `single_parent`.
  void add(T& member) { add_entity(member); }
  /// Makes a new object, which the session owns, and adds it; it is in the session where the owner
  /// is, and comes with it otherwise. Throws as add(member); then the object is in no session.
  template <class U = T>
  U& add(typename U::New init) {
    U& member = static_cast<U&>(make_new(U::info));
    EntityAccess::initialise(member, std::move(init));
    add_new(member);
    return member;
  }
  /// Takes `member` out; true when it was in. It stays an object of the session, and is deleted by
  /// the next flush where the cascade says `delete-orphan`.
  bool remove(T& member) { return remove_entity(member); }
  /// `member` is in; loads the members.
  bool contains(const T& member) const { return contains_entity(member); }
  /// Takes all members out; loads them.
  void clear() { clear_entities(); }

 private:
  friend struct EntityAccess;

  Many() = default;
};

}  // namespace orp
