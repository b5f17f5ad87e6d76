// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "meta/stored_as.hpp"
#include "schema/front/resolve_steps.hpp"
#include "schema/model/invisible.hpp"
#include "schema/model/known_types.hpp"
#include "schema/model/naming.hpp"
#include "schema/model/type_table.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

constexpr std::string_view array_suffix = "[]";

bool is_array_name(std::string_view name) {
  return name.size() > array_suffix.size() &&
         name.substr(name.size() - array_suffix.size()) == array_suffix;
}

std::string_view element_name(std::string_view name) {
  if (is_array_name(name)) name.remove_suffix(array_suffix.size());
  return name;
}

Enum resolve_enum(const EnumDecl& decl) {
  Enum resolved;
  resolved.name = decl.name.value;
  resolved.db_name = decl.db_name ? decl.db_name->value : snake_case(resolved.name);
  if (decl.description) resolved.description = decl.description->value;
  if (decl.stored_as) resolved.form = decl.stored_as->value;
  if (decl.database_schema) resolved.database_schema = decl.database_schema->value;
  resolved.where = decl.name.where;
  for (const EnumLabelDecl& label : decl.labels) {
    resolved.labels.push_back({label.name ? label.name->value : label.stored.value,
                               label.stored.value,
                               label.description ? label.description->value : std::string(),
                               label.name ? label.name->where : label.stored.where});
    if (label.number)
      resolved.labels.back().number = static_cast<std::int16_t>(label.number->value);
  }
  return resolved;
}

/// The named type that a declaration is made of, or npos.
std::size_t named_base(const TypeDecl& decl, const Symbols& symbols) {
  return find_named(symbols.types, element_name(decl.type.value));
}

void refuse_parameter(const Maybe<std::uint32_t>& parameter, std::string_view name,
                      const std::string& why, Diagnostics& diagnostics) {
  if (parameter) diagnostics.error(parameter->where, in_quotes(name) + ' ' + why, "leave it out");
}

/// Length, precision and scale of a type of the language.
void resolve_parameters(const TypeDecl& decl, schema::Type& type, Diagnostics& diagnostics) {
  const std::string why = "has no meaning for the type " + in_quotes(decl.type.value);
  if (type.tag == TypeTag::string) {
    if (decl.length) {
      type.length = decl.length->value;
    } else if (!decl.is_incomplete) {
      diagnostics.error(decl.type.where, "a string needs a \"length\"",
                        R"(for text of any length the type is "text")");
    }
  } else {
    refuse_parameter(decl.length, "length", why, diagnostics);
  }
  if (type.tag != TypeTag::decimal) {
    refuse_parameter(decl.precision, "precision", why, diagnostics);
    refuse_parameter(decl.scale, "scale", why, diagnostics);
    return;
  }
  if (decl.scale) type.scale = static_cast<std::uint8_t>(decl.scale->value);
  if (!decl.precision) {
    if (!decl.is_incomplete && decl.scale)
      diagnostics.error(decl.scale->where, "a decimal with a scale needs a \"precision\"",
                        R"(as in { "type": "decimal", "precision": 12, "scale": 2 })");
    return;
  }
  type.precision = static_cast<std::uint8_t>(decl.precision->value);
  if (type.scale > type.precision) {
    diagnostics.error(decl.scale->where,
                      "the scale " + std::to_string(type.scale) +
                          " is greater than the precision " + std::to_string(type.precision),
                      "the precision counts all digits, those before the point too");
  }
}

/// A type of which "stored_as" says the form.
struct StoredKind {
  std::string_view name;
  std::vector<StoredAs> forms;
};

std::optional<StoredKind> stored_kind(const schema::Type& type) {
  if (type.is_array || !type.tag) return std::nullopt;
  switch (*type.tag) {
    case TypeTag::decimal:
      return StoredKind{"decimal",
                        {StoredAs::scaled, StoredAs::text, StoredAs::real, StoredAs::numeric}};
    case TypeTag::uuid:
      return StoredKind{"uuid", {StoredAs::text, StoredAs::hex}};
    case TypeTag::enumeration:
      return StoredKind{"enumeration", {StoredAs::text}};
    case TypeTag::time:
      return StoredKind{"time",
                        {StoredAs::text, StoredAs::text_seconds, StoredAs::text_milliseconds,
                         StoredAs::text_short}};
    case TypeTag::timestamp:
    case TypeTag::timestamptz: {
      StoredKind kind{"timestamp", {StoredAs::text}};
      for (auto how = static_cast<unsigned>(StoredAs::text_seconds);
           how <= static_cast<unsigned>(StoredAs::julian_day); ++how)
        kind.forms.push_back(static_cast<StoredAs>(how));
      return kind;
    }
    default:
      return std::nullopt;
  }
}

