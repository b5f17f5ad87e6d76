// SPDX-License-Identifier: MIT
// A URL that can be read is written as one that reads the same, and what is for people and logs is
// the same whatever the password.
#include "orpiment/engine/url.hpp"

#include <optional>

#include "fuzz/input.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/url_parts.hpp"

namespace {

std::optional<orp::Url> read(std::string_view text) {
  try {
    return orp::Url::parse(text);
  } catch (const orp::UsageError&) {
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using orp::fuzz::require;
  const std::optional<orp::Url> url = read(orp::fuzz::Input(data, size).rest());
  if (!url) return 0;
  require(orp::Url::parse(url->to_string_with_password()) == *url, "written and read again");
  require(read(url->to_string()).has_value(), "what people see is a URL");
  const orp::Url other = url->set({.password = "another"});
  require(other.to_string() == url->set({.password = url->password() + "x"}).to_string(),
          "the password is not shown");
  return 0;
}
