// SPDX-License-Identifier: MIT
// The fields of a struct of the program's own: how many they are and of which types, as far as
// C++20 tells. A field counts as one whatever it holds, an array or another struct too: each is
// given its own `{}`.
#pragma once
#include <cstddef>
#include <type_traits>

namespace orp::detail {

/// So many fields a struct may have for FieldsOf.
inline constexpr std::size_t most_fields = 24;

/// Types of fields, in order.
template <class... Fields>
struct FieldTypes {};

template <class... Fields>
FieldTypes<std::remove_cv_t<Fields>...> types_of_fields(Fields&... fields);

/// Becomes a base of `S` and nothing else.
template <class S>
struct OnlyBaseOf {
  template <class Base>
  requires(std::is_base_of_v<Base, S> && !std::is_same_v<Base, S>) operator Base() const;  // NOLINT
};

/// `S` has public bases, whose fields no structured binding would name.
template <class S>
inline constexpr bool has_base = requires {
  S{OnlyBaseOf<S>()};
};

/// What is known of a struct of `count` fields: `fit`, whether `S` has as many or more; types(), if
/// it has exactly so many.
template <class S, std::size_t Count>
struct FieldsOf;

#define ORPIMENT_FIELDS(count, braces, ...)              \
  template <class S>                                     \
  struct FieldsOf<S, count> {                            \
    static constexpr bool fit = requires { S{braces}; }; \
    static auto types(S& object) {                       \
      auto& [__VA_ARGS__] = object;                      \
      return decltype(types_of_fields(__VA_ARGS__))();   \
    }                                                    \
  };
#define ORPIMENT_BRACES_1 \
  {}
#define ORPIMENT_BRACES_2 \
  ORPIMENT_BRACES_1, {}
#define ORPIMENT_BRACES_3 \
  ORPIMENT_BRACES_2, {}
#define ORPIMENT_BRACES_4 \
  ORPIMENT_BRACES_3, {}
#define ORPIMENT_BRACES_5 \
  ORPIMENT_BRACES_4, {}
#define ORPIMENT_BRACES_6 \
  ORPIMENT_BRACES_5, {}
#define ORPIMENT_BRACES_7 \
  ORPIMENT_BRACES_6, {}
#define ORPIMENT_BRACES_8 \
  ORPIMENT_BRACES_7, {}
#define ORPIMENT_BRACES_9 \
  ORPIMENT_BRACES_8, {}
#define ORPIMENT_BRACES_10 \
  ORPIMENT_BRACES_9, {}
#define ORPIMENT_BRACES_11 \
  ORPIMENT_BRACES_10, {}
#define ORPIMENT_BRACES_12 \
  ORPIMENT_BRACES_11, {}
#define ORPIMENT_BRACES_13 \
  ORPIMENT_BRACES_12, {}
#define ORPIMENT_BRACES_14 \
  ORPIMENT_BRACES_13, {}
#define ORPIMENT_BRACES_15 \
  ORPIMENT_BRACES_14, {}
#define ORPIMENT_BRACES_16 \
  ORPIMENT_BRACES_15, {}
#define ORPIMENT_BRACES_17 \
  ORPIMENT_BRACES_16, {}
#define ORPIMENT_BRACES_18 \
  ORPIMENT_BRACES_17, {}
#define ORPIMENT_BRACES_19 \
  ORPIMENT_BRACES_18, {}
#define ORPIMENT_BRACES_20 \
  ORPIMENT_BRACES_19, {}
#define ORPIMENT_BRACES_21 \
  ORPIMENT_BRACES_20, {}
#define ORPIMENT_BRACES_22 \
  ORPIMENT_BRACES_21, {}
#define ORPIMENT_BRACES_23 \
  ORPIMENT_BRACES_22, {}
#define ORPIMENT_BRACES_24 \
  ORPIMENT_BRACES_23, {}
#define ORPIMENT_BRACES_25 \
  ORPIMENT_BRACES_24, {}
ORPIMENT_FIELDS(1, ORPIMENT_BRACES_1, a)
ORPIMENT_FIELDS(2, ORPIMENT_BRACES_2, a, b)
ORPIMENT_FIELDS(3, ORPIMENT_BRACES_3, a, b, c)
ORPIMENT_FIELDS(4, ORPIMENT_BRACES_4, a, b, c, d)
ORPIMENT_FIELDS(5, ORPIMENT_BRACES_5, a, b, c, d, e)
ORPIMENT_FIELDS(6, ORPIMENT_BRACES_6, a, b, c, d, e, f)
ORPIMENT_FIELDS(7, ORPIMENT_BRACES_7, a, b, c, d, e, f, g)
ORPIMENT_FIELDS(8, ORPIMENT_BRACES_8, a, b, c, d, e, f, g, h)
ORPIMENT_FIELDS(9, ORPIMENT_BRACES_9, a, b, c, d, e, f, g, h, i)
ORPIMENT_FIELDS(10, ORPIMENT_BRACES_10, a, b, c, d, e, f, g, h, i, j)
ORPIMENT_FIELDS(11, ORPIMENT_BRACES_11, a, b, c, d, e, f, g, h, i, j, k)
ORPIMENT_FIELDS(12, ORPIMENT_BRACES_12, a, b, c, d, e, f, g, h, i, j, k, l)
ORPIMENT_FIELDS(13, ORPIMENT_BRACES_13, a, b, c, d, e, f, g, h, i, j, k, l, m)
ORPIMENT_FIELDS(14, ORPIMENT_BRACES_14, a, b, c, d, e, f, g, h, i, j, k, l, m, n)
ORPIMENT_FIELDS(15, ORPIMENT_BRACES_15, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
ORPIMENT_FIELDS(16, ORPIMENT_BRACES_16, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
ORPIMENT_FIELDS(17, ORPIMENT_BRACES_17, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)
ORPIMENT_FIELDS(18, ORPIMENT_BRACES_18, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)
ORPIMENT_FIELDS(19, ORPIMENT_BRACES_19, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)
ORPIMENT_FIELDS(20, ORPIMENT_BRACES_20, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t)
ORPIMENT_FIELDS(21, ORPIMENT_BRACES_21, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t,
                u)
ORPIMENT_FIELDS(22, ORPIMENT_BRACES_22, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t,
                u, v)
ORPIMENT_FIELDS(23, ORPIMENT_BRACES_23, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t,
                u, v, w)
ORPIMENT_FIELDS(24, ORPIMENT_BRACES_24, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t,
                u, v, w, x)

/// One more than may be.
template <class S>
struct FieldsOf<S, most_fields + 1> {
  static constexpr bool fit = requires { S{ORPIMENT_BRACES_25}; };
};
#undef ORPIMENT_BRACES_1
#undef ORPIMENT_BRACES_2
#undef ORPIMENT_BRACES_3
#undef ORPIMENT_BRACES_4
#undef ORPIMENT_BRACES_5
#undef ORPIMENT_BRACES_6
#undef ORPIMENT_BRACES_7
#undef ORPIMENT_BRACES_8
#undef ORPIMENT_BRACES_9
#undef ORPIMENT_BRACES_10
#undef ORPIMENT_BRACES_11
#undef ORPIMENT_BRACES_12
#undef ORPIMENT_BRACES_13
#undef ORPIMENT_BRACES_14
#undef ORPIMENT_BRACES_15
#undef ORPIMENT_BRACES_16
#undef ORPIMENT_BRACES_17
#undef ORPIMENT_BRACES_18
#undef ORPIMENT_BRACES_19
#undef ORPIMENT_BRACES_20
#undef ORPIMENT_BRACES_21
#undef ORPIMENT_BRACES_22
#undef ORPIMENT_BRACES_23
#undef ORPIMENT_BRACES_24
#undef ORPIMENT_BRACES_25
#undef ORPIMENT_FIELDS

}  // namespace orp::detail
