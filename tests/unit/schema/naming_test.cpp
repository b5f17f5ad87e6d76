// SPDX-License-Identifier: MIT
#include "schema/model/naming.hpp"

#include <string>

#include <gtest/gtest.h>

namespace orp::language {
namespace {

TEST(Naming, makes_snake_case_of_class_names) {
  EXPECT_EQ(snake_case("User"), "user");
  EXPECT_EQ(snake_case("OrderItem"), "order_item");
  EXPECT_EQ(snake_case("HTTPServer"), "http_server");
  EXPECT_EQ(snake_case("ServerHTTP"), "server_http");
  EXPECT_EQ(snake_case("Http2Server"), "http2_server");
  EXPECT_EQ(snake_case("A"), "a");
  EXPECT_EQ(snake_case("AB"), "ab");
  EXPECT_EQ(snake_case("Order_Item"), "order_item");
  EXPECT_EQ(snake_case("already_snake"), "already_snake");
  EXPECT_EQ(snake_case(""), "");
}

TEST(Naming, keeps_names_that_fit) {
  const std::string longest(max_name_bytes, 'x');
  EXPECT_EQ(shortened("pk_users"), "pk_users");
  EXPECT_EQ(shortened(longest), longest);
}

TEST(Naming, shortens_the_rest_to_the_limit_with_a_hash_of_the_whole) {
  const std::string common(70, 'x');
  const std::string a = shortened(common + "a");
  EXPECT_EQ(a.size(), max_name_bytes);
  EXPECT_EQ(a, std::string(54, 'x') + "_f0c59714");
  EXPECT_NE(a, shortened(common + "b"));
  EXPECT_EQ(a, shortened(common + "a"));
}

TEST(Naming, shortens_between_code_points) {
  EXPECT_EQ(shortened(std::string(53, 'x') + std::string(10, '\0') + "ä").substr(0, 53),
            std::string(53, 'x'));
  const std::string name = std::string(53, 'x') + "ääääääää";
  EXPECT_EQ(shortened(name).substr(0, 54), std::string(53, 'x') + '_');
}

TEST(Naming, refuses_what_cpp_does_not_leave_to_a_schema) {
  for (const char* name : {"", "2nd", "first-name", "a b", "größe", "class", "xor_eq", "co_yield",
                           "_x", "a__b", "errno", "c", "info", "ends_", "entity_state", "set"}) {
    EXPECT_NE(why_refused(name, NameUse::attribute), "") << name;
  }
  for (const char* name : {"id", "Name", "x2", "row", "sets", "_"}) {
    EXPECT_EQ(why_refused(name, NameUse::attribute).empty(), std::string(name) != "_") << name;
  }
}

TEST(Naming, refuses_by_what_the_name_is_for) {
  EXPECT_EQ(why_refused("c", NameUse::entity), "");
  EXPECT_EQ(why_refused("info", NameUse::enumerator), "");
  EXPECT_EQ(why_refused("ends_", NameUse::enumerator), "");
  EXPECT_NE(why_refused("Row", NameUse::entity), "");
  EXPECT_EQ(why_refused("list", NameUse::entity), "");
  EXPECT_NE(why_refused("Row", NameUse::enumeration), "");
  EXPECT_NE(why_refused("Model", NameUse::entity), "");
  EXPECT_EQ(why_refused("Model", NameUse::enumeration), "");
  EXPECT_NE(why_refused("std", NameUse::name_space), "");
  EXPECT_EQ(why_refused("shop", NameUse::name_space), "");
}

}  // namespace
}  // namespace orp::language
