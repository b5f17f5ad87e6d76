// SPDX-License-Identifier: MIT
//
// orp::Json to and from nlohmann::json, for programs that have that library. A header of its own,
// because nothing else of Orpiment's needs it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "orpiment/base/json_text.hpp"

namespace orp {

/// The text taken apart.
inline nlohmann::json to_nlohmann(const Json& json) { return nlohmann::json::parse(json.text()); }

/// The document written without white space. Throws DataError when a string in it is not UTF-8 or
/// has a zero character, or it is nested too deep.
inline Json to_json(const nlohmann::json& document) {
  std::string text;
  try {
    text = document.dump();
  } catch (const nlohmann::json::exception& error) {
    throw DataError({.code = "ORP-2005",
                     .message = std::string("this document is not valid JSON: ") + error.what()});
  }
  return Json::parse(std::move(text));
}

// The hooks by which nlohmann::json converts by itself: `nlohmann::json j = order.payload();` and
// `j.get<orp::Json>()`.
inline void to_json(nlohmann::json& document, const Json& json) { document = to_nlohmann(json); }
inline void from_json(const nlohmann::json& document, Json& json) { json = to_json(document); }

}  // namespace orp