std::string one_of(const std::vector<StoredAs>& forms) {
  std::string list;
  for (const StoredAs& how : forms) {
    if (&how != &forms.front()) list += &how == &forms.back() ? " or " : ", ";
    list += in_quotes(stored_as_word(how));
  }
  return list;
}

void resolve_stored_as(const TypeDecl& decl, schema::Type& type, Diagnostics& diagnostics) {
  if (!decl.stored_as) return;
  const auto [how, where] = *decl.stored_as;
  const std::string word = in_quotes(stored_as_word(how));
  const std::optional<StoredKind> kind = stored_kind(type);
  if (!kind) {
    diagnostics.error(
        where, R"("stored_as" has no meaning for the type )" + in_quotes(decl.type.value),
        "decimals, times, timestamps, uuids and enumerations are kept in several ways");
  } else if (std::find(kind->forms.begin(), kind->forms.end(), how) == kind->forms.end()) {
    diagnostics.error(where, "no " + std::string(kind->name) + " is stored as " + word,
                      "one is stored as " + one_of(kind->forms));
  } else if (type.tag == TypeTag::decimal && type.precision == 0) {
    diagnostics.error(where, "a decimal stored as " + word + " needs a \"precision\"",
                      "say how many digits it has, and \"scale\" of them behind the point");
  } else if (const int most = most_digits(how); type.precision > most) {
    diagnostics.error(where,
                      "a decimal stored as " + word + " has at most " + std::to_string(most) +
                          " digits, not " + std::to_string(type.precision),
                      R"(another form, as "text", or fewer digits)");
  } else {
    type.stored_as = how;
  }
}

/// SQL's operators on such a column would be those of the C++ type, over what is stored as another.
bool is_of_the_language(std::string_view cpp_type) {
  constexpr std::string_view names[] = {
      "bool",         "short",        "int",     "long",        "long long",
      "float",        "double",       "char",    "std::string", "std::int16_t",
      "std::int32_t", "std::int64_t", "int16_t", "int32_t",     "int64_t"};
  return cpp_type.starts_with("orp::") ||
         std::find(std::begin(names), std::end(names), cpp_type) != std::end(names);
}

/// What generated code has there as it is written must be one word of it, and seen by its readers.
void check_code(const Name& text, std::string_view key, Diagnostics& diagnostics) {
  const auto breaks_out = [](char c) {
    return (c >= 0 && c < ' ') || c == '"' || c == '\\' || c == '\x7f';
  };
  const bool is_code = std::none_of(text.value.begin(), text.value.end(), breaks_out) &&
                       with_visible_characters(text.value) == text.value;
  if (is_code) return;
  diagnostics.error(text.where,
                    in_quotes(key) + " has a character that generated code cannot have there",
                    "no quotes, backslashes, ends of lines and invisible characters");
}

void resolve_custom(const TypeDecl& decl, ResolvedType& type, Diagnostics& diagnostics) {
  if (!decl.cpp) return;
  if (!type.custom.enumeration.empty()) {
    diagnostics.error(decl.cpp->type.where,
                      in_quotes(type.custom.enumeration) + " is an enumeration kept as a number",
                      "leave \"cpp\" out");
    return;
  }
  check_code(decl.cpp->type, "type", diagnostics);
  check_code(decl.cpp->include, "include", diagnostics);
  check_code(decl.cpp->converter, "converter", diagnostics);
  if (is_of_the_language(decl.cpp->type.value)) {
    diagnostics.error(decl.cpp->type.where,
                      in_quotes(decl.cpp->type.value) + " is no type of the program's own",
                      "give the column the type that has it, and say \"stored_as\" if a table of "
                      "others keeps it otherwise; or wrap it in a struct");
    return;
  }
  if (type.stored.is_array) {
    diagnostics.error(decl.cpp->type.where, "an array cannot have a C++ type of its own",
                      "leave \"cpp\" out; its elements may have one, by a named type");
    return;
  }
  type.custom = {decl.cpp->type.value, decl.cpp->include.value, decl.cpp->converter.value};
}

