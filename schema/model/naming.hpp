// SPDX-License-Identifier: MIT
// Which names C++ and the generated API leave to the schema, and names derived from names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace orp::language {

/// What a name of the schema becomes in C++.
enum class NameUse : std::uint8_t { entity, enumeration, enumerator, attribute, name_space };

/// Why `name` cannot become that, as a sentence about it: `is a keyword of C++`. Empty when it can.
[[nodiscard]] std::string why_refused(std::string_view name, NameUse use);

/// "OrderItem" -> "order_item", "HTTPServer" -> "http_server"; digits stay with what is before
/// them.
[[nodiscard]] std::string snake_case(std::string_view name);

/// ASCII letters made small: how names that must differ in more than case are compared.
[[nodiscard]] std::string lower_case(std::string_view name);

/// The smallest limit among databases, held for all of them so that a schema fits each.
inline constexpr std::size_t max_name_bytes = 63;

/// `name` if it fits, else as much of its beginning as leaves room for a hash of the whole of it.
/// The same name gives the same result everywhere.
[[nodiscard]] std::string shortened(std::string_view name);

}  // namespace orp::language
