// SPDX-License-Identifier: MIT
#include "session/objects/kept_by_class.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace orp::tests {
namespace {

std::atomic<int> made = 0;

struct Fact {
  explicit Fact(const EntityInfo& entity) : info(&entity) { ++made; }

  const EntityInfo* info;
};

TEST(KeptByClass, is_made_once_whoever_asks) {
  made = 0;
  const std::vector<EntityInfo> infos(500);  // more than the first table holds
  KeptByClass<Fact> kept;
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 2; ++round)
        for (const EntityInfo& info : infos)
          if (kept.get(info).info != &info) ++wrong;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(made, 500);
  EXPECT_EQ(&kept.get(infos[7]), &kept.get(infos[7]));
}

}  // namespace
}  // namespace orp::tests
