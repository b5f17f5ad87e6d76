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

inline constexpr Words<ReferentialAction, 5> referential_actions{{
    {"no_action", ReferentialAction::no_action},
    {"restrict", ReferentialAction::restrict},
    {"cascade", ReferentialAction::cascade},
    {"set_null", ReferentialAction::set_null},
    {"set_default", ReferentialAction::set_default},
}};

/// What stands for a value that is made when it is needed.
inline constexpr Words<ClientDefault, 4> made_defaults{{
    {"now", ClientDefault::now},
    {"today", ClientDefault::today},
    {"uuid4", ClientDefault::uuid4},
    {"uuid7", ClientDefault::uuid7},
}};

inline constexpr Words<LoadStrategy, 5> load_strategies{{
    {"select", LoadStrategy::select},
    {"peers", LoadStrategy::peers},
    {"selectin", LoadStrategy::selectin},
    {"joined", LoadStrategy::joined},
    {"raise", LoadStrategy::raise},
}};

inline constexpr Words<StoredAs, std::size(stored_as_words) - 2> stored_forms = [] {
  Words<StoredAs, std::size(stored_as_words) - 2> words{};
  for (std::size_t i = 0; i < words.size(); ++i)
    words[i] = {stored_as_words[i + 1], static_cast<StoredAs>(i + 1)};
  return words;
}();

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
