// SPDX-License-Identifier: MIT
// As main.cpp, of a target whose headers are precompiled.
#include <cstdio>

extern "C" int number_in_c(void);

int main() {
  const orp::EngineOptions options;
  std::printf("%d %s%s\n", acme::shop::HTTPServer::Row().port,
              acme::shop::Address::Row().city.c_str(), options.echo ? " echo" : "");
  return number_in_c();
}
