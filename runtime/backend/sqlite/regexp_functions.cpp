// SPDX-License-Identifier: MIT
// Regular expressions as conditions, and texts in the place of what they match.
#include "backend/sqlite/own_function.hpp"
#include "backend/sqlite/regexp.hpp"
#include "backend/sqlite/regexp_groups.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace orp::backend::sqlite {

namespace {

template <class Pattern>
void free_pattern(void* pattern) {
  delete static_cast<Pattern*>(pattern);
}

/// Calls use(pattern), a Pattern made of the second argument. The library keeps it for as long as
/// that is the same from row to row.
template <class Pattern, class Use>
void with_pattern(sqlite3_context* call, sqlite3_value* text, bool ignores_case, const Use& use) {
  try {  // the caller is C
    const auto* kept = static_cast<const Pattern*>(sqlite3_get_auxdata(call, 1));
    std::unique_ptr<Pattern> made;
    if (kept == nullptr) {
      made = std::make_unique<Pattern>(text_of(text), ignores_case);
      kept = made.get();
    }
    use(*kept);
    if (made) sqlite3_set_auxdata(call, 1, made.release(), free_pattern<Pattern>);
  } catch (const RegexpFault& fault) {
    refuse_value(call, fault.why);
  } catch (...) {
    sqlite3_result_error_nomem(call);
  }
}

/// orpiment_regexp(text, pattern, ignores_case)
void match_regexp(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return;
  with_pattern<Regexp>(call, arguments[1], sqlite3_value_int(arguments[2]) != 0,
                       [&](const Regexp& regexp) {
                         sqlite3_result_int(call, regexp.is_in(text_of(arguments[0])) ? 1 : 0);
                       });
}

/// A pattern whose groups can be asked for.
class Replaced {
 public:
  Replaced(std::string_view text, bool ignores_case)
      : pattern_(pattern_of(text)),
        regexp_(pattern_.whole, ignores_case),
        groups_(pattern_, ignores_case) {}

  std::string in(std::string_view text, std::string_view replacement) const {
    std::string result;
    std::size_t done = 0;
    std::size_t from = 0;
    while (from <= text.size()) {
      const std::optional<Regexp::Span> found = regexp_.find(text, from);
      if (!found) break;
      result += text.substr(done, found->begin - done);
      append(result, text, *found, replacement);
      done = from = found->end;
      if (found->begin == found->end) skip_character(text, from);
    }
    if (done < text.size()) result += text.substr(done);
    return result;
  }

 private:
  static RegexpPattern pattern_of(std::string_view text) {
    RegexpPattern pattern = read_regexp(text);
    if (pattern.takes_little)
      throw RegexpFault{
          "a regular expression that replaces, and repeats as seldom as it can: only which text "
          "matches is known here, not how much of it"};
    return pattern;
  }

  static void skip_character(std::string_view text, std::size_t& at) {
    if (at < text.size())
      take_character(text, at);
    else
      ++at;
  }

  // Behind a backslash & is all that matched, 1 a group, and a backslash one; else it is one
  // itself.
  void append(std::string& result, std::string_view text, Regexp::Span found,
              std::string_view replacement) const {
    std::optional<RegexpGroups::Spans> groups;
    const auto add = [&](Regexp::Span part) {
      result += text.substr(part.begin, part.end - part.begin);
    };
    for (std::size_t i = 0; i < replacement.size(); ++i) {
      const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
      const bool is_group = next >= '1' && next <= '9';
      if (replacement[i] != '\\' || !(is_group || next == '&' || next == '\\')) {
        result += replacement[i];
        continue;
      }
      ++i;
      if (next == '&') add(found);
      if (next == '\\') result += next;
      if (!is_group) continue;
      if (!groups) groups = groups_.in(text, found);
      const auto number = static_cast<std::size_t>(next - '1');
      if (number < groups->size() && (*groups)[number]) add(*(*groups)[number]);
    }
  }

  RegexpPattern pattern_;
  Regexp regexp_;
  RegexpGroups groups_;
};

/// orpiment_regexp_replace(text, pattern, replacement, ignores_case)
void replace_regexp(sqlite3_context* call, int, sqlite3_value** arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1]) || is_null(arguments[2])) return;
  with_pattern<Replaced>(
      call, arguments[1], sqlite3_value_int(arguments[3]) != 0, [&](const Replaced& pattern) {
        const std::string result = pattern.in(text_of(arguments[0]), text_of(arguments[2]));
        sqlite3_result_text64(call, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
      });
}

}  // namespace

View<const OwnFunction> regexp_functions() {
  static constexpr OwnFunction functions[] = {
      {"regexp", 3, match_regexp},
      {"regexp_replace", 4, replace_regexp},
  };
  return functions;
}

}  // namespace orp::backend::sqlite
