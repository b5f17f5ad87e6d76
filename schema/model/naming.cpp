// SPDX-License-Identifier: MIT
#include "schema/model/naming.hpp"

#include <algorithm>
#include <array>

namespace orp::language {
namespace {

// ---- Names that are taken, as data --------------------------------------------------------------

// C++20 with its alternative tokens, and the words that are coming or that compilers add.
constexpr std::string_view keywords[] = {
    "alignas",       "alignof",     "and",
    "and_eq",        "asm",         "auto",
    "bitand",        "bitor",       "bool",
    "break",         "case",        "catch",
    "char",          "char16_t",    "char32_t",
    "char8_t",       "class",       "co_await",
    "co_return",     "co_yield",    "compl",
    "concept",       "const",       "const_cast",
    "consteval",     "constexpr",   "constinit",
    "continue",      "decltype",    "default",
    "delete",        "do",          "double",
    "dynamic_cast",  "else",        "enum",
    "explicit",      "export",      "extern",
    "false",         "float",       "for",
    "friend",        "goto",        "if",
    "inline",        "int",         "long",
    "mutable",       "namespace",   "new",
    "noexcept",      "not",         "not_eq",
    "nullptr",       "operator",    "or",
    "or_eq",         "private",     "protected",
    "public",        "register",    "reinterpret_cast",
    "requires",      "return",      "short",
    "signed",        "sizeof",      "static",
    "static_assert", "static_cast", "struct",
    "switch",        "template",    "this",
    "thread_local",  "throw",       "true",
    "try",           "typedef",     "typeid",
    "typename",      "typeof",      "union",
    "unsigned",      "using",       "virtual",
    "void",          "volatile",    "wchar_t",
    "while",         "xor",         "xor_eq",
};

// Macros of the C library and of compilers that are likely enough to meet in a program.
constexpr std::string_view macros[] = {
    "BUFSIZ",   "DOMAIN", "EOF",      "FILENAME_MAX", "HUGE_VAL", "INFINITY",  "NAN",    "NULL",
    "OVERFLOW", "PLOSS",  "RAND_MAX", "SING",         "TLOSS",    "UNDERFLOW", "assert", "errno",
    "i386",     "linux",  "offsetof", "setjmp",       "stderr",   "stdin",     "stdout", "unix",
};

// What every generated class has beside the attributes, for programs to use. All else that it has
// ends in '_'.
constexpr std::string_view class_members[] = {
    "Attributes", "Key", "New", "Row", "c", "entity_state", "info", "set",
};

// What the generated namespace has beside the entities and enumerations, and what entities have a
// type of already: their members and their base.
constexpr std::string_view namespace_members[] = {
    "Attributes", "Entity",      "EntityBase", "Key", "New", "Row",       "detail",
    "enum_info",  "from_string", "metadata",   "orp", "std", "to_string",
};

// Stems of generated files that belong to no entity.
constexpr std::string_view file_stems[] = {"enums", "fwd", "model"};

constexpr std::string_view outer_namespaces[] = {"orp", "posix", "std"};

template <std::size_t N>
bool contains(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// ---- Characters ---------------------------------------------------------------------------------

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_identifier(std::string_view name) {
  return !name.empty() && !is_digit(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '_'; });
}

std::string why_refused_by_api(std::string_view name, NameUse use) {
  switch (use) {
    case NameUse::attribute:
      if (contains(class_members, name)) return "is a member of every generated class";
      if (name.back() == '_') return "ends in '_', as members of the generated classes do";
      return {};
    case NameUse::entity:
      if (contains(file_stems, snake_case(name))) {
        return "would need the generated file " + snake_case(name) + ".hpp, which has another use";
      }
      [[fallthrough]];
    case NameUse::enumeration:
      if (contains(namespace_members, name)) return "is a name of the generated API";
      return {};
    case NameUse::name_space:
      if (contains(outer_namespaces, name)) return "is not a namespace to add to";
      return {};
    case NameUse::enumerator:
      return {};
  }
  return {};
}

}  // namespace

std::string why_refused(std::string_view name, NameUse use) {
  if (!is_identifier(name)) return "is not a C++ identifier (ASCII letters, digits and '_')";
  if (contains(keywords, name)) return "is a keyword of C++";
  if (name.front() == '_' || name.find("__") != std::string_view::npos) {
    return "is a name that C++ reserves (a '_' in front, or two in a row)";
  }
  if (contains(macros, name)) return "is a macro of the C library or of compilers";
  return why_refused_by_api(name, use);
}

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool next_is_lower = i + 1 < name.size() && is_lower(name[i + 1]);
    if (i > 0 && is_upper(name[i]) && name[i - 1] != '_' &&
        (!is_upper(name[i - 1]) || next_is_lower)) {
      result += '_';
    }
    result += to_lower(name[i]);
  }
  return result;
}

std::string lower_case(std::string_view name) {
  std::string result(name);
  std::transform(result.begin(), result.end(), result.begin(), to_lower);
  return result;
}

std::string shortened(std::string_view name) {
  if (name.size() <= max_name_bytes) return std::string(name);
  std::uint32_t hash = 0x811c9dc5U;  // FNV-1a: the names of a database must not depend on a library
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;

  std::string digits;
  for (int shift = 28; shift >= 0; shift -= 4) digits += "0123456789abcdef"[hash >> shift & 0xFU];
  std::size_t kept = max_name_bytes - digits.size() - 1;
  while ((static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U) --kept;  // whole code points
  return std::string(name.substr(0, kept)) + '_' + digits;
}

}  // namespace orp::language