/// A column of a named type takes all of it.
void refuse_own_parameters(const TypeDecl& decl, Diagnostics& diagnostics) {
  const std::string why = "belongs to the named type " + in_quotes(decl.type.value);
  refuse_parameter(decl.length, "length", why, diagnostics);
  refuse_parameter(decl.precision, "precision", why, diagnostics);
  refuse_parameter(decl.scale, "scale", why, diagnostics);
  if (decl.stored_as)
    diagnostics.error(decl.stored_as->where, "\"stored_as\" " + why, "leave it out");
  if (decl.cpp) diagnostics.error(decl.cpp->type.where, "\"cpp\" " + why, "leave it out");
  if (!decl.variants.empty())
    diagnostics.error(decl.variants.front().database.where, "\"variants\" " + why, "leave it out");
}

/// A type of one database that the language knows.
ResolvedType resolve_known(const TypeDecl& decl, const KnownType& known, Diagnostics& diagnostics) {
  const std::string why = "has no meaning for the type " + in_quotes(decl.type.value);
  refuse_parameter(decl.length, "length", why, diagnostics);
  refuse_parameter(decl.precision, "precision", why, diagnostics);
  refuse_parameter(decl.scale, "scale", why, diagnostics);
  ResolvedType type{known.stored, known.custom};
  resolve_stored_as(decl, type.stored, diagnostics);
  resolve_variants(decl, type.stored, diagnostics);
  if (!known.custom.is_set()) {
    resolve_custom(decl, type, diagnostics);
  } else if (decl.cpp) {
    diagnostics.error(decl.cpp->type.where,
                      in_quotes(decl.type.value) + " has a C++ type, " + known.custom.type,
                      "a type of another name, made of \"text\", may have another one");
  }
  return type;
}

/// What databases and other languages call a type; empty: nothing known.
std::string_view name_here(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"array", "text[]"},    {"bigint", "int64"},   {"binary", "bytes"}, {"blob", "bytes"},
      {"boolean", "bool"},    {"bytea", "bytes"},    {"char", "string"},  {"datetime", "timestamp"},
      {"float32", "float"},   {"float64", "double"}, {"int", "int32"},    {"integer", "int32"},
      {"jsonb", "json"},      {"list", "text[]"},    {"long", "int64"},   {"number", "double"},
      {"numeric", "decimal"}, {"real", "float"},     {"short", "int16"},  {"smallint", "int16"},
      {"varchar", "string"},
  };
  for (const auto& [elsewhere, here] : names)
    if (elsewhere == name) return here;
  return {};
}

void report_unknown(const Name& written, std::string_view name, const Symbols& symbols,
                    Diagnostics& diagnostics) {
  std::vector<std::string_view> known = type_names();
  for (const std::string_view other : names_of(symbols.enums)) known.push_back(other);
  for (const std::string_view other : names_of(symbols.types)) known.push_back(other);
  for (const std::string_view other : known_type_names()) known.push_back(other);
  const std::string_view own = name_here(name);
  diagnostics.error(written.where, "unknown type " + in_quotes(name),
                    own.empty() ? suggestion(name, known) : "here it is " + in_quotes(own));
}

/// An enumeration as its columns keep it.
ResolvedType type_of(const Enum& enumeration) {
  ResolvedType type;
  if (enumeration.form == EnumForm::integer) {
    type.stored.tag = TypeTag::int16;
    type.custom = {.type = enumeration.name,
                   .include = {},
                   .converter = "orp::EnumNumber<" + enumeration.name + '>',
                   .enumeration = enumeration.name};
    return type;
  }
  type.stored.tag = TypeTag::enumeration;
  type.stored.enumeration = stored_enum(enumeration);
  if (enumeration.form == EnumForm::text) type.stored.stored_as = StoredAs::text;
  return type;
}

/// A type of the language or an enumeration, perhaps an array of it.
std::optional<ResolvedType> find_plain_type(std::string_view name, const Symbols& symbols) {
  if (const std::optional<TypeTag> tag = find_type(name)) {
    ResolvedType type;
    type.stored.tag = tag;
    return type;
  }
  const std::size_t number = find_named(symbols.enums, name);
  if (number == npos) return std::nullopt;
  return type_of(resolve_enum(*symbols.enums[number]));
}

void check_element(const Name& written, const ResolvedType& element, Diagnostics& diagnostics) {
  const bool is_json = element.stored.tag == TypeTag::json;
  if (is_json || element.custom.is_set() || !element.stored.variants.empty()) {
    diagnostics.error(
        written.where, "there are no arrays of " + in_quotes(element_name(written.value)),
        is_json ? "a json value can be a list itself" : "keep the list in a column of type json");
  }
}

