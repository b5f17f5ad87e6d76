// SPDX-License-Identifier: MIT
#include <string>

#include "orpiment/base/error.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

// The text as the program wrote it.
std::string source_of(const TextNode& node) {
  std::string source = node.pieces.front();
  for (std::size_t i = 0; i < node.places.size(); ++i)
    source += ':' + node.places[i].name + node.pieces[i + 1];
  return source;
}

}  // namespace

// What is in a text is not known here, so it stands alone or in parentheses.
void Renderer::text(const TextNode& node, Place place) {
  open(place != Place::none);
  for (std::size_t i = 0; i < node.pieces.size(); ++i) {
    out_ += node.pieces[i];
    if (i == node.places.size()) break;
    const TextNode::Place& named = node.places[i];
    if (!named.value) {
      throw UsageError({.code = "ORP-1203",
                        .message = "the place :" + named.name + " of a text() has no value",
                        .sql = source_of(node),
                        .hint = "bind(\"" + named.name + "\", value), or write \\: for a colon"});
    }
    expression(named.value, Place::primary);
  }
  close(place != Place::none);
}

}  // namespace orp::sql
