// SPDX-License-Identifier: MIT
// The words of the schema language that stand for one of a few meanings, each table once. Where the
// meaning is an enumerator that the runtime has, too, the word is its name.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "schema/model/model.hpp"

namespace orp::language {

template <class Meaning>
struct Word {
  std::string_view word;
  Meaning meaning;
};

template <class Meaning, std::size_t N>
using Words = std::array<Word<Meaning>, N>;

template <class Meaning, std::size_t N>
std::optional<Meaning> find_word(const Words<Meaning, N>& words, std::string_view word) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.word == word; });
  if (found == words.end()) return std::nullopt;
  return found->meaning;
}

/// Requires: one of the words means that.
template <class Meaning, std::size_t N>
constexpr std::string_view word_for(const Words<Meaning, N>& words, Meaning meaning) {
  for (const auto& w : words) {
    if (w.meaning == meaning) return w.word;
  }
  return {};
}

/// The words of enumerators `First` to `Last`, of a table that has one by each number.
template <auto First, auto Last, std::size_t N>
consteval auto numbered_words(const char* const (&table)[N]) {
  constexpr auto first = static_cast<std::size_t>(First);
  Words<decltype(First), static_cast<std::size_t>(Last) - first + 1> words{};
  for (std::size_t i = 0; i < words.size(); ++i)
    words[i] = {table[first + i], static_cast<decltype(First)>(first + i)};
  return words;
}

inline constexpr Words<ReferentialAction, 5> referential_actions{{
    {"no_action", ReferentialAction::no_action},
    {"restrict", ReferentialAction::restrict},
    {"cascade", ReferentialAction::cascade},
    {"set_null", ReferentialAction::set_null},
    {"set_default", ReferentialAction::set_default},
}};

inline constexpr Words<Deferrable, 2> deferrable_words{{
    {"immediate", Deferrable::immediate},
    {"deferred", Deferrable::deferred},
}};

inline constexpr Words<KeyMatch, 2> key_matches{{
    {"simple", KeyMatch::simple},
    {"full", KeyMatch::full},
}};

inline constexpr Words<NullsPlace, 2> nulls_places{{
    {"first", NullsPlace::first},
    {"last", NullsPlace::last},
}};

/// What stands for a value that is made when it is needed.
inline constexpr Words<ClientDefault, 4> made_defaults{{
    {"now", ClientDefault::now},
    {"today", ClientDefault::today},
    {"uuid4", ClientDefault::uuid4},
    {"uuid7", ClientDefault::uuid7},
}};

inline constexpr auto load_strategies =
    numbered_words<LoadStrategy{}, LoadStrategy{std::size(load_strategy_words) - 1}>(
        load_strategy_words);

inline constexpr auto stored_forms =
    numbered_words<StoredAs::scaled, StoredAs::hex>(stored_as_words);

inline constexpr Words<EnumForm, 3> enum_forms{{
    {"type", EnumForm::type},
    {"text", EnumForm::text},
    {"integer", EnumForm::integer},
}};

enum class CascadeWord : std::uint8_t {
  save_update,
  merge,
  refresh_expire,
  expunge,
  remove,
  delete_orphan,
  all,
};

inline constexpr Words<CascadeWord, 7> cascade_words{{
    {"save-update", CascadeWord::save_update},
    {"merge", CascadeWord::merge},
    {"refresh-expire", CascadeWord::refresh_expire},
    {"expunge", CascadeWord::expunge},
    {"delete", CascadeWord::remove},
    {"delete-orphan", CascadeWord::delete_orphan},
    {"all", CascadeWord::all},
}};

inline constexpr Words<RelationshipKind, 4> relationship_kinds{{
    {"to_one", RelationshipKind::to_one},
    {"to_many", RelationshipKind::to_many},
    {"one_to_one", RelationshipKind::one_to_one},
    {"many_to_many", RelationshipKind::many_to_many},
}};

}  // namespace orp::language
