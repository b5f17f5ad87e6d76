// SPDX-License-Identifier: MIT
// Prints what the generated headers say. Nothing here needs the library.
#include <acme/shop/address.hpp>
#include <acme/shop/http_server.hpp>
#include <cstdio>

int main() {
  std::printf("%d %s\n", acme::shop::HTTPServer::Row().port,
              acme::shop::Address::Row().city.c_str());
}