void resolve_null_elements(const TypeDecl& decl, schema::Type& type, Diagnostics& diagnostics) {
  if (!decl.null_elements) return;
  if (!type.is_array) {
    diagnostics.error(decl.null_elements->where, "\"null_elements\" belongs to an array",
                      "of a column itself it is \"nullable\"");
  }
  type.has_null_elements = decl.null_elements->value;
}

/// Each label has one, and in their order, or none has.
void check_label_numbers(const EnumDecl& decl, Diagnostics& diagnostics) {
  const bool are_numbers = decl.stored_as && decl.stored_as->value == EnumForm::integer;
  const bool are_given = std::any_of(decl.labels.begin(), decl.labels.end(),
                                     [](const EnumLabelDecl& label) { return !!label.number; });
  if (!are_given || decl.is_incomplete) return;
  const EnumLabelDecl* before = nullptr;
  for (const EnumLabelDecl& label : decl.labels) {
    const std::string which = "the label " + in_quotes(label.stored.value);
    if (!are_numbers) {
      if (label.number)
        diagnostics.error(label.number->where, which + " has a number, and is not kept as one",
                          R"(say "stored_as": "integer", or leave it out)");
    } else if (!label.number) {
      diagnostics.error(label.stored.where, which + " has no number, and others have",
                        "give each label one, or none");
      return;
    } else if (before != nullptr && label.number->value <= before->number->value) {
      diagnostics.error(label.number->where,
                        which + " has the number " + std::to_string(label.number->value) +
                            ", and the one before it " + std::to_string(before->number->value),
                        "list the labels in the order of their numbers, which is their order in "
                        "SQL");
    }
    before = &label;
  }
}

}  // namespace

std::vector<Enum> resolve_enums(const Symbols& symbols, Diagnostics& diagnostics) {
  std::vector<Enum> enums;
  for (const EnumDecl* decl : symbols.enums) {
    enums.push_back(resolve_enum(*decl));
    if (decl->labels.empty() && !decl->is_incomplete) {
      diagnostics.error(decl->name.where, "an enumeration without labels",
                        R"(list what is stored: ["open", "paid"])");
    }
    check_label_numbers(*decl, diagnostics);
  }
  return enums;
}

ResolvedType resolve_type(const TypeDecl& decl, const Symbols& symbols, Diagnostics& diagnostics) {
  if (decl.type.value.empty()) return {};
  const std::string_view name = element_name(decl.type.value);
  const bool is_array = is_array_name(decl.type.value);
  if (is_array_name(name)) {
    diagnostics.error(decl.type.where, "arrays have one dimension",
                      "keep it in a column of type json");
    return {};
  }

  ResolvedType type;
  if (std::optional<ResolvedType> plain = find_plain_type(name, symbols)) {
    type = std::move(*plain);
    type.stored.is_array = is_array;
    resolve_parameters(decl, type.stored, diagnostics);
    resolve_stored_as(decl, type.stored, diagnostics);
    resolve_variants(decl, type.stored, diagnostics);
    resolve_custom(decl, type, diagnostics);
  } else if (const std::size_t named = named_base(decl, symbols); named != npos) {
    refuse_own_parameters(decl, diagnostics);
    const TypeDecl& base = symbols.types[named]->type;
    if (named_base(base, symbols) != npos) return {};
    Diagnostics reported_at_the_type;
    type = resolve_type(base, symbols, reported_at_the_type);
    if (is_array && type.stored.is_array) {
      diagnostics.error(decl.type.where, "arrays have one dimension",
                        "keep it in a column of type json");
    }
    type.stored.is_array = type.stored.is_array || is_array;
  } else if (const KnownType* const known = find_known_type(name)) {
    type = resolve_known(decl, *known, diagnostics);
    type.stored.is_array = is_array;
  } else {
    report_unknown(decl.type, name, symbols, diagnostics);
    return {};
  }
  if (is_array) check_element(decl.type, type, diagnostics);
  resolve_null_elements(decl, type.stored, diagnostics);
  return type;
}

void resolve_named_types(const Symbols& symbols, Diagnostics& diagnostics) {
  for (const NamedTypeDecl* decl : symbols.types) {
    if (named_base(decl->type, symbols) != npos) {
      diagnostics.error(decl->type.type.where, "a named type cannot be made of another one",
                        "repeat what that one is made of");
    } else {
      resolve_type(decl->type, symbols, diagnostics);
    }
  }
}

}  // namespace orp::language
