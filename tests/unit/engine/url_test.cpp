// SPDX-License-Identifier: MIT
#include "orpiment/engine/url.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "orpiment/base/error.hpp"
#include "orpiment/engine/url_parts.hpp"

namespace orp {
namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

TEST(Url, has_all_its_parts) {
  const Url url = Url::parse("postgresql://ada:s3cret@db.example.com:6543/shop?connect_timeout=5");
  EXPECT_EQ(url.scheme(), "postgresql");
  EXPECT_EQ(url.user(), "ada");
  EXPECT_EQ(url.password(), "s3cret");
  EXPECT_EQ(url.host(), "db.example.com");
  EXPECT_EQ(url.port(), 6543);
  EXPECT_EQ(url.database(), "shop");
  EXPECT_EQ(url.options(), (Options{{"connect_timeout", "5"}}));
  EXPECT_EQ(url.option("connect_timeout"), "5");
  EXPECT_EQ(url.option("other"), std::nullopt);
}

TEST(Url, names_files_by_the_number_of_slashes) {
  EXPECT_EQ(Url::parse("sqlite://").database(), "");
  EXPECT_EQ(Url::parse("sqlite:///shop.db").database(), "shop.db");
  EXPECT_EQ(Url::parse("sqlite:///data/shop.db").database(), "data/shop.db");
  EXPECT_EQ(Url::parse("sqlite:////var/shop.db").database(), "/var/shop.db");
  EXPECT_EQ(Url::parse("sqlite:///:memory:").database(), ":memory:");
  EXPECT_EQ(Url::parse("sqlite:///file:shop.db?mode=ro").database(), "file:shop.db");
}

TEST(Url, decodes_every_part) {
  const Url url = Url::parse("x://a%40b:p%2Fw%3A%25@h%2Di/d%20b%3F?k%26=v%3D%26");
  EXPECT_EQ(url.user(), "a@b");
  EXPECT_EQ(url.password(), "p/w:%");
  EXPECT_EQ(url.host(), "h-i");
  EXPECT_EQ(url.database(), "d b?");
  EXPECT_EQ(url.options(), (Options{{"k&", "v=&"}}));
}

TEST(Url, leaves_a_plus_alone) { EXPECT_EQ(Url::parse("x:///a+b?c=d+e").option("c"), "d+e"); }

TEST(Url, keeps_several_values_of_an_option) {
  const Url url = Url::parse("x:///?host=a&host=b&&flag=");
  EXPECT_EQ(url.options(), (Options{{"host", "a"}, {"host", "b"}, {"flag", ""}}));
  EXPECT_EQ(url.option("host"), "b");
}

TEST(Url, takes_addresses_of_version_six_in_brackets) {
  const Url url = Url::parse("x://u@[::1]:99/d");
  EXPECT_EQ(url.host(), "::1");
  EXPECT_EQ(url.port(), 99);
  EXPECT_EQ(url.to_string(), "x://u@[::1]:99/d");
}

TEST(Url, names_a_socket_by_an_option) {
  const Url url = Url::parse("postgresql://ada@/shop?host=/run/postgresql");
  EXPECT_EQ(url.host(), "");
  EXPECT_EQ(url.option("host"), "/run/postgresql");
}

TEST(Url, hides_passwords_when_it_is_printed) {
  const Url url =
      Url::parse("x://ada:s3cret@h/d?password=s3cret&sslpassword=s3cret&sslmode=require");
  EXPECT_EQ(url.to_string(), "x://ada:***@h/d?password=***&sslpassword=***&sslmode=require");
  EXPECT_EQ(url.to_string_with_password(),
            "x://ada:s3cret@h/d?password=s3cret&sslpassword=s3cret&sslmode=require");
  EXPECT_EQ(Url::parse("x://ada@h/d").to_string(), "x://ada@h/d");
}

TEST(Url, prints_the_values_of_options_only_that_are_known_to_be_harmless) {
  EXPECT_EQ(Url::parse("x://h/d?pasword=s3cret&Password=s3cret&a=b").to_string(),
            "x://h/d?pasword=***&Password=***&a=***");
}

TEST(Url, refuses_a_zero_byte_in_any_part) {
  using namespace std::string_literals;
  const std::string zero("a\0b", 3);
  EXPECT_THROW(Url::parse("x:///"s + zero), orp::UsageError);
  EXPECT_THROW(Url::parse("x:///a%00b"), orp::UsageError);
  EXPECT_THROW(Url({.scheme = "x", .user = zero}), orp::UsageError);
  EXPECT_THROW(Url({.scheme = "x", .password = zero}), orp::UsageError);
  EXPECT_THROW(Url({.scheme = "x", .host = zero}), orp::UsageError);
  EXPECT_THROW(static_cast<void>(Url::parse("x:///d").set({.database = zero})), orp::UsageError);
  EXPECT_THROW(Url({.scheme = "x", .options = {{{zero, "v"}}}}), orp::UsageError);
  EXPECT_THROW(Url({.scheme = "x", .options = {{{"k", zero}}}}), orp::UsageError);
}

TEST(Url, tells_an_empty_password_from_none) {
  EXPECT_NE(Url::parse("x://ada:@h"), Url::parse("x://ada@h"));
  EXPECT_EQ(Url::parse("x://ada:@h").to_string(), "x://ada:***@h");
}

TEST(Url, is_made_of_parts_without_escaping) {
  const Url url({.scheme = "postgresql",
                 .user = "a@b",
                 .password = "p:/w",
                 .host = "h",
                 .port = std::uint16_t{1},
                 .database = "my shop"});
  EXPECT_EQ(url.to_string_with_password(), "postgresql://a%40b:p%3A%2Fw@h:1/my%20shop");
  EXPECT_EQ(Url::parse(url.to_string_with_password()), url);
}

TEST(Url, set_changes_a_copy) {
  const Url url = Url::parse("x://ada:pw@h/d?a=b");
  const Url other = url.set({.host = "elsewhere", .database = "e"});
  EXPECT_EQ(other.to_string_with_password(), "x://ada:pw@elsewhere/e?a=b");
  EXPECT_EQ(url.host(), "h");
  EXPECT_THROW(static_cast<void>(url.set({.scheme = "not a scheme"})), UsageError);
}

TEST(Url, that_cannot_be_read_says_why_and_keeps_the_password_to_itself) {
  const auto refusal = [](std::string_view text) -> std::string {
    try {
      Url::parse(text);
    } catch (const UsageError& error) {
      EXPECT_EQ(error.code(), "ORP-1401");
      EXPECT_EQ(std::string(error.what()).find("s3cret"), std::string::npos) << error.what();
      return error.message();
    }
    return "nothing thrown";
  };
  const std::string begin = "the database URL cannot be read: ";
  EXPECT_EQ(refusal(""), begin + "it has no scheme:// in front");
  EXPECT_EQ(refusal("shop.db"), begin + "it has no scheme:// in front");
  EXPECT_EQ(refusal("://x"), begin + "what stands before :// is not a scheme");
  EXPECT_EQ(refusal("1x://x"), begin + "what stands before :// is not a scheme");
  EXPECT_EQ(refusal("x://u:s3cret@h:port/"), begin + "the port is not a number from 1 to 65535");
  EXPECT_EQ(refusal("x://u:s3cret@h:70000/"), begin + "the port is not a number from 1 to 65535");
  EXPECT_EQ(refusal("x://u:s3cret%4@h"),
            begin + "a % in the password is not followed by two hexadecimal digits");
  EXPECT_EQ(refusal("x://h/%00"), begin + "the database holds a zero byte");
  EXPECT_EQ(refusal("x://[::1/d"), begin + "the host begins with [ but has no ]");
  EXPECT_EQ(refusal("x://[::1]s3cret/d"), begin + "only a port may stand behind the host's ]");
  EXPECT_EQ(refusal("x://h/d?s3cret"),
            begin + "an option behind the ? is not of the form name=value");
}

TEST(Url, survives_the_round_trip_whatever_is_in_it) {
  std::mt19937 random(20261120);
  const auto part = [&](std::size_t most) {
    std::string text;
    for (std::size_t i = random() % (most + 1); i > 0; --i) {
      text += static_cast<char>(1 + random() % 255);
    }
    return text;
  };
  for (int i = 0; i < 2000; ++i) {
    UrlParts parts{.scheme = "x", .user = part(6), .host = part(6), .database = part(12)};
    if (random() % 2 == 0) parts.password = part(6);
    if (random() % 2 == 0) parts.port = static_cast<std::uint16_t>(1 + random() % 65535);
    parts.options = Options{{"k" + part(3), part(6)}, {"l", part(6)}};
    const Url url(parts);
    EXPECT_EQ(Url::parse(url.to_string_with_password()), url) << url.to_string_with_password();
  }
}

TEST(Url, parser_survives_nonsense) {
  std::mt19937 random(1954);
  constexpr std::string_view alphabet = "ab:/?@%[]&=.019#\\ \xff";
  for (int i = 0; i < 20'000; ++i) {
    std::string text = "x://";
    for (std::size_t n = random() % 24; n > 0; --n) text += alphabet[random() % alphabet.size()];
    try {
      const Url url = Url::parse(text);
      EXPECT_EQ(Url::parse(url.to_string_with_password()), url) << text;
    } catch (const UsageError&) {
    }
  }
}

}  // namespace
}  // namespace orp
