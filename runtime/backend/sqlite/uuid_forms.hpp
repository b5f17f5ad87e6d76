// SPDX-License-Identifier: MIT
// Uuids as the texts that other programs' tables keep (StoredAs): in one spelling each, or refused.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "orpiment/base/uuid.hpp"
#include "orpiment/meta/words.hpp"

namespace orp::backend::sqlite {

constexpr bool is_text_of_uuid(StoredAs how) {
  return how == StoredAs::text || how == StoredAs::hex;
}

/// Writes at most Uuid::text_size characters; returns the end. Requires: is_text_of_uuid(how).
inline char* write_uuid(char* buffer, const Uuid& value, StoredAs how) {
  char text[Uuid::text_size];
  const char* const end = value.write_to(text);
  for (const char* at = text; at != end; ++at)
    if (*at != '-' || how == StoredAs::text) *buffer++ = *at;
  return buffer;
}

/// Empty: another form. Requires: is_text_of_uuid(how).
inline std::optional<Uuid> read_uuid_text(std::string_view text, StoredAs how) {
  const std::optional<Uuid> value = Uuid::from_string(text);
  if (!value) return std::nullopt;
  char spelled[Uuid::text_size];
  const char* const end = write_uuid(spelled, *value, how);
  if (text != std::string_view(spelled, static_cast<std::size_t>(end - spelled)))
    return std::nullopt;
  return value;
}

}  // namespace orp::backend::sqlite
