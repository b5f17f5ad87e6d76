// SPDX-License-Identifier: MIT
// The server's own types, by the numbers that its catalogue gives them for ever.
#pragma once

namespace orp::backend::postgres {

using Oid = unsigned int;  // the library's own name for it, without the library

namespace oid {
inline constexpr Oid none = 0;  // the server infers the type
inline constexpr Oid boolean = 16;
inline constexpr Oid bytea = 17;
inline constexpr Oid char1 = 18;
inline constexpr Oid name = 19;
inline constexpr Oid int8 = 20;
inline constexpr Oid int2 = 21;
inline constexpr Oid int4 = 23;
inline constexpr Oid text = 25;
inline constexpr Oid oid = 26;
inline constexpr Oid json = 114;
inline constexpr Oid float4 = 700;
inline constexpr Oid float8 = 701;
inline constexpr Oid unknown = 705;
inline constexpr Oid text_array = 1009;
inline constexpr Oid bpchar = 1042;
inline constexpr Oid varchar = 1043;
inline constexpr Oid date = 1082;
inline constexpr Oid time = 1083;
inline constexpr Oid timestamp = 1114;
inline constexpr Oid timestamptz = 1184;
inline constexpr Oid interval = 1186;
inline constexpr Oid numeric = 1700;
inline constexpr Oid uuid = 2950;
inline constexpr Oid jsonb = 3802;
inline constexpr Oid first_user_defined = 16384;

/// A type of the server's whose values are characters.
constexpr bool is_text(Oid type) {
  return type == text || type == varchar || type == bpchar || type == name || type == char1 ||
         type == unknown;
}
}  // namespace oid

}  // namespace orp::backend::postgres
